package dev.tinywright.mind;

import dev.tinywright.mind.Device.Behaviour;
import dev.tinywright.mind.Device.SensorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a sketch as a model with a style of its own would: the facts are the prompt's, the words are not the rules'. */
final class SketchText {
    private final Device device;
    private final String prefix;

    private SketchText(Device device) {
        this.device = device;
        this.prefix = device.model().toUpperCase(Locale.ROOT);
    }

    static String of(Device device) {
        SketchText text = new SketchText(device);
        List<String> parts = new ArrayList<>();
        parts.add("// Recognises " + String.join(", ", device.labels()) + " and reports it.");
        parts.add(text.includes());
        parts.add("static const unsigned long kPeriodMs = " + device.periodMillis()
                + ";\nstatic unsigned long lastDecision = 0;");
        parts.addAll(text.helpers());
        parts.add(device.isSerial() ? text.readLine() : text.readSensor());
        parts.add(text.report());
        parts.add(text.setup());
        parts.add(text.loop());
        return String.join("\n\n", parts) + "\n";
    }

    private String includes() {
        Set<String> includes = new LinkedHashSet<>();
        device.sensor().forEach(sensor -> includes.addAll(sensor.includes()));
        includes.add("#include <" + device.header() + ">");
        return String.join("\n", includes);
    }

    private List<String> helpers() {
        List<String> helpers = new ArrayList<>();
        if (device.sensor().stream().anyMatch(sensor -> sensor.setup().contains("stopWith"))) {
            helpers.add("""
                    // There is nothing to do without the sensor: say so for ever.
                    static void stopWith(const __FlashStringHelper *problem) {
                      while (true) {
                        Serial.println(problem);
                        delay(1000);
                      }
                    }""");
        }
        device.sensor().stream()
                .map(SensorCode::declare)
                .filter(declare -> !declare.isBlank())
                .distinct()
                .forEach(helpers::add);
        return helpers;
    }

    private String readSensor() {
        StringBuilder code =
                new StringBuilder("// Fills x with one fresh set of readings; false when there is none.\n");
        code.append("static bool readSample(float *x) {\n");
        for (SensorCode sensor : device.sensor()) {
            sensor.ready()
                    .forEach(ready -> code.append("  if (!(").append(ready).append(")) {\n    return false;\n  }\n"));
        }
        device.sensor().forEach(sensor -> sensor.read()
                .forEach(read -> code.append(indented(read)).append('\n')));
        for (int i = 0; i < device.assignments().size(); i++) {
            code.append("  x[")
                    .append(i)
                    .append("] = ")
                    .append(device.assignments().get(i));
            code.append("; // ").append(device.inputs().get(i)).append('\n');
        }
        return code.append(shares("%s <= 0.0f", true))
                .append("  return true;\n}")
                .toString();
    }

    /** The transform that the contract asks for. */
    private String shares(String nothing, boolean returns) {
        StringBuilder code = new StringBuilder();
        for (int g = 0; g < device.shares().size(); g++) {
            List<Integer> group = device.shares().get(g);
            String sum = g == 0 ? "sum" : "sum" + (g + 1);
            code.append("  const float ").append(sum).append(" = ");
            code.append(group.stream().map(i -> "x[" + i + "]").collect(Collectors.joining(" + ")));
            code.append(";\n");
            if (returns) {
                code.append("  if (")
                        .append(String.format(Locale.ROOT, nothing, sum))
                        .append(") {\n");
                code.append("    return false; // nothing to see\n  }\n");
            }
            String condition = returns ? "" : "if (" + sum + " > 1.1f) ";
            group.forEach(i -> code.append("  " + condition + "x[" + i + "] /= " + sum + ";\n"));
        }
        return code.toString();
    }

    private String readLine() {
        int n = device.inputs().size();
        return """
                static char line[${size}];
                static uint8_t used = 0;

                // Takes "1.5,2.5,…" from the serial port; false until a line is complete.
                static bool readSample(float *x) {
                  while (Serial.available() > 0) {
                    const char c = (char)Serial.read();
                    if (c != '\\n' && c != '\\r') {
                      if (used < sizeof line - 1) {
                        line[used++] = c;
                      }
                      continue;
                    }
                    line[used] = '\\0';
                    used = 0;
                    char *at = line;
                    int count = 0;
                    while (count < ${n}) {
                      char *end;
                      x[count] = (float)strtod(at, &end);
                      if (end == at) {
                        break;
                      }
                      count++;
                      at = *end == '\\0' ? end : end + 1;
                    }
                    if (count == ${n}) {
                ${shares}      return true;
                    }
                  }
                  return false;
                }""".replace("${size}", Integer.toString(Math.min(250, 24 * n + 8)))
                .replace("${n}", Integer.toString(n))
                .replace("${shares}", shares("", false).replaceAll("(?m)^  ", "      "));
    }

