package dev.tinywright.steps;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.process.SandboxResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a compiler or a program complained of, short and without anything that a terminal would obey. */
final class StepErrors {
    private static final int MOST_ERRORS = 3;
    private static final int MOST_CHARACTERS = 300;
    private static final Pattern ERROR = Pattern.compile(".*\\.java:(\\d+): error: (.*)");
    private static final Pattern DETAIL = Pattern.compile("\\s+(symbol|location|required|found|reason): *(.*)");
    private static final Pattern FRAME = Pattern.compile("\\tat ([^:]+):(\\d+)");

    private StepErrors() {}

    static Diagnosis ofCompiler(StepProgram program, SandboxResult result) {
        List<String> errors = new ArrayList<>();
        String line = "";
        for (String text : result.stderr().lines().toList()) {
            Matcher error = ERROR.matcher(text);
            Matcher detail = DETAIL.matcher(text);
            if (error.matches()) {
                line = line.isEmpty() ? error.group(1) : line;
                errors.add("line " + error.group(1) + ": " + plain(error.group(2)));
            } else if (detail.matches() && !errors.isEmpty()) {
                errors.add(errors.removeLast() + ", " + detail.group(1) + " " + plain(detail.group(2)));
            }
        }
        if (errors.isEmpty()) {
            return new Diagnosis(
                    program.path() + " could not be compiled: " + reason(result), program.path(), "tinywright doctor");
        }
        String more = errors.size() > MOST_ERRORS ? "; and more" : "";
        return new Diagnosis(
                program.path() + " does not compile: "
                        + String.join("; ", errors.subList(0, Math.min(MOST_ERRORS, errors.size()))) + more,
                program.path() + ":" + line,
                "what a step can use is in docs/steps.md; it has the JDK and dev.tinywright.step, nothing else");
    }

    static Diagnosis ofRun(StepProgram program, SandboxResult result) {
        String hint =
                switch (result.end()) {
                    case EXITED ->
                        "it runs in a sandbox: no network, no files but in.csv and out.csv, and limited memory";
                    case TIME, MEMORY -> "a step gets two minutes and 512 MiB of heap (Java), see docs/steps.md";
                    case OUTPUT -> "write fewer rows";
                };
        if (result.succeeded()) {
            return new Diagnosis(
                    program.path() + " wrote nothing",
                    program.path(),
                    "write the rows to the file named by the second argument");
        }
        return new Diagnosis(program.path() + " failed: " + reason(result), place(program, result), hint);
    }

    private static String place(StepProgram program, SandboxResult result) {
        return result.stderr()
                .lines()
                .map(FRAME::matcher)
                .filter(Matcher::matches)
                .filter(frame -> frame.group(1).equals(program.name()))
                .map(frame -> program.path() + ":" + frame.group(2))
                .findFirst()
                .orElse(program.path());
    }

    private static String reason(SandboxResult result) {
        List<String> lines = result.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !FRAME.matcher(line).matches())
                .toList();
        String said = lines.isEmpty()
                ? ""
                : plain(String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
        return said.isEmpty() || result.end() != SandboxResult.End.EXITED
                ? result.text()
                : String.format(Locale.ROOT, "%s (exit code %d)", said, result.exitCode());
    }

    private static String plain(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        return clean.length() <= MOST_CHARACTERS ? clean : clean.substring(0, MOST_CHARACTERS) + "…";
    }
}
