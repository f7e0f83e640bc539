package dev.tinywright.agent;

import dev.tinywright.llm.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt file, {@code prompts/plan.md}: Markdown with a version at its top and named holes, <code>{{data}}</code>.
 *
 * @param version counts up with every change of its words: traces say which one was asked
 */
record Prompt(String name, int version, String template) {
    private static final Pattern FILE = Pattern.compile("---\\nversion: (\\d+)\\n---\\n(.*)", Pattern.DOTALL);
    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * A prompt with its holes filled.
     *
     * @param shortened holes that hold less than the whole
     */
    record Filled(String text, List<String> shortened) {}

    /** Returns text that prompts share. */
    static String fragment(String name) {
        return text(name).strip();
    }

    static Prompt load(String name) {
        Matcher file = FILE.matcher(text(name));
        if (!file.matches()) {
            throw new IllegalArgumentException("prompt " + name + " has no version");
        }
        return new Prompt(name, Integer.parseInt(file.group(1)), file.group(2).strip());
    }

    private static String text(String name) {
        try (InputStream in = Prompt.class.getResourceAsStream("/dev/tinywright/prompts/" + name + ".md")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no prompt " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how traces name it, "plan@1". */
    String id() {
        return name + "@" + version;
    }

    /**
     * Returns the prompt with its holes filled, so that it has at most {@code room} tokens: whatever frees most is shortened
     * first. Empty where even the shortest is too long.
     */
    Optional<Filled> fill(Map<String, Hole> holes, long room) {
        requireSame(holes.keySet());
        Map<String, Integer> versions = new HashMap<>();
        holes.keySet().forEach(hole -> versions.put(hole, 0));
        while (true) {
            String text = render(holes, versions);
            if (Tokens.count(text) <= room) {
                return Optional.of(new Filled(text, shortened(versions)));
            }
            Optional<String> longest = mostToGain(holes, versions);
            if (longest.isEmpty()) {
                return Optional.empty();
            }
            versions.merge(longest.get(), 1, Integer::sum);
        }
    }

    private static List<String> shortened(Map<String, Integer> versions) {
        List<String> names = new ArrayList<>();
        new TreeSet<>(versions.keySet())
                .stream().filter(hole -> versions.getOrDefault(hole, 0) > 0).forEach(names::add);
        return names;
    }

    private static Optional<String> mostToGain(Map<String, Hole> holes, Map<String, Integer> versions) {
        String best = "";
        int gain = 0;
        for (String hole : new TreeSet<>(holes.keySet())) {
            List<String> texts = holes.getOrDefault(hole, Hole.of("")).versions();
            int at = versions.getOrDefault(hole, 0);
            if (at + 1 < texts.size()) {
                int freed =
                        Math.max(1, texts.get(at).length() - texts.get(at + 1).length());
                if (freed > gain) {
                    best = hole;
                    gain = freed;
                }
            }
        }
        return gain == 0 ? Optional.empty() : Optional.of(best);
    }

    private String render(Map<String, Hole> holes, Map<String, Integer> versions) {
        return HOLE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(holes.getOrDefault(match.group(1), Hole.of(""))
                        .text(versions.getOrDefault(match.group(1), 0))));
    }

    /** A hole without a value and a value without a hole are faults of ours. */
    private void requireSame(Set<String> values) {
        Set<String> wanted = new TreeSet<>();
        HOLE.matcher(template).results().forEach(match -> wanted.add(match.group(1)));
        if (!wanted.equals(values)) {
            throw new IllegalArgumentException(
                    "prompt " + name + " has the holes " + wanted + ", values are there for " + new TreeSet<>(values));
        }
    }
}
