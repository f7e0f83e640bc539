package dev.tinywright.application;

import dev.tinywright.application.Expectations.Expected;
import dev.tinywright.application.Expectations.Level;
import dev.tinywright.spec.StrictYaml;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.YamlNode;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code expect.yaml} to {@link Expectations} and back. */
final class ExpectationsFile {
    private static final List<String> KEYS =
            List.of("version", "period", "settle", "unsureBelow", "expect", "atMostEvery", "holds", "strict", "once");
    private static final List<String> EXPECTED_KEYS = List.of("line", "pins", "silent");
    private static final Pattern TIME = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,6})?) ?(us|ms|s|min)");
    private static final Pattern PIN = Pattern.compile("LED_BUILTIN|LED[RGB]|D?\\d{1,3}|A\\d{1,2}");
    private static final Map<String, Long> NANOS =
            Map.of("us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L);
    private static final String HEADER = """
            # What the device must do for each answer of the model. Yours to edit; the next build judges by it.
            """;

    private ExpectationsFile() {}

    static Expectations read(Path file) {
        return expectations(StrictYaml.read(file), file.toString());
    }

    static Expectations parse(String yaml, String name) {
        return expectations(StrictYaml.parse(yaml, name), name);
    }

    private static Expectations expectations(YamlNode.Mapping mapping, String file) {
        YamlSection root = YamlSection.of(mapping, file).allow(KEYS);
        TaskFile.checkVersion(root);
        Duration period = time(root, "period").orElse(Duration.ofSeconds(1));
        Duration settle = time(root, "settle").orElse(period.multipliedBy(5).dividedBy(2));
        if (!root.has("period")) {
            root.problemAt("period", "'period' is missing", "say how often a decision comes: period: 1 s");
        }
        OptionalDouble unsureBelow = confidence(root);
        Map<String, Expected> expected = expected(root);
        if (expected.containsKey(Expectations.UNSURE) && unsureBelow.isEmpty()) {
            root.problemAt(
                    "expect", "'expect.unsure' is there, but not below which confidence", "add: unsureBelow: 60 %");
        }
        Optional<Duration> atMostEvery = time(root, "atMostEvery");
        Optional<Duration> holds = time(root, "holds");
        boolean strict = root.flag("strict", false);
        boolean once = root.flag("once", false);
        root.finish();
        return new Expectations(period, settle, unsureBelow, expected, atMostEvery, holds, strict, once);
    }

    private static OptionalDouble confidence(YamlSection root) {
        if (!root.has("unsureBelow")) {
            return OptionalDouble.empty();
        }
        double share = root.share("unsureBelow", 0.5);
        if (!(share > 0 && share < 1)) {
            root.problemAt("unsureBelow", "'unsureBelow' must be above 0 % and below 100 %", "");
        }
        return OptionalDouble.of(share);
    }

    private static Map<String, Expected> expected(YamlSection root) {
        Map<String, Expected> expected = new LinkedHashMap<>();
        YamlSection section = root.section("expect");
        List<String> labels = root.node("expect")
                .map(node -> node instanceof YamlNode.Mapping inner
                        ? List.copyOf(inner.entries().keySet())
                        : List.<String>of())
                .orElse(List.of());
        if (labels.isEmpty()) {
            root.problemAt(
                    "expect", "'expect' must say for each class what is seen", "write expect: {apple: {line: apple}}");
        }
        for (String label : labels) {
            expected.put(label, one(section.section(label).allow(EXPECTED_KEYS), label));
        }
        return expected;
    }

    private static Expected one(YamlSection section, String label) {
        Optional<String> line = section.text("line");
        boolean silent = section.flag("silent", false);
        SortedMap<String, Level> pins = pins(section);
        if (line.isPresent() && silent) {
            section.problemAt("silent", "'expect." + label + "' has both a line and silence", "keep one of them");
        }
        try {
            return new Expected(line, pins, silent);
        } catch (PatternSyntaxException e) {
            section.problemAt(
                    "line",
                    "'expect." + label + ".line' is no regular expression: " + e.getDescription(),
                    "write \\\\ before ( ) [ ] { } . * + ? | ^ $ that mean themselves");
            return new Expected(Optional.empty(), pins, silent);
        }
    }

    private static SortedMap<String, Level> pins(YamlSection section) {
        SortedMap<String, Level> pins = new TreeMap<>();
        YamlSection levels = section.section("pins");
        section.node("pins").ifPresent(node -> {
            if (node instanceof YamlNode.Mapping inner) {
                if (inner.entries().isEmpty()) {
                    section.problemAt("pins", "'pins' names no pin", "write pins: {LED_BUILTIN: high}");
                }
                for (String pin : inner.entries().keySet()) {
                    if (!PIN.matcher(pin).matches()) {
                        levels.problemAt(
                                pin,
                                "there is no pin '" + pin + "'",
                                "pins are LED_BUILTIN, LEDR, LEDG, LEDB, a number such as 7 or D7, or A0");
                    }
                    pins.put(pin, levels.choice(pin, Level.LOW));
                }
            }
        });
        return pins;
    }

    private static Optional<Duration> time(YamlSection root, String key) {
        Optional<String> text = root.text(key);
        Optional<Duration> time = text.flatMap(ExpectationsFile::duration);
        if (text.isPresent() && time.isEmpty()) {
            root.problemAt(
                    key,
                    "'" + key + "' must be a time above 0 and of at most 10 min, is '" + text.get() + "'",
                    "write it as 500 ms, 1 s or 2 min");
        }
        return time;
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit = NANOS.getOrDefault(matcher.group(2), 1L);
        long nanos = new java.math.BigDecimal(matcher.group(1))
                .multiply(java.math.BigDecimal.valueOf(unit))
                .longValue();
        return nanos < 1000 || nanos > 600_000_000_000L ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    static String text(Expectations it) {
        StringBuilder yaml = new StringBuilder(HEADER);
        yaml.append("version: 1\n");
        appendTime(yaml, "period", it.period(), "a decision at least this often");
        appendTime(
                yaml, "settle", it.settle(), "this long after what the sensor sees has changed, outputs must follow");
        if (it.once()) {
            yaml.append("once: true  # a line comes where an event begins, and not again while it goes on\n");
        }
        it.unsureBelow().ifPresent(share -> yaml.append("unsureBelow: ")
                .append(YamlText.percent(share))
                .append('\n'));
        yaml.append("expect:\n");
        it.expected().forEach((label, expected) -> yaml.append("  ")
                .append(YamlText.text(label))
                .append(": {")
                .append(String.join(", ", entries(expected)))
                .append("}\n"));
        it.atMostEvery().ifPresent(time -> appendTime(yaml, "atMostEvery", time, "lines come no more often"));
        it.holds().ifPresent(time -> appendTime(yaml, "holds", time, "a pin keeps a level at least this long"));
        if (it.strict()) {
            yaml.append("strict: true  # no other line may come\n");
        }
        return yaml.toString();
    }

    private static List<String> entries(Expected expected) {
        List<String> entries = new ArrayList<>();
        expected.line().ifPresent(line -> entries.add("line: " + YamlText.quoted(line)));
        if (!expected.pins().isEmpty()) {
            List<String> pins = expected.pins().entrySet().stream()
                    .map(pin -> pin.getKey() + ": " + pin.getValue().name().toLowerCase(Locale.ROOT))
                    .toList();
            entries.add("pins: {" + String.join(", ", pins) + "}");
        }
        if (expected.silent()) {
            entries.add("silent: true");
        }
        return entries;
    }

    private static void appendTime(StringBuilder yaml, String key, Duration time, String meaning) {
        String text = key + ": " + text(time);
        yaml.append(text).append("  # ").append(meaning).append('\n');
    }

    /** Returns a time in the largest unit that has it whole. */
    static String text(Duration time) {
        long micros = time.toNanos() / 1000;
        if (micros % 1_000_000 == 0) {
            return micros / 1_000_000 + " s";
        }
        return micros % 1000 == 0 ? micros / 1000 + " ms" : micros + " us";
    }
}
