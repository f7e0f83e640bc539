package dev.tinywright.cli;

import dev.tinywright.pipeline.FeatureStudy;
import dev.tinywright.verify.FeatureRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The proof of features in Markdown: a row for each way to features of each data set. */
final class FeatureTable {
    private FeatureTable() {}

    /** What was found of one data set. */
    record Set(String name, List<FeatureStudy.Proof> proofs) {
        Map<String, Object> values() {
            return Map.of(
                    "data",
                    name,
                    "proofs",
                    proofs.stream().map(FeatureTable::values).toList());
        }

        boolean passed() {
            return !proofs.isEmpty() && proofs.stream().allMatch(FeatureStudy.Proof::passed);
        }
    }

    static String of(List<Set> sets) {
        List<FeatureRun> first = sets.getFirst().proofs().getFirst().cores();
        List<String> lines = new ArrayList<>();
        lines.add("| data | features | of | examples | bytes compared | " + heads("differ on ", first) + " | "
                + heads("instructions on ", measured(first)) + " | seconds |");
        lines.add("|---|---|---|"
                + "--:|".repeat(3 + first.size() + measured(first).size()));
        for (Set set : sets) {
            set.proofs().forEach(proof -> lines.add(row(set.name(), proof)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String row(String name, FeatureStudy.Proof proof) {
        List<FeatureRun> cores = proof.cores();
        List<String> cells = new ArrayList<>(List.of(name, proof.chain(), proof.format()));
        cells.add(count(cores.getFirst().examples()));
        cells.add(count(cores.stream().mapToLong(FeatureRun::bytes).sum()));
        cores.forEach(core -> cells.add(count(core.mismatches())));
        measured(cores)
                .forEach(core -> cells.add(count(Math.round(core.instructions().orElseThrow()))));
        cells.add(count(Math.round(proof.seconds())));
        return cells.stream().map(FeatureTable::cell).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Such as "Cortex-M0+: 1,503 examples, 37,575 bytes, 0 differ", and of the first that differs what and where. */
    static List<String> lines(FeatureStudy.Proof proof) {
        return proof.cores().stream()
                .map(core -> "features on " + core.core() + ": " + count(core.examples()) + " examples, "
                        + count(core.bytes()) + " bytes, " + count(core.mismatches()) + " examples differ"
                        + core.first().map(first -> difference(proof, first)).orElse(""))
                .toList();
    }

    private static String difference(FeatureStudy.Proof proof, FeatureRun.Difference first) {
        return "; the first is example %s (%s): %s is %s, not %s"
                .formatted(first.example(), proof.where(), first.number(), first.got(), first.expected());
    }

    /** Returns a proof for {@code --json}. */
    static Map<String, Object> values(FeatureStudy.Proof proof) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("features", proof.chain());
        values.put("of", proof.format());
        values.put("seconds", proof.seconds());
        values.put("passed", proof.passed());
        values.put(
                "cores",
                proof.cores().stream().map(core -> values(core, proof.where())).toList());
        return values;
    }

    private static Map<String, Object> values(FeatureRun core, String where) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("core", core.core());
        values.put("emulator", core.emulator());
        values.put("examples", core.examples());
        values.put("bytes", core.bytes());
        values.put("mismatches", core.mismatches());
        core.instructions().ifPresent(instructions -> values.put("instructionsPerExample", instructions));
        core.first()
                .ifPresent(first -> values.put(
                        "first",
                        Map.of(
                                "example", first.example(),
                                "where", where,
                                "number", first.number(),
                                "expected", first.expected(),
                                "got", first.got())));
        return values;
    }

    private static List<FeatureRun> measured(List<FeatureRun> cores) {
        return cores.stream().filter(core -> core.instructions().isPresent()).toList();
    }

    private static String heads(String what, List<FeatureRun> cores) {
        return cores.stream().map(core -> what + core.core()).collect(Collectors.joining(" | "));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
