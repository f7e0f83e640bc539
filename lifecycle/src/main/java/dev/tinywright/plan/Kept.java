package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Pins.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a person keeps of a plan, and how it comes back into a plan that somebody proposes: steps and layers at their place,
 * sections whole. Only the last layer's size is the data's, whatever is kept.
 *
 * @param plan with at least one pin
 */
public record Kept(Plan plan) {
    public Kept {
        if (plan.pins().isEmpty()) {
            throw new IllegalArgumentException("nothing of this plan is kept");
        }
    }

    /** Returns {@code proposal} with the kept parts in their places and marked; the same again where they are there already. */
    public Plan into(Plan proposal, int classes) {
        Pins pins = plan.pins();
        Steps<DataStep> data = steps(plan.data(), pins.data(), proposal.data(), Kept::doTheSame);
        Steps<InputStep> features = steps(plan.features(), pins.features(), proposal.features(), Kept::doTheSame);
        boolean without =
                proposal.continuous().learnsQuiet() && !plan.continuous().learnsQuiet();
        List<Layer> layers = layers(proposal.model(), without ? classes - 1 : classes);
        return new Plan(
                data.all(),
                proposal.framing(),
                choose(Section.SPLIT, proposal, Plan::split),
                features.all(),
                layers,
                choose(Section.TRAIN, proposal, Plan::train),
                choose(Section.QUANTIZE, proposal, Plan::quantize),
                choose(Section.CODEGEN, proposal, Plan::codegen),
                new Pins(data.kept(), features.kept(), keptLayers(layers.size()), pins.sections()),
                plan.continuous());
    }

    private <T> T choose(Section section, Plan proposal, Function<Plan, T> part) {
        return part.apply(plan.pins().sections().contains(section) ? plan : proposal);
    }

    /** @param kept indices in {@code all} */
    private record Steps<T>(List<T> all, Set<Integer> kept) {}

    /** A kept step takes the place of one that does the same; else the others make room for it. */
    private static <T> Steps<T> steps(
            List<T> person, Set<Integer> pins, List<T> proposed, BiPredicate<T, T> doTheSame) {
        List<T> others = new ArrayList<>(proposed);
        List<Integer> inOrder = List.copyOf(new TreeSet<>(pins));
        for (int at : inOrder) {
            T kept = person.get(at);
            if (!removeNearest(others, at, kept::equals)) {
                removeNearest(others, at, other -> doTheSame.test(kept, other));
            }
        }
        Set<Integer> places = new TreeSet<>();
        int least = 0;
        for (int at : inOrder) {
            int place = Math.clamp(at, least, Math.max(least, others.size()));
            others.add(place, person.get(at));
            places.add(place);
            least = place + 1;
        }
        return new Steps<>(others, places);
    }

    private static <T> boolean removeNearest(List<T> steps, int at, java.util.function.Predicate<T> wanted) {
        var found = IntStream.range(0, steps.size())
                .filter(i -> wanted.test(steps.get(i)))
                .boxed()
                .min(Comparator.comparingInt(i -> Math.abs(i - at)));
        found.ifPresent(i -> steps.remove(i.intValue()));
        return found.isPresent();
    }

    /** True where a plan has use for one of the two. */
    private static boolean doTheSame(DataStep kept, DataStep other) {
        return switch (kept) {
            case DataStep.OnDevice(InputStep step) ->
                other instanceof DataStep.OnDevice(InputStep another) && doTheSame(step, another);
            case DataStep.Run run ->
                other instanceof DataStep.Run another && run.path().equals(another.path());
            case DataStep.DropColumns ignored -> false;
            case DataStep.PredictAhead _ -> other instanceof DataStep.PredictAhead;
            case DataStep.Lag lag ->
                other instanceof DataStep.Lag another && lag.columns().equals(another.columns());
            case DataStep.DropDuplicates _, DataStep.NormalizeLabels _, DataStep.Balance _ -> false;
        };
    }

    private static boolean doTheSame(InputStep kept, InputStep other) {
        return switch (kept) {
            case InputStep.Standardize _, InputStep.MinMax _, InputStep.RobustScale _ ->
                other instanceof InputStep.Standardize
                        || other instanceof InputStep.MinMax
                        || other instanceof InputStep.RobustScale;
            case InputStep.Derive derive ->
                other instanceof InputStep.Derive another && derive.name().equals(another.name());
            case InputStep.Impute _,
                    InputStep.ClipOutliers _,
                    InputStep.Log _,
                    InputStep.Pairs _,
                    dev.tinywright.features.SignalStep _,
                    dev.tinywright.features.PictureStep _ -> kept.getClass().equals(other.getClass());
        };
    }

    /** A kept layer stands at its index; where the proposal is too short for that, the person's own layers lie between. */
    private List<Layer> layers(List<Layer> proposed, int classes) {
        boolean keptWhole = plan.model().getFirst() instanceof Layer.Whole
                && !plan.pins().model().isEmpty();
        if (keptWhole) {
            return plan.model();
        }
        if (proposed.getFirst() instanceof Layer.Whole && hiddenPins().isEmpty()) {
            return proposed;
        }
        int hidden = Math.max(
                proposed.size() - 1,
                hiddenPins().stream().mapToInt(i -> i + 1).max().orElse(0));
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < hidden; i++) {
            boolean isProposed = i < proposed.size() - 1 && !hiddenPins().contains(i);
            layers.add(isProposed ? proposed.get(i) : plan.model().get(i));
        }
        layers.add(new Layer.Dense(classes, Activation.NONE));
        return layers;
    }

    private List<Integer> hiddenPins() {
        return plan.pins().model().stream()
                .filter(i -> i < plan.model().size() - 1)
                .sorted()
                .toList();
    }

    /** The last layer's mark stays with the last layer. */
    private Set<Integer> keptLayers(int size) {
        Set<Integer> kept = new TreeSet<>(hiddenPins());
        if (plan.pins().model().contains(plan.model().size() - 1)) {
            kept.add(size - 1);
        }
        return kept;
    }

    /** Returns the lines of plan.yaml that are kept. */
    public List<String> lines() {
        Pins pins = plan.pins();
        List<String> lines = new ArrayList<>();
        new TreeSet<>(pins.data())
                .forEach(i -> lines.add("data: " + Blocks.line(plan.data().get(i))));
        new TreeSet<>(pins.features())
                .forEach(i ->
                        lines.add("features: " + Blocks.line(plan.features().get(i))));
        new TreeSet<>(pins.model())
                .forEach(i -> lines.add("model, layer " + (i + 1) + ": "
                        + LayerBlocks.line(plan.model().get(i))));
        new TreeSet<>(pins.sections())
                .forEach(section ->
                        lines.add(section.name().toLowerCase(Locale.ROOT) + ": " + PlanFile.mapping(plan, section)));
        return lines;
    }
}
