package dev.tinywright.sensor;

import dev.tinywright.contract.Contract;
import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A device on the I2C bus, named in task.yaml by its registers: {@code i2c 0x29: set 0x80 0x03, red 0x96 u16le, green 0x98
 * u16le, temp 0x05 s16be * 0.0625}. A {@code set} writes a register once at the start; the others are readings by the
 * names of the data's columns: first register, type of number, and where the data is not raw a factor.
 */
record I2cWish(int address, List<Setting> settings, List<Register> registers) {
    private static final Pattern WHOLE = Pattern.compile("(?i)\\s*i2c\\s+0x([0-9a-f]{2})\\s*:(.*)", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("(?i)set\\s+0x([0-9a-f]{2})\\s+0x([0-9a-f]{2})");
    private static final Pattern READING = Pattern.compile(
            "(?i)(.+?)\\s+0x([0-9a-f]{2})\\s+(u8|u16le|u16be|s16le|s16be)(?:\\s*\\*\\s*([-+]?[0-9.]+(?:e[-+]?\\d+)?))?");

    record Setting(int register, int value) {}

    record Register(String name, int register, String type, double factor) {}

    static boolean isOne(String wish) {
        return wish.toLowerCase(Locale.ROOT).matches("(?s)\\s*i2c\\s+0x.*");
    }

    static I2cWish parse(String wish) {
        Matcher whole = WHOLE.matcher(wish);
        if (!whole.matches()) {
            throw mistake("'" + wish + "' does not begin with an address such as i2c 0x39:");
        }
        int address = Integer.parseInt(whole.group(1), 16);
        List<Setting> settings = new ArrayList<>();
        List<Register> registers = new ArrayList<>();
        for (String part : whole.group(2).split("[,;\\n]")) {
            String entry = part.strip();
            Matcher setting = SETTING.matcher(entry);
            Matcher reading = READING.matcher(entry);
            if (setting.matches()) {
                settings.add(
                        new Setting(Integer.parseInt(setting.group(1), 16), Integer.parseInt(setting.group(2), 16)));
            } else if (reading.matches()) {
                registers.add(register(reading));
            } else if (!entry.isEmpty()) {
                throw mistake("'" + entry + "' is neither a reading nor a setting");
            }
        }
        if (address > 0x77 || registers.isEmpty()) {
            throw mistake(registers.isEmpty() ? "no reading is named" : "an I2C address is at most 0x77");
        }
        return new I2cWish(address, settings, registers);
    }

    private static Register register(Matcher reading) {
        double factor = reading.group(4) == null ? 1 : Double.parseDouble(reading.group(4));
        if (factor == 0) {
            throw mistake("the factor of '" + reading.group(1) + "' is 0");
        }
        return new Register(
                reading.group(1).strip(),
                Integer.parseInt(reading.group(2), 16),
                reading.group(3).toLowerCase(Locale.ROOT),
                factor);
    }

    private static TinywrightException mistake(String what) {
        return TinywrightException.usage(
                "the I2C sensor cannot be read: " + what,
                "task.yaml, sensor",
                "write sensor: \"i2c 0x39: set 0x80 0x03, Red 0x96 u16le, Green 0x98 u16le\"; docs/sensors.md has more");
    }

    /** Returns a wire for each input, by its name. */
    List<Binding.Wire> wires(List<Contract.Input> inputs) {
        Sensor sensor = sensor();
        List<Binding.Wire> wires = new ArrayList<>();
        for (Contract.Input input : inputs) {
            Register register = find(input.name())
                    .orElseThrow(() -> mistake("it names no register for the column '" + input.name() + "'"));
            Sensor.Channel channel = sensor.channels().stream()
                    .filter(c -> c.name().equals(register.name()))
                    .findFirst()
                    .orElseThrow();
            wires.add(new Binding.Wire(sensor, channel, register.factor(), 0));
        }
        return wires;
    }

    private Optional<Register> find(String name) {
        return registers.stream()
                .filter(r -> ReadingNames.key(r.name()).equals(ReadingNames.key(name)))
                .findFirst();
    }

    private Sensor sensor() {
        String at = hex(address);
        List<Sensor.Channel> channels = new ArrayList<>();
        List<Sensor.Read> reads = new ArrayList<>();
        for (Register register : registers) {
            boolean signed = register.type().startsWith("s");
            boolean wide = register.type().contains("16");
            double low = signed ? Short.MIN_VALUE : 0;
            double high = signed ? Short.MAX_VALUE : wide ? 65535 : 255;
            String variable = "register" + hex(register.register()).toUpperCase(Locale.ROOT);
            String world = "i2c." + at + "." + hex(register.register()) + "." + register.type();
            channels.add(new Sensor.Channel(register.name(), List.of(), "count", variable, world, low, high, 1, true));
            reads.add(new Sensor.Read(List.of(register.name()), "", read(register, variable)));
        }
        return new Sensor(
                "i2c-registers",
                "I2C device 0x" + at.toUpperCase(Locale.ROOT),
                List.of("i2c"),
                Optional.empty(),
                channels,
                new Sensor.Code(List.of("#include <Wire.h>"), declare(), setup(), reads),
                "the task's sensor: " + registers.size() + " registers");
    }

    private static String hex(int value) {
        return String.format(Locale.ROOT, "%02x", value);
    }

    private String declare() {
        return """
                const uint8_t DEVICE = 0x%s; // address on the I2C bus

                // Reads one or two registers of the device, the lower address first; false where it does not answer.
                bool readRegisters(uint8_t first, uint8_t bytes[], uint8_t count) {
                  Wire.beginTransmission(DEVICE);
                  Wire.write(first);
                  if (Wire.endTransmission(false) != 0 || (int)Wire.requestFrom((int)DEVICE, (int)count) != (int)count) {
                    return false;
                  }
                  for (uint8_t i = 0; i < count; i++) {
                    bytes[i] = (uint8_t)Wire.read();
                  }
                  return true;
                }

                bool writeRegister(uint8_t which, uint8_t value) {
                  Wire.beginTransmission(DEVICE);
                  Wire.write(which);
                  Wire.write(value);
                  return Wire.endTransmission() == 0;
                }""".formatted(hex(address).toUpperCase(Locale.ROOT));
    }

    private String setup() {
        StringBuilder setup = new StringBuilder("Wire.begin();\n");
        if (settings.isEmpty()) {
            setup.append("uint8_t probe[1];\nif (!readRegisters(0x")
                    .append(hex(registers.getFirst().register()))
                    .append(", probe, 1)) {\n");
        } else {
            List<String> writes = settings.stream()
                    .map(s -> String.format(Locale.ROOT, "!writeRegister(0x%02x, 0x%02x)", s.register(), s.value()))
                    .toList();
            setup.append("if (").append(String.join(" || ", writes)).append(") {\n");
        }
        return setup.append("  stopWith(F(\"the I2C device 0x")
                .append(hex(address))
                .append(" does not answer\"));\n}")
                .toString();
    }

    private static String read(Register register, String variable) {
        boolean wide = register.type().contains("16");
        String bytes = variable + "Bytes";
        boolean little = register.type().endsWith("le");
        String number = wide
                ? String.format(
                        Locale.ROOT, "%s[%d] | (uint16_t)%s[%d] << 8", bytes, little ? 0 : 1, bytes, little ? 1 : 0)
                : bytes + "[0]";
        String type = register.type().startsWith("s") ? "int16_t" : wide ? "uint16_t" : "uint8_t";
        return """
                uint8_t %s[%d];
                if (!readRegisters(0x%s, %s, %d)) {
                  return false;
                }
                const %s %s = (%s)(%s);""".formatted(
                bytes, wide ? 2 : 1, hex(register.register()), bytes, wide ? 2 : 1, type, variable, type, number);
    }
}
