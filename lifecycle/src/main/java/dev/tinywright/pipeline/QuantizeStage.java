package dev.tinywright.pipeline;

import dev.tinywright.contract.Quantity;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.model.WholeModel;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.pipeline.Ready.Account;
import dev.tinywright.pipeline.Ready.Way;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Plan.When;
import dev.tinywright.quantize.ActivationRange;
import dev.tinywright.quantize.QuantizationError;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.QuantizerChoice;
import dev.tinywright.train.Trained;
import dev.tinywright.train.TrainingData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses how networks are put on integers, by what the integers answer on validation examples; calibration sees training
 * examples alone. Where the best way still loses more than a point, the network goes on learning from its weights with
 * everything rounded as int8 does, and is kept so where it answers better.
 */
final class QuantizeStage {
    private static final int FEWEST_EPOCHS = 6;
    private static final int MOST_EPOCHS = 30;

    /** Of the RAM, what activations may take; the rest is for features, stack and the caller. */
    private static final double ROOM = 0.5;

    /** Layers that get int16 outputs, one trial after the other. */
    private static final int[] WIDER = {1, 2, 4};

    /** Examples that the errors of layers are measured on. */
    private static final int FOR_ERRORS = 40;

    private final StageCache cache;
    private final Training training;
    private final double ramBytes;

    /** @param ramBytes that the task and the board allow */
    QuantizeStage(StageCache cache, Training training, double ramBytes) {
        this.cache = cache;
        this.training = training;
        this.ramBytes = ramBytes;
    }

    /** Returns what becomes of each of {@code trained}, in order. */
    List<Ready> ready(List<Prepared> prepared, List<Trained> trained) {
        List<Ready> plain = IntStream.range(0, trained.size())
                .mapToObj(i -> ready(prepared.get(i), trained.get(i)))
                .toList();
        List<Integer> lossy = IntStream.range(0, plain.size())
                .filter(i -> plain.get(i) instanceof Ready.Done done && goesOn(prepared.get(i), done))
                .boxed()
                .toList();
        return wider(prepared, goneOn(prepared, plain, lossy));
    }

    /** Returns the same of one network. */
    Ready.Done ready(Prepared prepared, Trained.Done trained) {
        return Ready.require(
                ready(List.of(prepared), List.of((Trained) trained)).getFirst());
    }

    /**
     * Trains a chosen network once more, with the validation rows ({@link Training#again}), and puts it on integers as the first
     * was, with rounding learned where that was better. Nothing is chosen again: no rows are left that were not learned from.
     *
     * @return the new network, with the account of the choice that was made for the first; the first where it cannot be made anew
     */
    Ready.Done again(Prepared prepared, Ready.Done chosen) {
        Trained.Done again = training.again(prepared, chosen.trained());
        if (again.equals(chosen.trained())) {
            return chosen;
        }
        return (chosen.aware() ? goneOn(prepared, again) : Optional.of(again))
                .map(trained -> alike(prepared, chosen, trained))
                .orElse(chosen);
    }

    /** Returns the network after it went on with rounding; empty where that came to nothing. */
    private Optional<Trained.Done> goneOn(Prepared prepared, Trained.Done from) {
        if (training.isCancelled()) {
            return Optional.empty();
        }
        return training.goOn(List.of(prepared), List.of(from), List.of(epochs(prepared.plan()))).stream()
                .flatMap(finer -> finer instanceof Trained.Done done ? Stream.of(merged(from, done)) : Stream.empty())
                .findFirst();
    }

    /** Returns another training of a network on integers in the same way; ranges that training found are its own. */
    private static Ready.Done alike(Prepared prepared, Ready.Done chosen, Trained.Done trained) {
        Optional<Quantity> quantity = Quantities.of(prepared.dataset());
        float offset = quantity.map(Quantity::offset).orElse(0f);
        TrainedModel model = quantity.isPresent() ? Quantities.less(trained.model(), offset) : trained.model();
        QuantizeSettings first = first(prepared, chosen.model(), quantity);
        boolean found = chosen.settings().known().size() > first.known().size();
        QuantizeSettings settings =
                found ? chosen.settings().withKnown(known(trained, first, offset)) : chosen.settings();
        return new Ready.Done(trained, model, settings, chosen.account(), chosen.aware());
    }

