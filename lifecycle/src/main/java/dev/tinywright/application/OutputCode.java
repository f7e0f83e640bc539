package dev.tinywright.application;

import dev.tinywright.application.Output.Field;
import dev.tinywright.application.Output.Json;
import dev.tinywright.application.Output.Pin;
import dev.tinywright.application.Output.Print;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The part of a sketch that does what was asked for with an answer: lines, pins, and the functions they need. */
final class OutputCode {
    private final Wish wish;
    private final Contract contract;
    private final Board board;
    private final String model;
    private final Optional<WindowWish> windows;

    OutputCode(Wish wish, Contract contract, Board board) {
        this(wish, contract, board, Optional.empty());
    }

    /** @param windows where answers are those for windows of recordings */
    OutputCode(Wish wish, Contract contract, Board board, Optional<WindowWish> windows) {
        this.windows = windows;
        this.wish = windows.map(WindowWish::wish).orElse(wish);
        this.contract = contract;
        this.board = board;
        this.model = contract.model();
    }

    private String prefix() {
        return model.toUpperCase(Locale.ROOT);
    }

    /** An event is sure by itself. */
    private boolean canBeUnsure() {
        return wish.unsureBelow().isPresent() && !(isOnce() && pins().isEmpty());
    }

    private boolean starts() {
        return !wish.debounce().isNone();
    }

    /** True where an output needs more of the answer than which class it is. */
    boolean needsConfidence() {
        return wish.outputs().stream().anyMatch(output -> switch (output) {
            case Json json -> true;
            case Print print -> print.fields().contains(Field.CONFIDENCE);
            case Pin pin -> pin.hysteresis().isPresent();
        });
    }

    List<String> constants() {
        List<String> constants = new ArrayList<>();
        if (windows.isEmpty()) {
            constants.add("const unsigned long PERIOD_MS = " + wish.period().toMillis() + "; // a decision this often");
        }
        windows.filter(w -> w.every() > 1)
                .ifPresent(w -> constants.add(
                        "const uint16_t EVERY = " + w.every() + "; // of so many windows one has a line"));
        if (canBeUnsure()) {
            double share = wish.unsureBelow().orElseThrow();
            boolean own = windows.map(WindowWish::isOwnThreshold).orElse(false);
            constants.add(
                    "const uint8_t SURE_FROM = " + (own ? prefix() + "_THRESHOLD" : Integer.toString(steps(share)))
                            + "; // 256ths: " + percent(share) + " of confidence; below it an answer is unsure");
            constants.add("const uint8_t UNSURE = " + prefix() + "_CLASSES; // stands behind the classes");
        }
        if (starts()) {
            constants.add("const uint8_t NO_ANSWER = 255; // not enough decisions agree yet");
            constants.add("const uint8_t AGREE = " + wish.debounce().agree() + "; // so many of the latest OF decisions"
                    + " must agree");
            constants.add("const uint8_t OF = " + wish.debounce().of() + ";");
        }
        for (Pin pin : pins()) {
            constants.add("const uint8_t " + name(pin) + " = " + pin.pin() + "; // " + CppText.comment(pin.name())
                    + (Leds.isActiveLow(pin.pin(), board) ? ", lit by a low level" : ""));
        }
        return constants;
    }

    /** Confidence comes in 256ths, at most 255. */
    static int steps(double share) {
        return Math.min(255, (int) Math.ceil(share * 256 - 1e-9));
    }

