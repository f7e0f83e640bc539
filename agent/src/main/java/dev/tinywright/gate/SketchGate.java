package dev.tinywright.gate;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.diag.Diagnosis;
import java.util.List;

/** Static checks of a sketch, and repairs of what they and the compiler find. */
public final class SketchGate {
    private SketchGate() {}

    /** @param repairs what was changed, in sentences; empty where the sketch is as it was */
    public record Repaired(Sketch sketch, List<String> repairs) {
        public Repaired {
            repairs = List.copyOf(repairs);
        }
    }

    /** Returns what is wrong with {@code sketch} as far as it shows without compiling; empty where nothing does. */
    public static List<Diagnosis> check(Sketch sketch, SketchFacts facts) {
        return List.of();
    }

    /**
     * Returns the sketch with what rules can put right.
     *
     * @param found by {@link #check} or the compiler
     */
    public static Repaired repair(Sketch sketch, SketchFacts facts, List<Diagnosis> found) {
        return new Repaired(sketch, List.of());
    }
}
