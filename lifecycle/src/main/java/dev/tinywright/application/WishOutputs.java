package dev.tinywright.application;

import dev.tinywright.application.Output.Field;
import dev.tinywright.application.WishWords.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outputs of a wish: clauses that begin with a verb of printing or of switching, or with the name of an output. */
final class WishOutputs {
    static final Set<String> PRINT = Set.of(
            ("print prints printing show shows display displays send sends write writes log logs report reports output outputs "
                            + "announce announces publish publishes stream streams tell tells say says give gives")
                    .split(" "));
    private static final Set<String> SWITCH = Set.of(
            ("light lights turn turns switch switches set sets drive drives activate activates enable enables energise energize "
                            + "energises energizes open opens pull pulls illuminate illuminates lit start starts run runs "
                            + "toggle toggles close closes trigger triggers")
                    .split(" "));
    private static final Set<String> ABBREVIATIONS = Set.of(
            "led", "usb", "uart", "json", "ble", "oled", "lcd", "tft", "mqtt", "wifi", "http", "sms", "csv", "gpio",
            "lora", "i2c", "spi", "the", "rgb", "pwm");
    private static final Set<String> ALARM = Set.of("alarm", "alert", "warn", "warning", "alerts", "warns", "warnings");
    private static final Set<String> CLASS_NOUNS = Set.of(
            ("class label name result answer prediction category kind type species fruit animal state activity gesture word "
                            + "outcome decision classification names labels classes it winner object item quality grade sort "
                            + "status condition material movement motion plant flower wine penguin one which what")
                    .split(" "));
    private static final Set<String> NUMBER_NOUNS = Set.of("number", "index", "id", "code");
    private static final Set<String> CONFIDENCE_NOUNS = Set.of(
            "confidence", "probability", "certainty", "score", "percentage", "percent", "likelihood", "confidences");

    private final WishWords words;
    private final List<String> labels;
    private final Duration keep;
    private final Optional<Output.Hysteresis> hysteresis;
    private final WishPins pins;
    private final List<Output> outputs = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();

    WishOutputs(WishWords words, List<String> labels, Duration keep, Optional<Output.Hysteresis> hysteresis) {
        this.words = words;
        this.labels = labels;
        this.keep = keep;
        this.hysteresis = hysteresis;
        this.pins = new WishPins(words);
    }

    List<String> assumed() {
        return assumed;
    }

    /** Returns clauses that name an output and leave open for which class. */
    List<String> unclear() {
        return unclear;
    }

    private enum Mode {
        NONE,
        PRINT,
        SWITCH
    }

    List<Output> read() {
        List<Integer> starts = new ArrayList<>();
        List<Mode> modes = new ArrayList<>();
        Mode mode = Mode.NONE;
        for (int i = 0; i < words.size(); i++) {
            Mode begins = begins(i, mode);
            if (begins != Mode.NONE) {
                starts.add(conditionBefore(i));
                modes.add(begins);
                mode = begins;
                i = Math.max(i, pins.at(i).map(spot -> spot.to() - 1).orElse(i));
            }
        }
        for (int c = 0; c < starts.size(); c++) {
            int to = c + 1 < starts.size() ? starts.get(c + 1) : words.size();
            if (modes.get(c) == Mode.PRINT) {
                print(starts.get(c), to);
            } else {
                switching(starts.get(c), to);
            }
        }
        pins.assumed().forEach(assumed::add);
        return outputs.stream().distinct().toList();
    }

    private Mode begins(int i, Mode mode) {
        boolean noun = words.is(i - 1, "the", "a", "an", "my", "its", "built", "led", "oled", "lcd", "tft", "small");
        boolean pin = words.is(i + 1, "pin", "pins") || words.number(i + 1).isPresent(); // "output pin 12"
        if (!words.isUsed(i) && words.isIn(i, PRINT) && !noun && !pin) {
            return Mode.PRINT;
        }
        if (mode != Mode.SWITCH && !words.isUsed(i) && words.is(i, "json")) {
            return mode == Mode.PRINT ? Mode.NONE : Mode.PRINT;
        }
        if (!words.isUsed(i) && words.isIn(i, SWITCH) && !noun && !words.is(i + 1, "sensor")) {
            return Mode.SWITCH;
        }
        boolean raises = words.is(i, "raise", "raises", "sound", "sounds", "give", "gives", "ring", "rings")
                && (words.isIn(i + 1, ALARM) || words.isIn(i + 2, ALARM));
        if (raises || (words.isIn(i, ALARM) && mode == Mode.NONE && pins.at(i).isEmpty())) {
            return Mode.PRINT;
        }
        return mode != Mode.SWITCH && pins.at(i).isPresent() ? Mode.SWITCH : Mode.NONE;
    }

