package dev.tinywright.plan;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which parts of a plan stand under a person's {@code keep: true}: no planner changes them.
 *
 * @param data indices of kept steps
 * @param features indices of kept steps
 * @param model indices of kept layers
 * @param sections that are kept whole
 */
public record Pins(Set<Integer> data, Set<Integer> features, Set<Integer> model, Set<Section> sections) {
    /** The mappings of plan.yaml, which are kept whole or not at all. */
    public enum Section {
        SPLIT,
        TRAIN,
        QUANTIZE,
        CODEGEN
    }

    private static final Pins NONE = new Pins(Set.of(), Set.of(), Set.of(), Set.of());

    public Pins {
        data = Set.copyOf(data);
        features = Set.copyOf(features);
        model = Set.copyOf(model);
        sections = Set.copyOf(sections);
    }

    /** Returns the pins of a plan of which nothing is kept. */
    public static Pins none() {
        return NONE;
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** Returns what of these pins there is in lists of these sizes. */
    Pins within(int dataSteps, int featureSteps, int layers) {
        return new Pins(below(data, dataSteps), below(features, featureSteps), below(model, layers), sections);
    }

    private static Set<Integer> below(Set<Integer> indices, int size) {
        return IntStream.range(0, size).boxed().filter(indices::contains).collect(Collectors.toSet());
    }
}
