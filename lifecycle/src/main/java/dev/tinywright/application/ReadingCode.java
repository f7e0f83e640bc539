package dev.tinywright.application;

import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Binding.Origin;
import dev.tinywright.sensor.Binding.Wire;
import dev.tinywright.sensor.Sensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** The part of a sketch that gets readings: declarations, what setup() does, and the function {@code takeReadings}. */
final class ReadingCode {
    private final Contract contract;
    private final Binding binding;
    private final String prefix;
    private final boolean dropsLines;

    ReadingCode(Contract contract, Binding binding) {
        this(contract, binding, false);
    }

    /** @param dropsLines whether lines that come while the model works are lost, and the sketch has to forget them */
    ReadingCode(Contract contract, Binding binding, boolean dropsLines) {
        this.dropsLines = dropsLines && binding.origin() == Origin.SERIAL_LINES;
        this.contract = contract;
        this.binding = binding;
        this.prefix = contract.model().toUpperCase(Locale.ROOT);
    }

    boolean isSerial() {
        return binding.origin() == Origin.SERIAL_LINES;
    }

    boolean dropsLines() {
        return dropsLines;
    }

    List<String> includes() {
        Set<String> includes = new LinkedHashSet<>();
        binding.sensors().forEach(sensor -> includes.addAll(sensor.code().include()));
        return List.copyOf(includes);
    }

    /** Returns global declarations and functions, each of several lines. */
    List<String> declarations() {
        if (isSerial()) {
            return dropsLines ? List.of(serialDeclarations(), dropLines()) : List.of(serialDeclarations());
        }
        return sensorDeclarations(binding.sensors());
    }