    private List<Ready> goneOn(List<Prepared> prepared, List<Ready> plain, List<Integer> lossy) {
        List<Ready> all = new ArrayList<>(plain);
        if (lossy.isEmpty() || training.isCancelled()) {
            return all;
        }
        List<Trained> finer = training.goOn(
                lossy.stream().map(prepared::get).toList(),
                lossy.stream().map(i -> Ready.require(plain.get(i)).trained()).toList(),
                lossy.stream().map(i -> epochs(prepared.get(i).plan())).toList());
        for (int i = 0; i < lossy.size(); i++) {
            if (finer.get(i) instanceof Trained.Done done) {
                int index = lossy.get(i);
                all.set(index, better(prepared.get(index), Ready.require(plain.get(index)), done));
            }
        }
        return all;
    }

    private List<Ready> wider(List<Prepared> prepared, List<Ready> all) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i) instanceof Ready.Done done ? wider(prepared.get(i), done) : all.get(i))
                .toList();
    }

    /** Gives the layers that lose most int16 outputs, where too much is lost still and they fit. */
    private Ready.Done wider(Prepared prepared, Ready.Done ready) {
        if (ready.account().excess() <= 0
                || ready.account().measure() == Ready.Measure.DISTANCE
                || !ready.settings().wide().isEmpty()
                || 2 * activations(ready.model()) > ROOM * ramBytes) {
            return ready;
        }
        String key = ContentHash.of(
                BuildVersion.TEXT,
                ContentHash.ofBytes(new TrainedCodec(ready.trained().candidate()), ready.trained()),
                ready.settings(),
                "int16",
                ContentHash.ofRows(prepared.data().training()),
                ContentHash.ofRows(prepared.data().validation()));
        Choice choice = cache.get(
                Stage.QUANTIZATION, key, new ChoiceCodec(ready.settings().head()), () -> tryWider(prepared, ready));
        return new Ready.Done(ready.trained(), ready.model(), choice.settings(), choice.account(), ready.aware());
    }

    /** Bytes of the layer whose input and output are largest together, in int8. */
    private static long activations(TrainedModel model) {
        return model.flat().stream()
                .mapToLong(layer -> size(layer.inputShape()) + size(layer.outputShape()))
                .max()
                .orElse(0);
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private static Choice tryWider(Prepared prepared, Ready.Done ready) {
        float offset = Quantities.of(prepared.dataset()).map(Quantity::offset).orElse(0f);
        ValidationScore score = new ValidationScore(prepared, ready.model(), offset);
        List<String> worst = worst(prepared, ready);
        Account account = ready.account();
        QuantizeSettings best = ready.settings();
        List<Way> ways = new ArrayList<>(account.ways());
        for (int count : WIDER) {
            if (account.excess() <= 0 || count > worst.size()) {
                break;
            }
            QuantizeSettings settings = ready.settings().withWide(Set.copyOf(worst.subList(0, count)));
            double got =
                    score.of(Quantizer.quantize(ready.model(), prepared.data().training(), settings));
            ways.add(new Way(describe(settings, ready.settings()), got));
            boolean better = got > account.score();
            best = better ? settings : best;
            account = new Account(
                    account.measure(), account.examples(), account.inFloat(), better ? got : account.score(), ways);
        }
        return new Choice(best, account);
    }

    /** Returns the layers that add most of the error, the largest first; the answer itself stays int8. */
    private static List<String> worst(Prepared prepared, Ready.Done ready) {
        float[][] validation = prepared.data().validation();
        int[] kept = RowSample.of(validation.length, FOR_ERRORS, 1);
        String last = ready.model().layers().getLast().name();
        return QuantizationError.measure(
                        ready.model(),
                        Quantizer.quantize(ready.model(), prepared.data().training(), ready.settings()),
                        RowSample.rows(validation, kept))
                .stream()
                .sorted(Comparator.comparingDouble(QuantizationError.LayerError::ownShare)
                        .reversed())
                .map(QuantizationError.LayerError::layer)
                .filter(layer -> !layer.equals(last))
                .toList();
    }

    private static int epochs(Plan plan) {
        return Math.clamp(plan.train().epochs() / 5, FEWEST_EPOCHS, MOST_EPOCHS);
    }

    private static boolean goesOn(Prepared prepared, Ready.Done done) {
        When aware = prepared.plan().quantize().aware();
        return !(done.model().layers().getFirst() instanceof WholeModel)
                && done.trained().ranges().isEmpty()
                && (aware == When.ALWAYS
                        || (aware == When.AUTO && done.account().excess() > 0));
    }

    /** Returns the network as it went on, with the account of both; the one that was where that is no better. */
    private Ready better(Prepared prepared, Ready.Done before, Trained.Done finer) {
        if (!(ready(prepared, (Trained) finer) instanceof Ready.Done after)) {
            return before;
        }
        List<Way> ways = new ArrayList<>(before.account().ways());
        after.account().ways().forEach(way -> ways.add(new Way("trained on with rounding: " + way.how(), way.score())));
        boolean asked = prepared.plan().quantize().aware() == When.ALWAYS;
        boolean gained = after.account().score() > before.account().score();
        Ready.Done kept = gained || asked ? after : before;
        Account account = new Account(
                before.account().measure(),
                before.account().examples(),
                before.account().inFloat(),
                kept.account().score(),
                ways);
        return new Ready.Done(
                kept.equals(after) ? merged(before.trained(), finer) : before.trained(),
                kept.model(),
                kept.settings(),
                account,
                kept.equals(after));
    }

    /** Returns a training that went on: its curve is that of the float training. */
    private static Trained.Done merged(Trained.Done before, Trained.Done finer) {
        List<String> notes = new ArrayList<>(before.notes());
        notes.add(String.format(
                Locale.ROOT,
                "int8 lost too much, so the weights went on learning for %d epochs with everything rounded as int8 does",
                finer.curve().size()));
        return new Trained.Done(
                before.candidate(),
                finer.model(),
                before.curve(),
                before.bestEpoch(),
                before.stoppedEarly(),
                finer.validationAccuracy(),
                finer.validationLoss(),
                notes,
                finer.ranges());
    }

    private Ready ready(Prepared prepared, Trained trained) {
        return switch (trained) {
            case Trained.Failed failed -> new Ready.Failed(failed.diagnosis());
            case Trained.Done done -> {
                try {
                    yield chosen(prepared, done);
                } catch (TinywrightException e) {
                    yield new Ready.Failed(e.diagnosis());
                }
            }
        };
    }

    private Ready.Done chosen(Prepared prepared, Trained.Done trained) {
        Optional<Quantity> quantity = Quantities.of(prepared.dataset());
        float offset = quantity.map(Quantity::offset).orElse(0f);
        TrainedModel model = quantity.isPresent() ? Quantities.less(trained.model(), offset) : trained.model();
        QuantizeSettings first = first(prepared, model, quantity);
        if (model.layers().getFirst() instanceof WholeModel || prepared.data().validation().length == 0) {
            return new Ready.Done(trained, model, first, Account.NONE, false);
        }
        Choice choice = cache.get(
                Stage.QUANTIZATION,
                ContentHash.of(
                        BuildVersion.TEXT,
                        ContentHash.ofBytes(new TrainedCodec(trained.candidate()), trained),
                        prepared.plan().quantize(),
                        first,
                        ContentHash.ofRows(prepared.data().training()),
                        ContentHash.ofRows(prepared.data().validation())),
                new ChoiceCodec(first.head()),
                () -> choose(prepared, trained, model, first, offset));
        return new Ready.Done(
                trained,
                model,
                choice.settings(),
                choice.account(),
                !trained.ranges().isEmpty());
    }

    /** What is kept of a choice. */
    record Choice(QuantizeSettings settings, Account account) {}

    /** Returns what the plan says, and of what it leaves open the simplest. */
    private static QuantizeSettings first(Prepared prepared, TrainedModel model, Optional<Quantity> quantity) {
        Plan.QuantizeSettings plan = prepared.plan().quantize();
        Head head = prepared.data().targets() instanceof TrainingData.Classes ? Head.CLASSES : Head.NUMBERS;
        QuantizeSettings usual = quantity.map(q -> Quantities.settings(prepared, model, q, plan.percentile()))
                .orElseGet(() -> QuantizeSettings.of(head, plan.percentile()));
        QuantizeSettings.Ranges ranges = plan.ranges() == Plan.Ranges.LEAST_ERROR
                ? QuantizeSettings.Ranges.LEAST_ERROR
                : QuantizeSettings.Ranges.PERCENTILE;
        return usual.withRanges(ranges, plan.percentile())
                .withEqualization(plan.equalize() == When.ALWAYS)
                .withBiasCorrection(plan.correctBias() == When.ALWAYS)
                .withWide(Set.copyOf(plan.int16()));
    }

    private static Choice choose(
            Prepared prepared, Trained.Done trained, TrainedModel model, QuantizeSettings first, float offset) {
        Plan.QuantizeSettings plan = prepared.plan().quantize();
        ValidationScore score = new ValidationScore(prepared, model, offset);
        double inFloat = score.ofFloat();
        double enough = inFloat - score.measure().negligible(inFloat);
        float[][] calibration = prepared.data().training();
        List<QuantizerChoice.Choice> choices = new ArrayList<>();
        QuantizerChoice.Open open = new QuantizerChoice.Open(
                plan.ranges() == Plan.Ranges.CHOSEN, plan.correctBias() == When.AUTO, plan.equalize() == When.AUTO);
        if (!trained.ranges().isEmpty()) {
            choices.add(QuantizerChoice.best(
                    model,
                    calibration,
                    first.withEqualization(false).withKnown(known(trained, first, offset)),
                    new QuantizerChoice.Open(false, open.biases(), false),
                    score::of,
                    0,
                    enough));
        }
        if (choices.isEmpty() || choices.getFirst().score() < enough) {
            choices.add(QuantizerChoice.best(model, calibration, first, open, score::of, 0, enough));
        }
        QuantizerChoice.Choice best =
                choices.stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
        List<Way> ways = choices.stream()
                .flatMap(choice -> choice.trials().stream())
                .map(trial -> new Way(describe(trial.settings(), first), trial.score()))
                .toList();
        return new Choice(best.settings(), new Account(score.measure(), score.examples(), inFloat, best.score(), ways));
    }

    private static String describe(QuantizeSettings settings, QuantizeSettings first) {
        return settings.known().size() > first.known().size()
                ? "ranges that training found" + (settings.correctBias() ? ", corrected biases" : "")
                : settings.describe();
    }

    /** Returns the ranges that training found, of a network that gives less by {@code offset}. */
    private static Map<String, ActivationRange> known(Trained.Done trained, QuantizeSettings first, float offset) {
        Map<String, ActivationRange> known = new HashMap<>();
        String last = trained.model().layers().getLast().name();
        trained.ranges().forEach(range -> {
            float less = range.layer().equals(last) ? offset : 0;
            known.put(
                    range.layer(),
                    new ActivationRange(Math.min(0, range.least() - less), Math.max(0, range.most() - less)));
        });
        known.putAll(first.known());
        return known;
    }
}
