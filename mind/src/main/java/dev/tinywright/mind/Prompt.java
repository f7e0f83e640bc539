package dev.tinywright.mind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A prompt as the mind reads it: Markdown whose line {@code # Job: <job>} says what is to be done, with sections of facts.
 *
 * @param text all of it
 * @param job task, plan, next, step, sketch, answer or change; empty where the prompt does not say, or no longer does
 * @param isRepair whether an earlier answer is to be put right
 * @param sections the text below each {@code ## title}, by the title in small letters; where there are several of a title, the
 *     last: a repair quotes what was written before it states the facts
 */
public record Prompt(String text, String job, boolean isRepair, Map<String, String> sections) {
    private static final Pattern JOB = Pattern.compile("(?m)^# Job: (repair )?([a-z]+)\\s*$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(`{3,}|~{3,})[ \\t]*(\\S*)[^\\n]*\\n(.*?)^\\1[ \\t]*$");

    public Prompt {
        sections = Map.copyOf(sections);
    }

    /** Reads a prompt; where it names several jobs, the first counts. */
    public static Prompt of(String text) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                section = new StringBuilder();
                sections.put(line.substring(3).strip().toLowerCase(Locale.ROOT), section);
            } else {
                section.append(line).append('\n');
            }
        }
        Map<String, String> read = sections.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().toString().strip()));
        Matcher job = JOB.matcher(text);
        return job.find()
                ? new Prompt(text, job.group(2), job.group(1) != null, read)
                : new Prompt(text, "", false, read);
    }

    /** Returns the section with one of these titles, the first that there is; empty text where there is none. */
    String section(String... titles) {
        for (String title : titles) {
            if (sections.containsKey(title)) {
                return sections.getOrDefault(title, "");
            }
        }
        return "";
    }

    /** Returns the fenced blocks of a text. */
    static List<String> blocks(String text) {
        return BLOCK.matcher(text).results().map(found -> found.group(3)).toList();
    }

    /** Returns the first group of the first match in the whole prompt. */
    Optional<String> find(Pattern pattern) {
        return find(pattern, text);
    }

    static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
