package dev.tinywright.mind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as the mind reads it: Markdown whose line {@code # Job: <job>} says what is to be done, with sections of facts.
 *
 * @param text all of it
 * @param job task, plan, next, step, sketch, answer or change; empty where the prompt does not say, or no longer does
 * @param isRepair whether an earlier answer is to be put right
 * @param sections the text below each {@code ## title}, in order, by the title in small letters
 */
public record Prompt(String text, String job, boolean isRepair, Map<String, String> sections) {
    private static final Pattern JOB = Pattern.compile("^# Job: (repair )?([a-z]+)\\s*$");
    private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})(.*)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(`{3,}|~{3,})[ \\t]*(\\S*)[^\\n]*\\n(.*?)^\\1[ \\t]*$");

    /** Reads a prompt; where it names several jobs, in examples or in data, the first counts. */
    public static Prompt of(String text) {
        String job = "";
        boolean isRepair = false;
        Optional<String> fence = Optional.empty();
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        for (String line : text.lines().toList()) {
            fence = fenceAfter(line, fence);
            Matcher named = JOB.matcher(line);
            if (job.isEmpty() && named.matches()) {
                job = named.group(2);
                isRepair = named.group(1) != null;
            } else if (fence.isEmpty() && line.startsWith("## ")) {
                section = new StringBuilder();
                sections.putIfAbsent(line.substring(3).strip().toLowerCase(Locale.ROOT), section);
            } else {
                section.append(line).append('\n');
            }
        }
        Map<String, String> read = new LinkedHashMap<>();
        sections.forEach((title, content) -> read.put(title, content.toString().strip()));
        return new Prompt(text, job, isRepair, read);
    }

    /** Returns the marks of the fence that is open after {@code line}. */
    private static Optional<String> fenceAfter(String line, Optional<String> open) {
        Matcher fence = FENCE.matcher(line);
        if (!fence.matches()) {
            return open;
        }
        if (open.isEmpty()) {
            return Optional.of(fence.group(1));
        }
        boolean closes = fence.group(1).startsWith(open.get()) && fence.group(2).isBlank();
        return closes ? Optional.empty() : open;
    }

    /** Returns the section whose title has one of these words, the first word that is found; empty text where none has. */
    String section(String... words) {
        for (String word : words) {
            for (Map.Entry<String, String> section : sections.entrySet()) {
                if (section.getKey().contains(word)) {
                    return section.getValue();
                }
            }
        }
        return "";
    }

    /** Returns the fenced blocks of {@code section}. */
    static List<String> blocks(String section) {
        return BLOCK.matcher(section).results().map(found -> found.group(3)).toList();
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