    /** Returns what sensors need before setup(): their own declarations, and the function that reports a missing one. */
    static List<String> sensorDeclarations(List<Sensor> sensors) {
        List<String> all = new ArrayList<>();
        if (sensors.stream().anyMatch(sensor -> sensor.code().setup().contains("stopWith"))) {
            all.add("""
                    // Says what is wrong, again and again, for whoever opens the port later.
                    void stopWith(const __FlashStringHelper *what) {
                      for (;;) {
                        Serial.print(F("# stopped: "));
                        Serial.println(what);
                        delay(1000);
                      }
                    }""");
        }
        sensors.stream()
                .map(sensor -> sensor.code().declare().strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .forEach(all::add);
        return all;
    }

    /** Returns lines of setup(). */
    List<String> setup() {
        return setup(binding.sensors());
    }

    static List<String> setup(List<Sensor> sensors) {
        return sensors.stream()
                .map(sensor -> sensor.code().setup().strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .flatMap(String::lines)
                .toList();
    }

    String takeReadings() {
        return isSerial() ? fromSerial() : fromSensors();
    }

    private String fromSensors() {
        StringBuilder code = new StringBuilder();
        code.append("// Reads the ")
                .append(CppText.list(
                        binding.sensors().stream().map(Sensor::name).toList(), "and the"))
                .append(" as the training data was made; false while there is nothing new.\n");
        code.append("bool takeReadings(float readings[]) {\n");
        List<Sensor.Channel> channels =
                binding.wires().stream().map(Wire::channel).toList();
        code.append(CppText.indented(readStatements(binding.sensors(), channels), "  "))
                .append('\n');
        int width = IntStream.range(0, binding.wires().size())
                .map(i -> assignment(i).length())
                .max()
                .orElse(0);
        for (int i = 0; i < binding.wires().size(); i++) {
            String assignment = assignment(i);
            code.append("  ").append(assignment).append(" ".repeat(width - assignment.length()));
            code.append(" // ").append(meaning(i)).append('\n');
        }
        String shares = shares("!(%s > 0)", "return false; // too dark or too weak to tell");
        return code.append(CppText.indented(shares + "return true;", "  "))
                .append("\n}")
                .toString();
    }

    /** Returns the statements that wait for and read those channels, each group once. */
    static String readStatements(List<Sensor> sensors, List<Sensor.Channel> channels) {
        Set<Sensor.Read> reads = new LinkedHashSet<>();
        for (Sensor sensor : sensors) {
            for (Sensor.Channel channel : channels) {
                if (sensor.channels().contains(channel)) {
                    reads.add(sensor.readOf(channel));
                }
            }
        }
        StringBuilder code = new StringBuilder();
        List<String> ready = reads.stream()
                .map(Sensor.Read::ready)
                .filter(r -> !r.isEmpty())
                .distinct()
                .toList();
        if (!ready.isEmpty()) {
            String all = ready.size() == 1
                    ? "!" + unary(ready.getFirst())
                    : "!("
                            + String.join(
                                    " && ",
                                    ready.stream().map(ReadingCode::conjunct).toList()) + ")";
            code.append("if (").append(all).append(") {\n  return false;\n}\n");
        }
        reads.forEach(read -> code.append(read.code().strip()).append('\n'));
        return code.toString().stripTrailing();
    }

    private static String unary(String expression) {
        return expression.matches("[\\w.:]+\\(\\)") ? expression : "(" + expression + ")";
    }

    private static String conjunct(String expression) {
        return expression.contains("||") ? "(" + expression + ")" : expression;
    }

    private String assignment(int i) {
        Wire wire = binding.wires().get(i);
        String raw = wire.channel().variable();
        String value = wire.channel().whole() ? "(float)" + raw : raw;
        String scaled = wire.factor() == 1 ? value : CppText.number(wire.factor()) + " * " + raw;
        String sign = wire.offset() < 0 ? " - " : " + ";
        String offset = wire.offset() == 0 ? "" : sign + CppText.number(Math.abs(wire.offset()));
        return "readings[" + i + "] = " + scaled + offset + ";";
    }

    private String meaning(int i) {
        Contract.Input input = contract.inputs().get(i);
        return CppText.comment(input.name()) + (input.unit().isEmpty() ? "" : " in " + CppText.comment(input.unit()));
    }

    /** Returns the statements that make shares of the groups that the contract names; empty where there are none. */
    private String shares(String condition, String whenNothing) {
        StringBuilder code = new StringBuilder();
        for (int g = 0; g < contract.shares().size(); g++) {
            List<Integer> group = contract.shares().get(g);
            String total = total(g);
            code.append("// The model was trained with shares of a total: ")
                    .append(names(group))
                    .append(" add up to 1, whatever the level.\n");
            code.append(sum(group, total));
            code.append("if (").append(condition.formatted(total)).append(") {\n  ");
            code.append(whenNothing).append("\n}\n");
            group.forEach(i -> code.append(division(i, total)));
        }
        return code.toString();
    }

    /** Lines hold readings as the data has them, shares; whoever sends counts instead is understood too. */
    private String sharesOfCounts() {
        StringBuilder code = new StringBuilder();
        for (int g = 0; g < contract.shares().size(); g++) {
            List<Integer> group = contract.shares().get(g);
            String total = total(g);
            code.append("// The model was trained with shares of a total: ")
                    .append(names(group))
                    .append(" add up to 1. Counts are made shares here.\n");
            code.append(sum(group, total));
            code.append("if (").append(total).append(" > 1.1f) {\n");
            group.forEach(i -> code.append("  ").append(division(i, total)));
            code.append("}\n");
        }
        return code.toString();
    }

    private String total(int group) {
        return contract.shares().size() == 1 ? "total" : "total" + (group + 1);
    }

    private String names(List<Integer> group) {
        return CppText.list(
                group.stream()
                        .map(i -> CppText.comment(contract.inputs().get(i).name()))
                        .toList(),
                "and");
    }

    private static String sum(List<Integer> group, String total) {
        return "const float " + total + " = "
                + String.join(
                        " + ", group.stream().map(i -> "readings[" + i + "]").toList()) + ";\n";
    }

    private static String division(int i, String total) {
        return "readings[" + i + "] /= " + total + ";\n";
    }

    private static String dropLines() {
        return """
                // Forgets what has come while the model worked: more than the port holds, so that some of it is lost.
                void dropLines() {
                  while (Serial.available() > 0) {
                    Serial.read();
                  }
                  numbersSoFar = 0;
                  digitsSoFar = 0;
                  lineIsCut = true;
                }""";
    }

    private String serialDeclarations() {
        String cut = dropsLines ? "bool lineIsCut = false; // its beginning is lost\n" : "";
        String forget = dropsLines
                ? "  if (lineIsCut) {\n    lineIsCut = lineIsStrange = false;\n    numbersSoFar = digitsSoFar = 0;\n    return false;\n  }\n"
                : "";
        return """
                // The line that is arriving, "0.51,0.27,0.22": its numbers, and the one that has begun.
                float numbers[${N}_READINGS];
                uint8_t numbersSoFar = 0;
                char digits[24];
                uint8_t digitsSoFar = 0;
                bool lineIsStrange = false; // something in it is no number
                ${cut}
                // The number that has begun is complete.
                void endNumber() {
                  if (digitsSoFar == 0) {
                    return;
                  }
                  digits[digitsSoFar] = '\\0';
                  digitsSoFar = 0;
                  char *end;
                  const float value = (float)strtod(digits, &end);
                  if (*end != '\\0') {
                    lineIsStrange = true;
                  }
                  if (numbersSoFar < ${N}_READINGS) {
                    numbers[numbersSoFar] = value;
                  }
                  if (numbersSoFar < 255) {
                    numbersSoFar++;
                  }
                }

                // The line is complete; true where it has exactly one number for each reading. Says so where it has not.
                bool endLine() {
                ${forget}  endNumber();
                  const bool isEmpty = numbersSoFar == 0 && !lineIsStrange;
                  const bool isGood = numbersSoFar == ${N}_READINGS && !lineIsStrange;
                  if (!isGood && !isEmpty) {
                    Serial.print(F(${wanted}));
                    if (lineIsStrange) {
                      Serial.println(F("something else"));
                    } else {
                      Serial.println(numbersSoFar);
                    }
                  }
                  numbersSoFar = 0;
                  lineIsStrange = false;
                  return isGood;
                }""".replace("${N}", prefix).replace("${cut}\n", cut + "\n").replace("${forget}", forget).replace(
                "${wanted}",
                CppText.string("# not a line of " + contract.inputs().size() + " numbers (" + names() + "): got "));
    }

    /** Returns the names of the readings as a header line would have them. */
    String names() {
        return String.join(
                ",",
                contract.inputs().stream()
                        .map(input -> CppText.comment(input.name()).replace(",", " "))
                        .toList());
    }

    private String fromSerial() {
        return """
                // Takes what has arrived on the serial port, without waiting; true where a line of readings is complete.
                bool takeReadings(float readings[]) {
                  while (Serial.available() > 0) {
                    const char c = (char)Serial.read();
                    if (c == '\\n' || c == '\\r') {
                      if (endLine()) {
                ${take}
                      }
                    } else if (c == ',' || c == ';' || c == ' ' || c == '\\t') {
                      endNumber();
                    } else if (digitsSoFar < sizeof digits - 1) {
                      digits[digitsSoFar++] = c;
                    } else {
                      lineIsStrange = true;
                    }
                  }
                  return false;
                }""".replace("${take}", CppText.indented(take(), "        "));
    }

    private String take() {
        return "memcpy(readings, numbers, sizeof numbers);\n" + sharesOfCounts() + "return true;";
    }
}