    /** "when it is a banana, light the LED": the clause begins with its condition. */
    private int conditionBefore(int verb) {
        int commas = 0;
        for (int at = verb - 1; at >= 0 && verb - at < 12; at--) {
            if (words.is(at, ";", ".") || (words.is(at, ",") && ++commas > 1)) {
                return verb;
            }
            if (words.is(at, "when", "whenever", "if", "for")) {
                boolean led = words.is(verb - 1, ",", "then") || words.isKind(verb - 1, Kind.LABEL);
                return led && (at == 0 || words.is(at - 1, ",", ";", ".", "and", "then")) ? at : verb;
            }
        }
        return verb;
    }

    private void print(int from, int to) {
        List<Field> fields = new ArrayList<>();
        List<Integer> classes = new ArrayList<>();
        String text = "";
        boolean json = false;
        boolean alarm = false;
        boolean not = false;
        for (int i = from; i < to; i++) {
            if (words.isUsed(i)) {
                continue;
            }
            if (words.isKind(i, Kind.LABEL)) {
                classes.add(words.at(i).label());
            } else if (words.isKind(i, Kind.TEXT)) {
                text = WishReader.isUnsure(words.at(i).text())
                        ? text
                        : words.at(i).text();
            } else if (words.is(i, "json")) {
                json = true;
            } else if (isShout(i, from)) {
                text = words.at(i).text();
            } else if (words.isIn(i, ALARM)) {
                alarm = true;
            } else if (words.is(i, "not", "isn't", "except", "unless")) {
                not = true;
                continue;
            } else if (words.isIn(i, CONFIDENCE_NOUNS)) {
                add(fields, Field.CONFIDENCE);
            } else if (words.isIn(i, NUMBER_NOUNS)) {
                fields.remove(Field.LABEL); // the class's number, not both
                add(fields, Field.NUMBER);
            } else if (words.isIn(i, CLASS_NOUNS) && !words.is(i, "it", "one", "which", "what")) {
                if (!nearNumber(fields, i)) {
                    add(fields, Field.LABEL);
                }
            } else if (!words.isIn(i, PRINT)
                    && !words.is(
                            i,
                            "how",
                            "sure",
                            "messages",
                            "message",
                            "object",
                            "objects",
                            "raise",
                            "raises",
                            "sound",
                            "sounds",
                            "format",
                            "with",
                            "together",
                            "along",
                            "as")) {
                continue; // stays unused
            }
            if (words.is(i, "how") && words.is(i + 1, "sure")) {
                add(fields, Field.CONFIDENCE);
            }
            words.use(i, i + 1);
        }
        List<Integer> chosen = not ? others(classes) : classes;
        if (json) {
            outputs.add(new Output.Json());
        } else if (!text.isEmpty() || alarm) {
            if (chosen.isEmpty()) {
                unclear.add((text.isEmpty() ? "alarm" : "\"" + text + "\"") + " (for which class?)");
                return;
            }
            if (text.isEmpty()) {
                assumed.add("an alarm is the line ALARM on the serial port");
            }
            outputs.add(new Output.Print(List.of(), text.isEmpty() ? "ALARM" : text, chosen));
        } else {
            outputs.add(new Output.Print(fields.isEmpty() ? List.of(Field.LABEL) : fields, "", chosen));
        }
    }

    /** "the class number" is a number, not the class and a number. */
    private boolean nearNumber(List<Field> fields, int i) {
        return words.isIn(i + 1, NUMBER_NOUNS)
                || (fields.contains(Field.NUMBER) && words.is(i - 1, "of", "the") && !words.is(i - 2, "and", "with"));
    }

    private static void add(List<Field> fields, Field field) {
        if (!fields.contains(field)) {
            fields.add(field);
        }
    }

    private List<Integer> others(List<Integer> classes) {
        List<Integer> all = new ArrayList<>();
        for (int c = 0; c < labels.size(); c++) {
            if (!classes.contains(c)) {
                all.add(c);
            }
        }
        return all;
    }

    /** "print ALARM when": a word in capitals is meant as it stands, where not all are. */
    private boolean isShout(int i, int verb) {
        return words.isKind(i, Kind.WORD)
                && words.at(i).text().matches("\\p{Lu}{3,}\\d*")
                && !words.at(verb).text().matches("[\\p{Lu}\\d]{2,}")
                && !words.isIn(i, ABBREVIATIONS);
    }

    private void switching(int from, int to) {
        List<Output.Pin> found = pins.read(from, to, labels.size(), keep, hysteresis);
        outputs.addAll(found);
        unclear.addAll(pins.unclear());
    }

    static boolean isSwitchVerb(WishWords words, int i) {
        return words.isIn(i, SWITCH) || words.is(i, "output") && words.is(i - 1, "drive", "drives", "set");
    }

    static boolean isClassNoun(WishWords words, int i) {
        return words.isIn(i, CLASS_NOUNS);
    }
}
