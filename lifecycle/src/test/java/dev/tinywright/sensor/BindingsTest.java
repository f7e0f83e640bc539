package dev.tinywright.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.contract.Contract;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.sensor.Binding.Origin;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sensor measures which input, and what is said where none does. */
class BindingsTest {
    private static final Sensors SENSORS = Sensors.builtIn();
    private static final Board SENSE =
            Boards.builtIn().byId("arduino-nano-33-ble-sense").orElseThrow();
    private static final Board PLAIN_BLE =
            Boards.builtIn().byId("arduino-nano-33-ble").orElseThrow();
    private static final Board UNO = Boards.builtIn().byId("arduino-uno-r3").orElseThrow();

    /** One input each: "name [unit] low..high", without a range 0 to 1. */
    private static Contract contract(List<List<Integer>> shares, String... inputs) {
        List<Contract.Input> read = new ArrayList<>();
        for (String input : inputs) {
            String[] parts = input.split("\\|");
            float low = parts.length > 2 ? Float.parseFloat(parts[2].strip()) : 0;
            float high = parts.length > 3 ? Float.parseFloat(parts[3].strip()) : 1;
            read.add(new Contract.Input(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "", low, high));
        }
        return new Contract(
                "m",
                "1",
                read,
                shares,
                1,
                OptionalDouble.empty(),
                new Contract.Tensor(List.of(read.size()), new Quantization(1, 0)),
                new Contract.Tensor(List.of(2), new Quantization(1 / 256f, -128)),
                List.of("a", "b"));
    }

    private static Binding bind(Board board, String wish, Contract contract) {
        return Bindings.bind(board, contract, wish, SENSORS);
    }

    private static List<String> worlds(Binding binding) {
        return binding.wires().stream().map(wire -> wire.channel().world()).toList();
    }

    @Test
    void sharesOfColourComeFromTheColourSensor() {
        Binding binding = bind(SENSE, "colour", contract(List.of(List.of(0, 1, 2)), "Red", "Green", "Blue"));
        assertThat(binding.origin()).isEqualTo(Origin.SENSORS);
        assertThat(worlds(binding)).containsExactly("color.r", "color.g", "color.b");
        assertThat(binding.wires()).allSatisfy(wire -> {
            assertThat(wire.factor()).isEqualTo(1);
            assertThat(wire.offset()).isZero();
        });
        assertThat(binding.sensors().stream().map(Sensor::id)).containsExactly("apds9960-colour");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            red_raw|count|0|4000      ; color.r          ; 1         ; 0
            R||0|900                  ; color.r          ; 1         ; 0
            colour_g||3|900           ; color.g          ; 1         ; 0
            Proximity||0|255          ; proximity        ; 1         ; 0
            acc_x|g|-2|2              ; accel.x          ; 1         ; 0
            accX|m/s²|-20|20          ; accel.x          ; 9.80665   ; 0
            ay|m/s^2|-20|20           ; accel.y          ; 9.80665   ; 0
            accel_z_mg|mg|-2000|2000  ; accel.z          ; 1000      ; 0
            Acceleration Z||-18|19    ; accel.z          ; 9.80665   ; 0
            gyro.x|dps|-200|200       ; gyro.x           ; 1         ; 0
            gz|rad/s|-5|5             ; gyro.z           ; 0.0174533 ; 0
            mag_y|µT|-60|60           ; mag.y            ; 1         ; 0
            temp|°C|10|30             ; temperature      ; 1         ; 0
            Temperature|°F|50|90      ; temperature      ; 1.8       ; 32
            temperature|K|280|300     ; temperature      ; 1         ; 273.15
            humidity|%|20|90          ; humidity         ; 1         ; 0
            RH|ratio|0.2|0.9          ; humidity         ; 0.01      ; 0
            pressure|kPa|95|104       ; pressure         ; 1         ; 0
            air_pressure|hPa|950|1040 ; pressure         ; 10        ; 0
            pressure||950|1040        ; pressure         ; 10        ; 0
            A0|V|0|3.2                ; analog.0         ; 3.3       ; 0
            analog 3||0|1023          ; analog.3         ; 1024      ; 0
            a1||0|4000                ; analog.1         ; 4096      ; 0
            A2|mV|0|3300              ; analog.2         ; 3300      ; 0
            D5||0|1                   ; pin.5            ; 1         ; 0
            sound level||0|4000       ; mic.level        ; 1         ; 0
            """)
    void findsTheChannelAndConvertsItsUnit(String input, String world, double factor, double offset) {
        Binding binding = bind(SENSE, "", contract(List.of(), input));
        assertThat(worlds(binding))
                .describedAs(String.join("; ", binding.notes()))
                .containsExactly(world);
        assertThat(binding.wires().getFirst().factor()).isCloseTo(factor, within(1e-6 * factor));
        assertThat(binding.wires().getFirst().offset()).isCloseTo(offset, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            bill_length_mm|mm|30|60   ; no sensor of the Arduino Nano 33 BLE Sense measures 'bill_length_mm'
            acc_x_mean|g|-1|1         ; no sensor of the Arduino Nano 33 BLE Sense measures 'acc_x_mean'
            outdoor temperature|°C|0|9; no sensor of the Arduino Nano 33 BLE Sense measures 'outdoor temperature'
            Red|lux|0|900             ; 'Red' is in lux, which cannot be made of the APDS9960 colour sensor's count
            Red||0|60000              ; 'Red' goes from 0 to 60000 in the data, the APDS9960 colour sensor from 0 to 4100
            acc_x|g|-16|16            ; 'acc_x' goes from -16 to 16 in the data, the LSM9DS1 inertial sensor from -4 to 4 g
            x||-1|1                   ; no sensor of the Arduino Nano 33 BLE Sense measures 'x'
            A9||0|1023                ; no sensor of the Arduino Nano 33 BLE Sense measures 'A9'
            """)
    void fallsBackToSerialLinesAndSaysWhy(String input, String why) {
        Binding binding = bind(SENSE, "", contract(List.of(), input));
        assertThat(binding.origin()).isEqualTo(Origin.SERIAL_LINES);
        assertThat(binding.wires()).isEmpty();
        assertThat(String.join("\n", binding.notes()))
                .contains("readings come as lines on the serial port (" + input.split("\\|")[0] + "), because " + why);
    }

