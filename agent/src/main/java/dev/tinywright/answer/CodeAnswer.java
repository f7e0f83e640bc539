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
}
