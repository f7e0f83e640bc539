package dev.tinywright.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is said of the sensor ("by colour", "the APDS9960 colour sensor") and of what the device does with the answer. */
final class WishRules {
    private static final Set<String> BEFORE_ACTION =
            Vocabulary.words("and then , . ; : ! ? to it should that which please must can also ( will - only just");
    private static final Set<String> BUDGET_STARTS = Vocabulary.words(
            "under below at within less no with max maximum accuracy accurate flash ram model from f1 fewer "
                    + "over above minimum min using on it answer around");
    private static final Set<String> BARE_SENSOR = Set.of("sensor", "sensors");
    private static final Set<String> DIGITAL = Vocabulary.words("memory kb kib");

    private final Draft draft;
    private final Words words;
    private List<MannerRules.Span> manners = List.of();

    WishRules(Draft draft) {
        this.draft = draft;
        this.words = draft.words();
    }

    /** Takes what says how the device is to act; before amounts are read, which would take its numbers for goals. */
    void readManner() {
        manners = new MannerRules(words).read();
    }

    void readSensor() {
        Set<String> said = new LinkedHashSet<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < words.size(); i++) {
            int listed = sensorsListed(i, said);
            int end = listed > i ? listed : sensorEnd(i);
            if (end > i) {
                int from = listed > i ? i : kindOfSensor(i);
                String name = words.text(from, end);
                if (listed == i && !BARE_SENSOR.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    said.add(name);
                }
                words.use(from, end);
                first = first < 0 ? from : first;
                last = end;
                i = end - 1;
            }
        }
        if (!said.isEmpty()) {
            boolean oneSpan = last - first <= 4;
            draft.part("sensor", String.join(", ", said), first, oneSpan ? last : first + 1);
        }
    }

    /** "Sensors: MQ135, MQ137 and TGS2602": adds them and returns the position after the list, {@code i} where there is none. */
    private int sensorsListed(int i, Set<String> said) {
        if (!words.is(i, "sensor", "sensors") || !words.is(i + 1, ":")) {
            return i;
        }
        ListReader.Items items = new ListReader(words).read(i + 2, Set.of("+"));
        said.addAll(items.items());
        return items.items().isEmpty() ? i : items.to();
    }

    /** "a thermal sensor", "near-infrared sensors": returns where the words begin that say what it senses. */
    private int kindOfSensor(int i) {
        int from = i;
        while (words.is(i, "sensor", "sensors")
                && from > i - 2
                && words.isWord(from - 1)
                && !words.isUsed(from - 1)
                && !Vocabulary.isStopWord(words.key(from - 1))
                && !words.isIn(from - 1, Vocabulary.VERBS)) {
            from--;
        }
        return from;
    }

    private int sensorEnd(int i) {
        boolean by = words.is(i - 1, "by", "the", "a", "my")
                && words.isIn(i, Vocabulary.SENSED)
                && (words.is(i - 1, "by") || words.is(i + 1, "sensor", "sensors"));
        if (!by && !words.isIn(i, Vocabulary.SENSORS)) {
            return i;
        }
        int end = i;
        while (words.isIn(end, Vocabulary.SENSORS)
                || (words.isIn(end, Vocabulary.SENSED) && (by || words.is(end + 1, "sensor", "sensors")))) {
            end++;
        }
        return end;
    }

    /** Takes clauses that begin with a verb of doing, up to the next budget or the end of the sentence, and manners. */
    void readApplication() {
        List<String> wishes = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (int i = 0; i < words.size(); i++) {
            int manner = mannerEnd(i);
            if (manner > i || begins(i)) {
                int start = manner > i ? i : start(i);
                int end = manner > i ? manner : end(i);
                wishes.add(words.text(start, end));
                words.use(start, end);
                from = from < 0 ? start : from;
                to = end;
                i = end - 1;
            }
        }
        if (!wishes.isEmpty()) {
            draft.part("application", String.join("; ", wishes), from, wishes.size() == 1 ? to : from + 1);
        }
    }

    /** Returns where a manner that begins at {@code i} ends; {@code i} where none does. */
    private int mannerEnd(int i) {
        return manners.stream()
                .filter(span -> span.from() == i)
                .mapToInt(MannerRules.Span::to)
                .findFirst()
                .orElse(i);
    }

    /** "red LED for apples", "relay on pin 7 on for bananas": what is driven says that something is to be done. */
    private boolean isOutput(int i) {
        int at =
                words.is(i, "the", "a", "red", "green", "blue", "yellow", "built-in", "builtin", "onboard") ? i + 1 : i;
        boolean driven = words.is(at, "led", "leds", "relay", "buzzer", "lamp", "siren");
        return (driven
                        && (words.is(at + 1, "on", "off", "for", "when", "if", "goes", "lights")
                                || words.isNumber(at + 1)))
                || (words.is(i, "pin") && words.isNumber(i + 1));
    }

    private boolean begins(int i) {
        boolean afterPause = i == 0 || words.isIn(i - 1, BEFORE_ACTION);
        boolean noun = words.is(i + 1, "sensor", "sensors", "level", "quality")
                || words.isIn(i + 1, DIGITAL)
                || words.isUsed(i);
        return (words.isIn(i, Vocabulary.ACTIONS) || isOutput(i))
                && !noun
                && !words.isBreak(i + 1)
                && afterPause
                && !words.is(i + 1, "and", "or");
    }

    /** "when it is a banana, light the LED": the condition belongs to the wish. */
    private int start(int i) {
        return whenBefore(i);
    }

    private int whenBefore(int i) {
        int at = i - 1;
        int commas = 0;
        while (at >= 0 && !words.isStop(at) && !words.isUsed(at) && i - at < 10 && commas < 2) {
            if (words.is(at, "when", "whenever", "if")) {
                return at;
            }
            commas += words.is(at, ",") ? 1 : 0;
            at--;
        }
        return i;
    }

    private int end(int i) {
        int at = i + 1;
        while (words.has(at) && !words.isStop(at) && !words.is(at, ")")) {
            if (mannerEnd(at) > at) {
                at = mannerEnd(at);
                continue;
            }
            boolean pause = words.is(at, ",", "and");
            boolean budget = words.isIn(at + 1, BUDGET_STARTS)
                    || words.isNumber(at + 1)
                    || words.phrase(at + 1, "a quarter")
                    || words.phrase(at + 1, "half a");
            if (pause && budget && mannerEnd(at + 1) == at + 1) {
                return at;
            }
            boolean rate = words.is(at, "at") && words.is(at + 2, "hz", "hertz");
            if (!rate && (words.is(at, "under", "at", "below", "within", "on", "in") && words.isNumber(at + 1))
                    || words.phrase(at, "at least")
                    || (words.phrase(at, "at most") && !words.is(at + 2, "every", "once"))) {
                return at;
            }
            at++;
        }
        return at;
    }
}
