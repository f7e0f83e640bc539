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

    /** Returns the sketch in an answer, and the expectations where it has some. Of several versions, the last whole one. */
    public static CodeAnswer sketch(String text) {
        return CodeReader.read(text, CodeKind.SKETCH);
    }

    /** Returns the step in an answer: the class that implements {@code Step}. */
    public static CodeAnswer step(String text) {
        return CodeReader.read(text, CodeKind.STEP);
    }
}