    @Test
    void anAnalogPinOfAnUnoMeasuresUpToFiveVolts() {
        Binding binding = bind(UNO, "potentiometer", contract(List.of(), "A0|V|0|4.9"));
        assertThat(binding.wires().getFirst().factor()).isEqualTo(5);
    }

    @Test
    void oneInputWithoutASensorIsEnoughToFallBack() {
        Binding binding = bind(SENSE, "", contract(List.of(), "temp|°C|0|30", "soil moisture|%|0|90"));
        assertThat(binding.origin()).isEqualTo(Origin.SERIAL_LINES);
        assertThat(binding.notes().getLast()).contains("'soil moisture'").doesNotContain("'temp'");
    }

    @Test
    void aBareAxisIsWhatTheTaskSays() {
        Contract xyz = contract(List.of(), "x||-1|1", "y||-1|1", "z||-1|1");
        assertThat(worlds(bind(SENSE, "accelerometer", xyz))).containsExactly("accel.x", "accel.y", "accel.z");
        assertThat(worlds(bind(SENSE, "gyroscope", xyz))).containsExactly("gyro.x", "gyro.y", "gyro.z");
        assertThat(worlds(bind(SENSE, "", contract(List.of(), "x|m/s²|-9|9")))).containsExactly("accel.x");
    }

    @Test
    void saysWhichBoardHasTheSensorThatIsMissing() {
        Binding binding = bind(PLAIN_BLE, "colour", contract(List.of(List.of(0, 1, 2)), "Red", "Green", "Blue"));
        assertThat(binding.origin()).isEqualTo(Origin.SERIAL_LINES);
        assertThat(binding.notes().getFirst())
                .isEqualTo(
                        "the Arduino Nano 33 BLE has no colour sensor; Arduino Nano 33 BLE Sense, Arduino Nano 33 BLE Sense Rev2 have");
        assertThat(binding.notes().getLast()).contains("'Red', 'Green' or 'Blue' (the APDS9960 colour sensor would)");
    }

    @Test
    void serialLinesWhereTheTaskSaysSo() {
        Contract colour = contract(List.of(List.of(0, 1, 2)), "Red", "Green", "Blue");
        assertThat(bind(SENSE, "serial", colour).notes())
                .containsExactly(
                        "readings come as lines on the serial port (Red,Green,Blue), because the task asks for the "
                                + "serial port");
    }

    @Test
    void twoInputsCannotBeOneChannel() {
        Binding binding = bind(SENSE, "", contract(List.of(), "temp|°C|0|30", "temperature|°F|30|90"));
        assertThat(binding.origin()).isEqualTo(Origin.SERIAL_LINES);
        assertThat(binding.notes().getFirst())
                .contains("'temp' and 'temperature' would both be temperature of the HTS221");
    }

    @Test
    void readsRegistersThatTheTaskNames() {
        Binding binding = bind(
                UNO,
                "i2c 0x29: set 0x80 0x03, red 0x96 u16le, temp 0x05 s16be * 0.0625",
                contract(List.of(), "Temp|°C|0|30", "Red||0|65535"));
        assertThat(binding.origin()).isEqualTo(Origin.SENSORS);
        assertThat(worlds(binding)).containsExactly("i2c.29.05.s16be", "i2c.29.96.u16le");
        assertThat(binding.wires().getFirst().factor()).isEqualTo(0.0625);
        assertThat(binding.sensors().getFirst().code().setup()).contains("!writeRegister(0x80, 0x03)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            i2c 0x29 red 0x96 u16le       ; does not begin with an address
            i2c 0x29: red 0x96            ; 'red 0x96' is neither a reading nor a setting
            i2c 0x29: set 0x80 0x03       ; no reading is named
            i2c 0x99: red 0x96 u8         ; an I2C address is at most 0x77
            i2c 0x29: green 0x96 u8       ; it names no register for the column 'red'
            i2c 0x29: red 0x96 u8 * 0     ; the factor of 'red' is 0
            """)
    void refusesRegistersThatCannotBeRead(String wish, String what) {
        assertThatThrownBy(() -> bind(UNO, wish, contract(List.of(), "red")))
                .isInstanceOfSatisfying(TinywrightException.class, e -> {
                    assertThat(e.diagnosis().what()).contains(what);
                    assertThat(e.exitCode()).isEqualTo(2);
                });
    }
}
