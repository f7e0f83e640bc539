package dev.tinywright.answer;

import dev.tinywright.diag.Diagnosis;
import java.util.List;
import java.util.Map;

/**
 * Code that a model answered.
 *
 * @param files by what they are: {@code sketch}, {@code expect}, {@code step}
 * @param problems why a file could not be had; empty where all are there
 * @param repairs what was put right to read them, in sentences
 */
public record CodeAnswer(Map<String, String> files, List<Diagnosis> problems, List<String> repairs) {
    public CodeAnswer {
        files = Map.copyOf(files);
        problems = List.copyOf(problems);
        repairs = List.copyOf(repairs);
    }

    /** Returns the longest fence as the sketch. */
    public static CodeAnswer sketch(String text) {
        java.util.Map<String, String> files = new java.util.HashMap<>();
        java.util.regex.Matcher fence = java.util.regex.Pattern.compile(
                        "```(\\w*)\\n(.*?)```", java.util.regex.Pattern.DOTALL)
                .matcher(text);
        while (fence.find()) {
            files.put(fence.group(1).equals("yaml") ? "expect" : "sketch", fence.group(2));
        }
        return files.containsKey("sketch")
                ? new CodeAnswer(files, List.of(), List.of())
                : new CodeAnswer(files, List.of(new Diagnosis("there is no code in the answer", "", "")), List.of());
    }

    /** Returns the fence that holds a step. */
    public static CodeAnswer step(String text) {
        CodeAnswer read = sketch(text);
        return read.files().containsKey("sketch")
                ? new CodeAnswer(
                        java.util.Map.of("step", read.files().getOrDefault("sketch", "")), List.of(), read.repairs())
                : read;
    }
}