    private String report() {
        if (device.printsLabels()) {
            return """
                    static void report(const ${m}_result &result) {
                      Serial.println(${m}_label(result.best));
                    }""".replace("${m}", device.model());
        }
        StringBuilder code = new StringBuilder("static void report(const " + device.model() + "_result &result) {\n");
        device.unsureBelow().ifPresent(share -> {
            code.append("  if (result.confidence[result.best] < ")
                    .append(Math.round(share * 256))
                    .append(") {\n");
            code.append(act(device.behaviours().getOrDefault("unsure", new Behaviour("", Map.of())), "    "));
            code.append("    return;\n  }\n");
        });
        code.append("  switch ((int)result.best) {\n");
        for (int k = 0; k < device.labels().size(); k++) {
            String label = device.labels().get(k);
            Behaviour behaviour = device.behaviours().getOrDefault(label, new Behaviour("", Map.of()));
            code.append("    case ").append(k).append(": // ").append(label).append('\n');
            code.append(act(behaviour, "      ")).append("      break;\n");
        }
        return code.append("  }\n}").toString();
    }

    private static String act(Behaviour behaviour, String indent) {
        StringBuilder code = new StringBuilder();
        new TreeSet<>(behaviour.pins().keySet()).forEach(pin -> code.append(indent)
                .append("digitalWrite(" + pin(pin) + ", " + (behaviour.pins().getOrDefault(pin, false) ? "HIGH" : "LOW")
                        + ");\n"));
        if (!behaviour.line().isEmpty()) {
            List<String> pieces = pieces(behaviour.line());
            for (int i = 0; i < pieces.size(); i++) {
                String print = i == pieces.size() - 1 ? "println" : "print";
                code.append(indent).append("Serial." + print + "(" + pieces.get(i) + ");\n");
            }
        }
        return code.toString();
    }

    private static String pin(String name) {
        return name.matches("D\\d+") ? name.substring(1) : name;
    }

    /** Two digits after the point, of a share; a whole number, of a percentage. */
    private static final Pattern NUMBER = Pattern.compile(
            "\\[01]\\\\\\.\\[0-9]\\[0-9]|\\[0-9](?:\\{[0-9,]+}|\\+)?|\\\\d(?:\\{[0-9,]+}|\\+)?|\\.[*+]");

    /** Returns what to print, one after the other, so that the regular expression matches the line. */
    private static List<String> pieces(String regex) {
        List<String> pieces = new ArrayList<>();
        Matcher number = NUMBER.matcher(regex);
        int from = 0;
        while (number.find()) {
            addLiteral(pieces, regex.substring(from, number.start()));
            if (number.group().startsWith("[01]")) {
                pieces.add("result.confidence[result.best] / 256.0f, 2");
            } else if (!number.group().startsWith(".")) {
                pieces.add("(result.confidence[result.best] * 100 + 128) / 256");
            }
            from = number.end();
        }
        addLiteral(pieces, regex.substring(from));
        return pieces;
    }

    private static void addLiteral(List<String> pieces, String regex) {
        if (!regex.isEmpty()) {
            pieces.add("\"" + unescaped(regex).replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
    }

    /** Returns the text that a regular expression of letters and escapes stands for. */
    static String unescaped(String regex) {
        return regex.replaceAll("\\\\Q|\\\\E", "").replaceAll("\\\\(.)", "$1");
    }

    private String setup() {
        StringBuilder code = new StringBuilder("void setup() {\n  Serial.begin(115200);\n");
        code.append("  while (!Serial && millis() < 3000) {\n  }\n");
        pins().forEach(pin -> code.append("  pinMode(").append(pin(pin)).append(", OUTPUT);\n"));
        device.sensor().stream()
                .map(SensorCode::setup)
                .filter(setup -> !setup.isBlank())
                .distinct()
                .forEach(setup -> code.append(indented(setup)).append('\n'));
        return code.append("  Serial.println(\"# ready\");\n}").toString();
    }

    private Set<String> pins() {
        Set<String> pins = new TreeSet<>();
        device.behaviours()
                .values()
                .forEach(behaviour -> pins.addAll(behaviour.pins().keySet()));
        return pins;
    }

    private String loop() {
        String kept = device.isSerial() ? "static " : "";
        String fresh = device.isSerial() ? """
                  static bool isFresh = false;
                  if (readSample(x)) {
                    isFresh = true;
                  }
                  if (!isFresh || millis() - lastDecision < kPeriodMs) {
                    return;
                  }
                  isFresh = false;
                """ : """
                  if (millis() - lastDecision < kPeriodMs || !readSample(x)) {
                    return;
                  }
                """;
        return """
                void loop() {
                  ${kept}float x[${N}_READINGS];
                ${fresh}  lastDecision = millis();
                  ${m}_result result;
                  ${m}_classify(x, &result);
                  report(result);
                }""".replace("${fresh}", fresh)
                .replace("${kept}", kept)
                .replace("${N}", prefix)
                .replace("${m}", device.model());
    }

    private static String indented(String code) {
        return code.strip()
                .lines()
                .map(line -> line.isEmpty() ? line : "  " + line)
                .collect(Collectors.joining("\n"));
    }

    /** Returns expect.yaml for a device that prints its labels. */
    static String expectations(Device device) {
        return "version: 1\nperiod: " + device.periodMillis() + " ms\nexpect:\n"
                + IntStream.range(0, device.labels().size())
                        .mapToObj(k ->
                                "  " + Protocol.JSON.valueToTree(device.labels().get(k)) + ": {line: "
                                        + Protocol.JSON.valueToTree(
                                                escaped(device.labels().get(k))) + "}")
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String escaped(String label) {
        return label.replaceAll("([\\\\.\\[\\](){}*+?^$|])", "\\\\$1");
    }
}