    static String percent(double share) {
        return Math.round(share * 1000) % 10 == 0
                ? Math.round(share * 100) + " %"
                : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private List<Pin> pins() {
        return wish.outputs().stream()
                .filter(Pin.class::isInstance)
                .map(Pin.class::cast)
                .toList();
    }

    /** Returns the constant of a pin: "BUILT_IN_LED", "RELAY"; numbered where another pin has the name. */
    String name(Pin pin) {
        String plain = pin.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String name = plain.matches("[A-Z].*") ? plain : "PIN_" + plain;
        boolean shared =
                pins().stream().filter(p -> p.name().equals(pin.name())).count() > 1;
        return name + (shared ? "_" + pin.pin() : "") + (name.startsWith("PIN_") ? "_OUT" : "_PIN");
    }

    List<String> functions() {
        List<String> functions = new ArrayList<>();
        if (needsQuoting()) {
            functions.add(quoting());
        }
        if (starts()) {
            functions.add(agreement());
        }
        pins().stream().filter(pin -> !isPlain(pin)).map(this::switching).forEach(functions::add);
        return functions;
    }

    private static boolean isPlain(Pin pin) {
        return pin.keep().isZero() && pin.hysteresis().isEmpty();
    }

    /** JSON text needs some characters escaped; where no label has one, none are. */
    private boolean needsQuoting() {
        return wish.outputs().stream().anyMatch(Json.class::isInstance)
                && contract.labels().stream().anyMatch(label -> !jsonText(label).equals(label));
    }

    static String jsonText(String label) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private String quoting() {
        return """
                // Prints a text as JSON wants it inside quotes.
                void printQuoted(const char *text) {
                  for (; *text != '\\0'; text++) {
                    const unsigned char c = (unsigned char)*text;
                    if (c == '"' || c == '\\\\') {
                      Serial.print('\\\\');
                    }
                    if (c < 0x20) {
                      Serial.print(c < 0x10 ? F("\\\\u000") : F("\\\\u00"));
                      Serial.print((int)c, HEX);
                    } else {
                      Serial.print((char)c);
                    }
                  }
                }""";
    }

    private String agreement() {
        return """
                // The answer that AGREE of the latest OF decisions give; while none has so many, the one before.
                uint8_t agreed(uint8_t decision) {
                  static uint8_t latest[OF];
                  static uint8_t at = 0;
                  static uint8_t taken = 0;
                  static uint8_t answer = NO_ANSWER;
                  latest[at] = decision;
                  at = (uint8_t)((at + 1) % OF);
                  if (taken < OF) {
                    taken++;
                  }
                  uint8_t same = 0;
                  for (uint8_t i = 0; i < taken; i++) {
                    if (latest[i] == decision) {
                      same++;
                    }
                  }
                  if (same >= AGREE) {
                    answer = decision;
                  }
                  return answer;
                }""";
    }

    private String switching(Pin pin) {
        String name = name(pin);
        String camel = camel(name);
        String forClasses = (pin.inverted() ? "on for all but " : "on for ") + ClassNames.text(contract, pin.classes());
        String keeps = pin.keep().isZero() ? "" : "; keeps each level for at least " + CppText.duration(pin.keep());
        String hysteresis = pin.hysteresis()
                .map(h -> ", from " + percent(h.on()) + " confidence on, off below " + percent(h.off()))
                .orElse("");
        StringBuilder code = new StringBuilder();
        CppText.wrapped("// ", "// ", "The " + pin.name() + ": " + forClasses + hysteresis + keeps + ".")
                .forEach(line -> code.append(line).append('\n'));
        code.append("void ")
                .append(camel)
                .append("(")
                .append(needsShare(pin) ? "uint8_t answer, const " + model + "_result &result" : "uint8_t answer")
                .append(") {\n");
        code.append("  static bool isOn = false;\n");
        if (!pin.keep().isZero()) {
            code.append("  static bool hasMoved = false;\n  static unsigned long since = 0;\n");
        }
        String isOne = ClassNames.isOneOf(contract, pin.classes());
        if (pin.hysteresis().isPresent()) {
            Output.Hysteresis h = pin.hysteresis().get();
            String sum = String.join(
                    " + ",
                    pin.classes().stream()
                            .map(c -> "result.confidence[" + ClassNames.constant(contract, c) + "]")
                            .toList());
            code.append("  const int share = ").append(sum).append("; // in 256ths\n");
            code.append("  const bool wanted = isOn ? share >= ")
                    .append(steps(h.off()))
                    .append(" : (")
                    .append(isOne)
                    .append(") && share >= ")
                    .append(steps(h.on()))
                    .append(";\n");
        } else {
            code.append("  const bool wanted = ")
                    .append(pin.inverted() ? "!(" + isOne + ")" + unless() : isOne)
                    .append(";\n");
        }
        code.append("  if (wanted == isOn");
        if (!pin.keep().isZero()) {
            code.append(" || (hasMoved && millis() - since < ")
                    .append(pin.keep().toMillis())
                    .append("UL)");
        }
        code.append(") {\n    return;\n  }\n  isOn = wanted;\n");
        if (!pin.keep().isZero()) {
            code.append("  hasMoved = true;\n  since = millis();\n");
        }
        code.append("  digitalWrite(")
                .append(name)
                .append(", isOn ? ")
                .append(level(pin, true))
                .append(" : ")
                .append(level(pin, false))
                .append(");\n}");
        return code.toString();
    }

    private static boolean needsShare(Pin pin) {
        return pin.hysteresis().isPresent();
    }

    private String unless() {
        return (canBeUnsure() ? " && answer != UNSURE" : "") + (starts() ? " && answer != NO_ANSWER" : "");
    }

    private static String camel(String constant) {
        StringBuilder camel = new StringBuilder("switch");
        for (String word :
                constant.replaceAll("_(PIN|OUT)$", "").toLowerCase(Locale.ROOT).split("_")) {
            camel.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }

    private String level(Pin pin, boolean on) {
        return on != Leds.isActiveLow(pin.pin(), board) ? "HIGH" : "LOW";
    }

    List<String> setup() {
        List<String> lines = new ArrayList<>();
        for (Pin pin : pins()) {
            lines.add("pinMode(" + name(pin) + ", OUTPUT);");
            lines.add("digitalWrite(" + name(pin) + ", " + level(pin, false) + ");");
        }
        return lines;
    }

    /** Returns the body of act(). */
    List<String> acts() {
        List<String> lines = new ArrayList<>();
        for (Output output : wish.outputs()) {
            lines.addAll(
                    switch (output) {
                        case Print print -> sometimes(print(print));
                        case Json json -> sometimes(json());
                        case Pin pin -> pin(pin);
                    });
        }
        return lines;
    }

    private boolean isOnce() {
        return windows.map(WindowWish::once).orElse(false);
    }

    /** Lines come with some windows only, pins follow each. */
    private List<String> sometimes(List<String> body) {
        return prints().map(when -> block("if (" + when + ") {", body, "}")).orElse(body);
    }

    /** Returns the name of what says whether this is a window with a line; empty where each is. */
    private Optional<String> prints() {
        return isOnce()
                ? Optional.of("isEvent")
                : windows.filter(w -> w.every() > 1).map(w -> "isDue");
    }

    private List<String> pin(Pin pin) {
        if (!isPlain(pin)) {
            return List.of(camel(name(pin)) + (needsShare(pin) ? "(answer, result);" : "(answer);"));
        }
        String isOne = ClassNames.isOneOf(contract, pin.classes());
        String condition = pin.inverted() ? "!(" + isOne + ")" + unless() : isOne;
        boolean composed = pin.inverted() || pin.classes().size() > 1;
        return List.of("digitalWrite(" + name(pin) + ", " + (composed ? "(" + condition + ")" : condition) + " ? "
                + level(pin, true) + " : " + level(pin, false) + ");");
    }

    private List<String> print(Print print) {
        List<String> body = new ArrayList<>();
        if (!print.text().isEmpty()) {
            body.add("Serial.println(F(" + CppText.string(print.text()) + "));");
        }
        for (int i = 0; i < print.fields().size(); i++) {
            boolean last = i == print.fields().size() - 1;
            body.addAll(field(print.fields().get(i), last ? "println" : "print"));
            if (!last) {
                body.add("Serial.print(' ');");
            }
        }
        if (!print.classes().isEmpty()) {
            return block("if (" + ClassNames.isOneOf(contract, print.classes()) + ") {", body, "}");
        }
        return guarded(
                body, List.of("Serial.println(F(\"unsure\"));"), print.text().isEmpty());
    }

    /** Prints nothing, or "unsure", where the answer is unsure. */
    private List<String> guarded(List<String> body, List<String> whenUnsure, boolean saysUnsure) {
        if (!canBeUnsure() || isOnce()) {
            return body;
        }
        if (wish.silentWhenUnsure() || !saysUnsure) {
            return block("if (answer != UNSURE) {", body, "}");
        }
        List<String> lines = new ArrayList<>(block("if (answer == UNSURE) {", whenUnsure, "} else {"));
        body.forEach(line -> lines.add("  " + line));
        lines.add("}");
        return lines;
    }

    private static List<String> block(String head, List<String> body, String end) {
        List<String> lines = new ArrayList<>(List.of(head));
        body.forEach(line -> lines.add("  " + line));
        lines.add(end);
        return lines;
    }

    private List<String> field(Field field, String print) {
        return switch (field) {
            case LABEL -> List.of("Serial." + print + "(" + model + "_label((" + model + "_class)answer));");
            case NUMBER -> List.of("Serial." + print + "(answer);");
            case CONFIDENCE ->
                List.of(
                        "Serial.print((result.confidence[answer] * 100 + 128) / 256);",
                        "Serial." + print + "(F(\" %\"));");
        };
    }

    private List<String> json() {
        String label = model + "_label((" + model + "_class)answer)";
        String quoted = needsQuoting() ? "printQuoted(" + label + ");" : "Serial.print(" + label + ");";
        String best = canBeUnsure() && !wish.silentWhenUnsure()
                ? "answer == UNSURE ? (uint8_t)result.best : answer"
                : "answer";
        List<String> name = canBeUnsure() && !wish.silentWhenUnsure()
                ? List.of("if (answer == UNSURE) {", "  Serial.print(F(\"unsure\"));", "} else {", "  " + quoted, "}")
                : List.of(quoted);
        List<String> body = new ArrayList<>();
        body.add("Serial.print(F(\"{\\\"class\\\":\\\"\"));");
        body.addAll(name);
        body.add("Serial.print(F(\"\\\",\\\"confidence\\\":\"));");
        body.add("Serial.print(result.confidence[" + best + "] / 256.0, 2);");
        body.add("Serial.println('}');");
        return wish.silentWhenUnsure() ? guarded(body, List.of(), false) : body;
    }

    /** Returns the statements of loop() from the readings, or the window that is ready, to act(). */
    List<String> decide() {
        List<String> lines = new ArrayList<>();
        lines.add(model + "_result result;");
        if (windows.isPresent()) {
            lines.addAll(window(windows.get()));
        } else {
            lines.add(model + "_classify(readings, &result);");
        }
        String decision = canBeUnsure()
                ? "result.confidence[result.best] < SURE_FROM ? UNSURE : (uint8_t)result.best"
                : "(uint8_t)result.best";
        if (starts()) {
            lines.add("const uint8_t answer = agreed(" + decision + ");");
            lines.add("if (answer != NO_ANSWER) {");
            lines.add("  " + call());
            lines.add("}");
        } else {
            lines.add("const uint8_t answer = " + decision + ";");
            lines.add(call());
        }
        return lines;
    }

    private List<String> window(WindowWish windows) {
        List<String> lines = new ArrayList<>();
        lines.add(model + "_classify_window(&result);");
        lines.add(
                windows.once()
                        ? "const bool isEvent = " + model + "_smooth(&result) != 0; // by the mean of the last windows"
                        : model + "_smooth(&result); // makes of the shares their mean over the last windows");
        if (windows.every() > 1) {
            lines.addAll(List.of(
                    "static uint16_t windows = 0; // since the latest line",
                    "windows++;",
                    "const bool isDue = windows >= EVERY;",
                    "if (isDue) {",
                    "  windows = 0;",
                    "}"));
        }
        return lines;
    }

    private String call() {
        return "act(answer" + (needsConfidence() ? ", result" : "")
                + prints().map(when -> ", " + when).orElse("") + ");";
    }

    String parameters() {
        return "uint8_t answer" + (needsConfidence() ? ", const " + model + "_result &result" : "")
                + prints().map(when -> ", bool " + when).orElse("");
    }
}
