package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.golden.MeasuredModel;
import dev.tinywright.golden.Mismatch;
import dev.tinywright.lower.Target;
import dev.tinywright.report.NetworkFacts;
import dev.tinywright.report.NetworkJson;
import dev.tinywright.report.NetworkPage;
import dev.tinywright.report.NetworkText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code tinywright compile} says of a network: on the terminal, and in the files beside its C. */
final class CompileAccount {
    private CompileAccount() {}

    /** Returns report.txt, report.html and report.json. */
    static SortedMap<String, String> files(NetworkFacts facts, Path folder) {
        return new TreeMap<>(Map.of(
                "report.txt",
                text(facts) + "\n" + NetworkText.of(facts),
                "report.html",
                NetworkPage.of(facts),
                "report.json",
                Json.of(json(facts, folder)) + "\n"));
    }

    /** Returns what is printed, but for the layers. */
    static String text(NetworkFacts facts) {
        MeasuredModel it = facts.measured();
        List<String> lines = new ArrayList<>();
        lines.add(it.model().name() + " for " + it.board().name());
        lines.add(line(
                "flash   %,9d bytes: weights %,d, code %,d",
                it.memory().flashBytes(), it.memory().weightBytes(), it.memory().codeBytes()));
        lines.add(ram(it));
        it.instructions()
                .ifPresent(count ->
                        lines.add(line("executed %,8.0f instructions an inference on the %s", count, it.core())));
        it.cycles().ifPresent(count -> lines.add(line("cycles  %,9.0f an inference, counted by the simulator", count)));
        lines.add("sums    rounded " + target(it).rounding().text());
        lines.add(proof(it));
        it.first().map(Mismatch::text).ifPresent(text -> lines.add("        MISMATCH: " + text));
        note(it.board()).ifPresent(text -> lines.add("note    " + text));
        if (!it.fits()) {
            lines.add(line(
                    "MISSED  %s has %,d bytes of flash and %,d of RAM for a program",
                    it.board().name(), it.board().flashBytes(), it.board().ramBytes()));
        }
        return Shown.text(String.join("\n", lines)) + "\n";
    }

    private static Target target(MeasuredModel it) {
        return it.model().placement().program().target();
    }

    private static String ram(MeasuredModel it) {
        return line(
                "RAM     %,9d bytes: buffers %,d, other static data %,d, stack %s",
                it.ramBytes(),
                it.memory().arenaBytes(),
                it.memory().otherRamBytes(),
                it.board().isHost() ? "not measured" : line("%,d", it.stackBytes()));
    }

    private static String proof(MeasuredModel it) {
        return line(
                "proof   %d vectors (expected: %s) on %s: %d mismatches",
                it.vectors(),
                it.source(),
                it.board().isHost() ? "this computer" : it.core() + ", " + it.emulator(),
                it.mismatches());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Optional<String> note(Board board) {
        return Optional.of(board.bench().emulator().note()).filter(text -> !text.isEmpty());
    }

    /** What {@code --json} prints and {@code report.json} has. */
    static Map<String, Object> json(NetworkFacts network, Path folder) {
        MeasuredModel it = network.measured();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", it.model().name());
        facts.put("board", it.board().id());
        facts.put("core", it.core());
        facts.put("emulator", it.emulator());
        facts.put("compiler", it.compiler());
        note(it.board()).ifPresent(text -> facts.put("note", text));
        facts.put("optimize", target(it).optimize().name().toLowerCase(Locale.ROOT));
        facts.put("rounding", target(it).rounding().name().toLowerCase(Locale.ROOT));
        facts.put("flashBytes", it.memory().flashBytes());
        facts.put("weightBytes", it.memory().weightBytes());
        facts.put("codeBytes", it.memory().codeBytes());
        facts.put("code", it.memory().code());
        facts.put("ramBytes", it.ramBytes());
        facts.put("arenaBytes", it.memory().arenaBytes());
        facts.put("otherRamBytes", it.memory().otherRamBytes());
        facts.put("stackBytes", it.stackBytes());
        it.instructions().ifPresent(count -> facts.put("instructions", Math.round(count)));
        facts.put(
                "stepInstructions",
                it.stepInstructions().stream().map(Math::round).toList());
        facts.put("vectors", it.vectors());
        facts.put("expected", it.source());
        facts.put("mismatches", it.mismatches());
        it.first().ifPresent(first -> facts.put("firstMismatch", first));
        facts.put("fits", it.fits());
        facts.putAll(NetworkJson.of(network));
        facts.put("out", folder.toString());
        return facts;
    }
}
