package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.data.StepRunner;
import dev.tinywright.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The data as plans divide it. Plans that clean, frame and divide it in the same way share it: it may be large. */
final class Datasets {
    private final Source source;
    private final StepRunner programs;
    private final Map<List<Object>, Dataset> known = new HashMap<>();

    /** @param programs runs the plans' own programs */
    Datasets(Source source, StepRunner programs) {
        this.source = source;
        this.programs = programs;
    }

    /** @throws dev.tinywright.diag.TinywrightException where the data cannot be divided so */
    synchronized Dataset of(Plan plan) {
        List<Object> way = List.of(
                plan.data(), plan.framing(), plan.split(), plan.continuous().learnsQuiet());
        return known.computeIfAbsent(way, _ -> source.dataset(plan, programs));
    }
}
