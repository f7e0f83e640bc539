package dev.tinywright.gate;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Static checks of a sketch, and repairs of what they and the compiler find. They work on tokens: what stands in strings and
 * comments is no code. Where it is not clear that something is wrong, it passes, since compiler and emulator judge afterwards.
 */
public final class SketchGate {
    private static final int MOST_REPAIRS = 40;

    private SketchGate() {}

    /** @param repairs what was changed, in sentences; empty where the sketch is as it was */
    public record Repaired(Sketch sketch, List<String> repairs) {
        public Repaired {
            repairs = List.copyOf(repairs);
        }
    }

    /** Returns what is wrong with {@code sketch} as far as it shows without compiling; empty where nothing does. */
    public static List<Diagnosis> check(Sketch sketch, SketchFacts facts) {
        return findings(sketch, facts).stream()
                .map(Finding::diagnosis)
                .distinct()
                .toList();
    }

    /**
     * Returns the sketch with what rules can put right. Each repair is of a fault that {@link #check} finds, and is kept only
     * where that fault is gone after it.
     *
     * @param found by {@link #check} or the compiler; where it is empty, nothing is changed
     */
    public static Repaired repair(Sketch sketch, SketchFacts facts, List<Diagnosis> found) {
        List<String> said = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        Sketch now = sketch;
        for (int i = 0; i < MOST_REPAIRS && !found.isEmpty(); i++) {
            List<Finding> findings = findings(now, facts);
            Optional<Finding> next = findings.stream()
                    .filter(finding ->
                            finding.fix().map(fix -> tried.add(fix.sentence())).orElse(false))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            Finding.Fix fix = next.get().fix().orElseThrow();
            Sketch better = fix.apply(now);
            if (count(findings(better, facts), next.get().kind())
                    < count(findings, next.get().kind())) {
                now = better;
                said.add(fix.sentence());
            }
        }
        return new Repaired(now, said);
    }

    /**
     * Returns the sketch with a line that lets it compile with this model only, or another with the same readings, transforms
     * and classes; the same sketch where it has such a line.
     */
    public static Sketch bound(Sketch sketch, SketchFacts facts) {
        String constant = facts.source().name().toUpperCase(Locale.ROOT) + "_INTERFACE";
        String main = sketch.name() + ".ino";
        String text = sketch.files().getOrDefault(main, "");
        Optional<Integer> end = Includes.endOfModelInclude(Tab.of(main, text), facts);
        boolean has = sketch.files().entrySet().stream()
                .anyMatch(file ->
                        Tab.of(file.getKey(), file.getValue()).tokens().stream().anyMatch(token -> token.is(constant)));
        if (has || end.isEmpty()) {
            return sketch;
        }
        String lines = """

                // The model must be the one that this sketch is for: the same readings, transform and classes, in the same order.
                struct ThisModel {
                  static constexpr bool is(const char *a, const char *b) {
                    return *a == *b && (*a == '\\0' || is(a + 1, b + 1));
                  }
                };
                static_assert(ThisModel::is(%s, "%s"), "%s.h is of another model than this sketch: build again");
                """.formatted(
                        constant, facts.contract().interfaceId(), facts.source().name());
        SortedMap<String, String> files = new TreeMap<>(sketch.files());
        files.put(main, text.substring(0, end.get()) + lines + text.substring(end.get()));
        return new Sketch(sketch.name(), files);
    }

    private static long count(List<Finding> findings, Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    private static List<Finding> findings(Sketch sketch, SketchFacts facts) {
        List<Tab> tabs = sketch.files().entrySet().stream()
                .map(file -> Tab.of(file.getKey(), file.getValue()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Tab tab : tabs) {
            findings.addAll(Hostile.in(tab, tabs));
            findings.addAll(Characters.in(tab));
        }
        Symbols symbols = new Symbols(tabs, facts);
        findings.addAll(Includes.in(tabs, facts));
        findings.addAll(Structure.in(tabs, facts));
        findings.addAll(symbols.foreign());
        findings.addAll(symbols.unknown());
        findings.addAll(Methods.in(tabs, facts));
        findings.addAll(ModelCalls.in(tabs, facts));
        boolean callIsKnown = findings.stream()
                .noneMatch(f -> f.kind() == Finding.Kind.FOREIGN
                        || f.kind() == Finding.Kind.SYMBOL
                        || f.kind() == Finding.Kind.QUOTES
                        || f.kind() == Finding.Kind.ENTRY);
        if (callIsKnown) {
            findings.addAll(Flow.in(tabs, facts));
        }
        return findings;
    }
}
