package dev.tinywright.agent;

import dev.tinywright.diag.Diagnosis;

/** Diagnoses as a model may see them: without the names of files, and where rows are private without their numbers. */
final class Discreet {
    /** Of files that recordings and pictures lie in, and lists of them. */
    private static final String ENDINGS =
            "csv|tsv|txt|dat|json|cbor|npy|npz|wav|png|jpe?g|bmp|gif|zip|tar|gz|tgz|labels|ya?ml|md";

    private Discreet() {}

    /** @param showsRows whether readings may be seen */
    static Diagnosis ofRows(Diagnosis d, boolean showsRows) {
        return showsRows
                ? new Diagnosis(withoutFiles(d.what()), withoutFiles(d.where()), d.hint())
                : new Diagnosis(withoutNumbers(withoutFiles(d.what())), "", withoutNumbers(d.hint()));
    }

    /** Returns the text without the places of rows, "(fruit.csv line 7)", and with no folder of this computer's. */
    static String withoutFiles(String text) {
        return text.replaceAll("\\((?!at )[^()]* line \\d+\\)", "")
                .replaceAll("(?m)^[^:\\n]* line \\d+: ", "a row: ")
                .replaceAll("(?<![\\w./])/(?:[^\\s/:()'\"]+/)+", "…/");
    }

    /** Returns the text with each name of a file replaced by "a file", its folders included. */
    static String withoutNames(String text) {
        return withoutFiles(text)
                .replaceAll("(?i)[^\\s\"',;()\\[\\]]*\\.(?:" + ENDINGS + ")(?![\\p{L}\\p{N}])", "a file");
    }

    private static String withoutNumbers(String text) {
        return text.replaceAll("[-+]?\\d[\\d.,]*(?:[eE][-+]?\\d+)?", "#");
    }
}
