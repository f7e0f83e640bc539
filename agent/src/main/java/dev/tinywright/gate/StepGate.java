package dev.tinywright.gate;

import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cheap checks of a Java step that a model wrote. The sandbox is what keeps it from doing harm; these say early and exactly what it
 * would run into there.
 */
public final class StepGate {
    private static final Map<String, String> FORBIDDEN = Map.of(
            "\\bjava\\.(io|nio|net)\\b", "files and network are not there",
            "\\b(ProcessBuilder|Runtime)\\b", "no other program can be started",
            "\\bjava\\.lang\\.(reflect|invoke|foreign)\\b|\\bClass\\.forName\\b|\\bUnsafe\\b",
                    "reflection is not there",
            "\\bSystem\\.(exit|load|loadLibrary|getenv|getProperty)\\b", "the process is not its own",
            "\\b(Thread|Executors|ForkJoinPool)\\b", "it runs in one thread");

    private StepGate() {}

    /** @param repairs in sentences; empty where nothing was changed */
    public record Repaired(String code, List<String> repairs) {
        public Repaired {
            repairs = List.copyOf(repairs);
        }
    }

    /**
     * Returns what is wrong with {@code code} as far as it shows without compiling.
     *
     * @param name of the class
     */
    public static List<Diagnosis> check(String code, String name) {
        String bare = withoutTexts(code);
        List<Diagnosis> problems = new ArrayList<>();
        if (!bare.matches("(?s).*\\bpublic\\s+(final\\s+)?class\\s+" + name + "\\b[^{]*\\bimplements\\s+Step\\b.*")) {
            problems.add(new Diagnosis(
                    "there is no class " + name + " that implements Step",
                    "",
                    "write: public class " + name
                            + " implements Step { @Override public Rows apply(Rows rows) { … } }"));
        }
        if (bare.matches("(?s).*^\\s*package\\s.*")
                || Pattern.compile("(?m)^\\s*package\\s").matcher(bare).find()) {
            problems.add(new Diagnosis("the file names a package", "", "leave the package line out"));
        }
        FORBIDDEN.forEach((pattern, why) -> {
            var found = Pattern.compile(pattern).matcher(bare);
            if (found.find()) {
                problems.add(new Diagnosis(
                        "a step may not use " + found.group() + ": " + why,
                        "line "
                                + (1
                                        + bare.substring(0, found.start())
                                                .chars()
                                                .filter(c -> c == '\n')
                                                .count()),
                        "work on the rows alone, with dev.tinywright.step and java.util"));
            }
        });
        return problems.stream()
                .sorted(java.util.Comparator.comparing(Diagnosis::what))
                .toList();
    }

    /** Returns {@code code} with what rules can put right of {@code found}: a package line, and typographic quotes outside of texts. */
    public static Repaired repair(String code, String name, List<Diagnosis> found) {
        List<String> repairs = new ArrayList<>();
        String better = code;
        if (found.stream().anyMatch(d -> d.what().contains("names a package"))) {
            better = better.replaceAll("(?m)^\\s*package\\s+[\\w.]+\\s*;\\s*", "");
            repairs.add("left out the package line");
        }
        if (found.stream().anyMatch(d -> d.what().contains("illegal character"))
                && better.chars().anyMatch(c -> c == '“' || c == '”' || c == '‘' || c == '’')) {
            better = better.replace('“', '"')
                    .replace('”', '"')
                    .replace('‘', '\'')
                    .replace('’', '\'');
            repairs.add("wrote straight quotes for typographic ones in " + name);
        }
        return new Repaired(better, repairs);
    }

    /** Returns the code with strings, characters and comments blanked, line for line as long as before. */
    private static String withoutTexts(String code) {
        return Pattern.compile(
                        "/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'",
                        Pattern.DOTALL)
                .matcher(code)
                .replaceAll(match -> match.group().replaceAll("[^\n]", " "));
    }
}
