package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.Framing;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.SplitWish;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.train.Augmentation;
import dev.tinywright.train.TrainSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Rules for recordings and pictures: a few ways to see them, from the cheapest to the dearest, each with the smallest network
 * that is credible for it. Deterministic, as {@link RulesPlanner} is, of which this is a part.
 *
 * <p>Signals: statistics and spectra of a window into dense layers, then convolutions over the samples themselves. Sound:
 * mel-frequency cepstral coefficients into a depthwise-separable network (Zhang et al. 2017, arXiv:1711.07128), log-mel
 * where that is not enough. Pictures: networks after MobileNet (Howard et al. 2017, arXiv:1704.04861) of growing width.
 */
final class CapturePlanner {
    private static final List<Statistic> STATISTICS = List.of(
            Statistic.MEAN,
            Statistic.DEVIATION,
            Statistic.PEAK_TO_PEAK,
            Statistic.SKEW,
            Statistic.KURTOSIS,
            Statistic.ZERO_CROSSINGS);

    private static final List<Layer> FOREST_OF_NUMBERS = List.of(new Layer.Forest(10, 8, 48));
    private static final List<Layer> LARGE_FOREST_OF_NUMBERS = List.of(new Layer.Forest(20, 10, 96));

    /** With fewer captures the best epoch by the validation part is the luckiest: all are run. */
    static final int FEW = 400;

    /** What a smaller plan has less of. */
    private static final Set<Metric> COSTS = Set.of(Metric.FLASH, Metric.RAM, Metric.LATENCY);

    /** Changes of copies that no reading depends on. */
    private static final double SLIGHT_DECIBELS = 1;

    private static final double SLIGHT_DEGREES = 10;

    /** Of the usual strength of a change, where a number is to stay what it is. */
    private static final double SLIGHT = 0.3;

    static final double MEL_SECONDS = 0.032;
    private static final double MEL_STRIDE = 0.02;

    /** Share of the numbers' variance that is nearly all of it. */
    private static final double NEARLY_ALL = 0.99;

    /** Of an error that is allowed: test examples are others than those that are chosen by. */
    private static final double WELL_BELOW = 0.7;

    private static final int BANDS = 8;
    private static final int MOST_STATES = 8;

    /** Pixels of a picture of which what is normal is learned. */
    private static final double COARSE = 64;

    private static final double MEDIUM = 256;
    private static final double FINE = 1024;

    /** Ways in which what is normal differs: light and where it lies are a few of them. */
    private static final int COMPONENTS = 16;

    /** Steps of training, were all pictures learned from. */
    private static final int STEPS_OF_NORMAL = 10_000;

    private final Situation situation;
    private final CaptureFacts facts;
    private final CaptureFraming framing;
    private final CaptureNetworks networks;

    private CapturePlanner(Situation situation, CaptureFacts facts) {
        this.situation = situation;
        this.facts = facts;
        framing = new CaptureFraming(situation, facts);
        networks = new CaptureNetworks(
                situation.facts().outputs(), facts.kind() == CaptureFacts.Kind.PICTURES && framing.smallPicture());
    }

    /** @param facts of the situation's data */
    static List<Proposal> firstRound(Situation situation, CaptureFacts facts) {
        return new CapturePlanner(situation, facts).first();
    }

    static List<Proposal> followUp(Situation situation, CaptureFacts facts, List<Attempt> attempts) {
        return new CapturePlanner(situation, facts).next(attempts);
    }

    /** Returns the plan with the least to compute. */
    static Plan smallest(Situation situation, CaptureFacts facts) {
        CapturePlanner planner = new CapturePlanner(situation, facts);
        return planner.first().getFirst().plan();
    }

    private List<Proposal> first() {
        if (situation.task().kind() == TaskKind.ANOMALY) {
            return firstOfNormal();
        }
        if (isNumber()) {
            return firstOfNumbers();
        }
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(
                                networks.dense(16),
                                summary(false),
                                "statistics of the window: the cheapest credible way"),
                        signals(networks.dense(32), summary(true), "spectrum beside the statistics"),
                        signals(
                                CaptureNetworks.forest(),
                                summary(true),
                                "a random forest of the same: no time to train, and often as good"),
                        signals(networks.temporal(8), samples(), "a small convolution over the samples themselves"),
                        signals(networks.ordered(16), samples(), "convolutions that know when something happened"));
            case SOUND ->
                List.of(
                        sound(networks.keywords(16, 2), mfcc(10), "cepstral coefficients and a narrow network"),
                        sound(networks.keywords(32, 3), mfcc(10), "the same, twice as wide"));
            case PICTURES ->
                framing.smallPicture()
                        ? List.of(
                                pictures(networks.plain(8), grey(), "grey and narrow, to see whether it is enough"),
                                pictures(networks.plain(16), colour(), "colour, and twice as wide"))
                        : List.of(
                                pictures(networks.mobile(8, 3), grey(), "grey and narrow, to see whether it is enough"),
                                pictures(networks.mobile(16, 3), colour(), "colour, and twice as wide"));
        };
    }

    private List<Proposal> next(List<Attempt> attempts) {
        boolean normal = situation.task().kind() == TaskKind.ANOMALY;
        if (!normal && !attempts.isEmpty() && attempts.stream().noneMatch(this::fits)) {
            return narrower();
        }
        if (attempts.isEmpty() || (isNumber() ? enoughOfNumbers(attempts) : enough(attempts))) {
            return List.of();
        }
        if (normal) {
            return nextOfNormal();
        }
        if (isNumber()) {
            return nextOfNumbers();
        }
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(networks.temporal(16), samples(), "a wider convolution over the samples"),
                        signals(networks.ordered(24), samples(), "wider, with the order of events"),
                        signals(networks.residual(16), samples(), "residual blocks over the samples"),
                        signals(networks.dense(64), summary(true), "more units for statistics and spectrum"));
            case SOUND ->
                List.of(
                        sound(networks.keywords(48, 3), mfcc(13), "more coefficients and a wider network"),
                        sound(networks.keywords(32, 3), logMel(), "the mel bands themselves"),
                        sound(networks.keywords(64, 4), mfcc(10), "the width of the published network"));
            case PICTURES -> framing.smallPicture() ? moreSmallPictures() : morePictures();
        };
    }

    private boolean isNumber() {
        return situation.facts().target().isPresent();
    }

    /** Numbers depend on how strong, how fast and where something is: nothing averages over places, and spectra have peaks. */
    private List<Proposal> firstOfNumbers() {
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(
                                networks.dense(16),
                                summary(false),
                                "statistics of the window: the cheapest credible way"),
                        signals(
                                List.of(networks.head()),
                                summary(true),
                                "no hidden layer: linear in statistics and spectrum, which few recordings suffice for"),
                        signals(networks.dense(32), summary(true), "spectrum beside the statistics"),
                        signals(
                                FOREST_OF_NUMBERS,
                                peaks(),
                                "a random forest of the same and the spectrum's peaks: no time to train"),
                        signals(networks.temporal(8), samples(), "a small convolution over the samples themselves"));
            case SOUND ->
                List.of(
                        sound(
                                List.of(networks.head()),
                                summary(true),
                                "no hidden layer: linear in statistics and spectrum, the cheapest credible way"),
                        sound(networks.dense(32), summary(true), "a hidden layer over the same"),
                        sound(FOREST_OF_NUMBERS, peaks(), "a random forest of the same and the spectrum's peaks"),
                        sound(
                                networks.banded(16, 2, slices()),
                                logMel(),
                                "the mel bands, and a network that keeps them apart"));
            case PICTURES ->
                List.of(
                        pictures(networks.plain(8), grey(), "grey and narrow, to see whether it is enough"),
                        pictures(networks.plain(16), colour(), "colour, and twice as wide"));
        };
    }

    private List<Proposal> nextOfNumbers() {
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(networks.dense(64), summary(true), "more units for statistics and spectrum"),
                        signals(LARGE_FOREST_OF_NUMBERS, peaks(), "more and larger trees"),
                        signals(networks.ordered(24), samples(), "wider, with the order of events"));
            case SOUND ->
                List.of(
                        sound(networks.dense(64), summary(true), "more units for statistics and spectrum"),
                        sound(networks.banded(32, 3, slices()), logMel(), "a wider network over the mel bands"));
            case PICTURES ->
                List.of(
                        pictures(networks.plain(24), colour(), "wider"),
                        pictures(networks.plain(32), colour(), "wider still"));
        };
    }

    private int slices() {
        return (int) ((framing.wordWindow().seconds() - MEL_SECONDS) / MEL_STRIDE) + 1;
    }

    private boolean fits(Attempt attempt) {
        return attempt.measurement().isPresent()
                && situation.task().goals().stream()
                        .filter(goal -> COSTS.contains(goal.metric()))
                        .allMatch(attempt::meets);
    }

    /** What is left where nothing fits. */
    private List<Proposal> narrower() {
        String why = "the first plans do not fit: less of everything";
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(networks.dense(8), summary(false), why),
                        signals(List.of(new Layer.Forest(5, 6, 12)), summary(false), why),
                        signals(networks.temporal(4), samples(), why));
            case SOUND ->
                isNumber()
                        ? List.of(
                                sound(networks.dense(8), summary(true), why),
                                sound(List.of(new Layer.Forest(5, 6, 12)), summary(true), why))
                        : List.of(
                                sound(networks.keywords(8, 1), mfcc(10), why),
                                sound(networks.keywords(12, 2), mfcc(10), why));
            case PICTURES ->
                List.of(pictures(networks.mobile(4, 3), grey(), why), pictures(networks.plain(4), grey(), why));
        };
    }

    private List<Proposal> moreSmallPictures() {
        return List.of(
                pictures(networks.plain(24), colour(), "wider"), pictures(networks.plain(32), colour(), "wider still"));
    }

    private List<Proposal> morePictures() {
        return List.of(
                pictures(networks.mobile(24, 4), colour(), "wider and deeper"),
                pictures(networks.plain(16), colour(), "whole convolutions in place of separable ones"),
                pictures(networks.mobile(32, 4), colour(), "wider still"));
    }

    /** Distances from what is normal cost milliseconds to learn: all credible ones are compared at once. */
    private List<Proposal> firstOfNormal() {
        if (facts.kind() == CaptureFacts.Kind.PICTURES) {
            return firstOfNormalPictures();
        }
        return List.of(
                normal(
                        CaptureNetworks.gaussian(false),
                        false,
                        "how far each statistic of the window is from the usual: the cheapest"),
                normal(
                        CaptureNetworks.gaussian(true),
                        false,
                        "the same, with how statistics go together (Mahalanobis distance)"),
                normal(CaptureNetworks.gaussian(false), true, "spectrum beside the statistics"),
                normal(List.of(new Layer.KMeans(MOST_STATES)), true, "distance from the nearest of some usual states"));
    }

    private List<Proposal> nextOfNormal() {
        if (facts.kind() == CaptureFacts.Kind.PICTURES) {
            return nextOfNormalPictures();
        }
        return List.of(
                normal(CaptureNetworks.gaussian(true), true, "how statistics and spectrum go together"),
                normal(
                        CaptureNetworks.repeating(facts.channels() * (STATISTICS.size() + bands())),
                        true,
                        "a network that repeats what is normal (autoencoder)"));
    }

    private Proposal normal(List<Layer> model, boolean spectrum, String reason) {
        return propose(framing.window(), summary(spectrum), model, augmented(0.003, 150), reason);
    }

    private List<Proposal> firstOfNormalPictures() {
        List<Proposal> proposals = new ArrayList<>(List.of(
                normalPictures(
                        COARSE,
                        Pixels.GREY,
                        _ -> CaptureNetworks.gaussian(false),
                        "how far each pixel of a tiny picture is from the usual: the cheapest"),
                normalPictures(
                        COARSE,
                        Pixels.GREY,
                        _ -> CaptureNetworks.gaussian(true),
                        "the same, with how pixels go together (Mahalanobis distance)"),
                normalPictures(
                        MEDIUM,
                        Pixels.GREY,
                        _ -> List.of(new Layer.KMeans(MOST_STATES)),
                        "distance from the nearest of some usual pictures"),
                normalPictures(
                        COARSE,
                        Pixels.GREY,
                        features -> CaptureNetworks.components(features, COMPONENTS),
                        "two layers that repeat what is usual of a tiny picture (principal components)"),
                normalPictures(
                        MEDIUM,
                        Pixels.GREY,
                        features -> CaptureNetworks.components(features, COMPONENTS),
                        "the same of a finer picture")));
        if (facts.channels() == 3) {
            proposals.add(normalPictures(
                    COARSE,
                    Pixels.COLOUR,
                    features -> CaptureNetworks.components(features, COMPONENTS),
                    "the same of a tiny picture in colour"));
        }
        return proposals;
    }

    private List<Proposal> nextOfNormalPictures() {
        List<Proposal> proposals = new ArrayList<>(List.of(
                normalPictures(
                        MEDIUM,
                        Pixels.GREY,
                        CaptureNetworks::repeating,
                        "a network that repeats what is normal (autoencoder)"),
                normalPictures(
                        FINE,
                        Pixels.GREY,
                        features -> CaptureNetworks.components(features, 2 * COMPONENTS),
                        "principal components of all pixels")));
        if (facts.channels() == 3) {
            proposals.add(normalPictures(
                    MEDIUM,
                    Pixels.COLOUR,
                    features -> CaptureNetworks.components(features, 2 * COMPONENTS),
                    "principal components of a finer picture in colour"));
        }
        return proposals;
    }

    /** Whether a model of what is normal sees colours. */
    private enum Pixels {
        GREY,
        COLOUR
    }

    /** @param pixels about so many of them are learned from, or all of the frame where it has fewer */
    private Proposal normalPictures(double pixels, Pixels seen, IntFunction<List<Layer>> model, String reason) {
        Framing.Picture frame = framing.normalPicture();
        CaptureFraming.Size size = framing.size(Math.min(pixels, (double) frame.height() * frame.width()));
        List<InputStep> features = new ArrayList<>();
        if (size.height() != frame.height() || size.width() != frame.width()) {
            features.add(new PictureStep.Resize(size.height(), size.width()));
        }
        if (seen == Pixels.GREY) {
            features.addAll(grey());
        }
        features.add(new InputStep.Standardize());
        int channels = seen == Pixels.GREY ? 1 : frame.channels();
        return propose(
                frame, features, model.apply(size.pixels() * channels), augmented(0.003, epochsOfNormal()), reason);
    }

    /** Where little differs, the last components are found late: by steps, however few pictures there are. */
    private int epochsOfNormal() {
        return Math.clamp((long) STEPS_OF_NORMAL * batchSize() / facts.captures(), 60, 600);
    }

    /** What costs minutes is not tried where every goal is met with a margin, or nothing can be gained. */
    private boolean enough(List<Attempt> attempts) {
        Optional<Attempt> best = Choice.mostAccurate(situation.task(), attempts);
        return best.isPresent()
                && (Choice.isAsGoodAsPerfect(situation.task(), best.get())
                        || attempts.stream().anyMatch(this::meetsWithMargin));
    }

    /** Where nearly all is explained, or errors are well below what is allowed, more minutes gain little. */
    private boolean enoughOfNumbers(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.measurement().isPresent())
                .filter(attempt -> situation.task().goals().stream().allMatch(attempt::meets))
                .anyMatch(this::explainsNearlyAll);
    }

    private boolean explainsNearlyAll(Attempt attempt) {
        Measurement measured = attempt.measurement().orElseThrow();
        List<Goal> errors = situation.task().goals().stream()
                .filter(goal -> goal.metric().isInUnitOfTarget())
                .toList();
        return errors.isEmpty()
                ? measured.errors().filter(e -> e.device().r2() >= NEARLY_ALL).isPresent()
                : errors.stream()
                        .allMatch(goal ->
                                measured.of(goal.metric()).orElse(Double.MAX_VALUE) <= WELL_BELOW * goal.bound());
    }

    /** What the accuracy is at least, give or take two standard errors: validation rows are few, and test rows others. */
    private double surely(Attempt attempt) {
        double quality = Choice.quality(situation.task(), attempt);
        int rows = attempt.measurement().orElseThrow().rows();
        double smoothed = (quality * rows + 1) / (rows + 2);
        return quality - 2 * Math.sqrt(smoothed * (1 - smoothed) / rows);
    }

    private boolean meetsWithMargin(Attempt attempt) {
        return attempt.measurement().isPresent()
                && !situation.task().goals().isEmpty()
                && situation.task().goals().stream().allMatch(attempt::meets)
                && situation
                        .task()
                        .goal(Metric.ACCURACY)
                        .map(goal -> surely(attempt) >= goal.bound())
                        .orElse(false);
    }

    // ---- Features -----------------------------------------------------------------------------------------

    private List<InputStep> summary(boolean spectrum) {
        boolean sound = facts.kind() == CaptureFacts.Kind.SOUND;
        Framing.Window window = sound && isNumber() ? framing.wordWindow() : framing.window();
        int frames = (int) Math.rint(window.seconds() * framing.rateHz());
        int fft =
                Math.clamp(Integer.highestOneBit(Math.max(16, frames / 2)), 16, isNumber() ? sound ? 1024 : 512 : 256);
        return spectrum
                ? List.of(
                        new SignalStep.Statistics(STATISTICS),
                        new SignalStep.Spectrum(fft, Math.min(bands(), fft / 4), 0),
                        new InputStep.Standardize())
                : List.of(new SignalStep.Statistics(STATISTICS), new InputStep.Standardize());
    }

    /** The same with where the spectrum is highest, which trees ask for and sums are led astray by. */
    private List<InputStep> peaks() {
        return summary(true).stream()
                .<InputStep>map(step -> step instanceof SignalStep.Spectrum(int fft, int bands, int _)
                        ? new SignalStep.Spectrum(fft, bands, 2)
                        : step)
                .toList();
    }

    private int bands() {
        if (isNumber()) {
            return facts.kind() == CaptureFacts.Kind.SOUND ? 4 * BANDS : 2 * BANDS;
        }
        return facts.kind() == CaptureFacts.Kind.SOUND ? 3 * BANDS : BANDS;
    }

    private static List<InputStep> samples() {
        return List.of(new SignalStep.Raw(), new InputStep.Standardize());
    }

    private SignalStep.Mel mel(int bands) {
        return new SignalStep.Mel(
                MEL_SECONDS, MEL_STRIDE, bands, 20, Math.min(framing.rateHz() / 2, 8000), MelScale.LOG);
    }

    private List<InputStep> mfcc(int coefficients) {
        return List.of(new SignalStep.Mfcc(mel(32), coefficients), new InputStep.Standardize());
    }

    private List<InputStep> logMel() {
        return List.of(mel(32), new InputStep.Standardize());
    }

    private List<InputStep> grey() {
        return facts.channels() == 1 ? List.of() : List.of(new PictureStep.Grey());
    }

    private static List<InputStep> colour() {
        return List.of();
    }

    // ---- Plans --------------------------------------------------------------------------------------------

    /** Changes that leave a number what it is. */
    private TrainSettings measured(int epochs, Augmentation.Kind... kinds) {
        return augmented(0.003, epochs, kinds)
                .withAugment(Stream.of(kinds)
                        .map(kind -> new Augmentation(kind, SLIGHT * kind.usual()))
                        .toList());
    }

    private Proposal signals(List<Layer> model, List<InputStep> features, String reason) {
        if (isNumber()) {
            boolean samples = features.getFirst() instanceof SignalStep.Raw;
            return propose(
                    framing.window(),
                    features,
                    model,
                    samples
                            ? measured(100, Augmentation.Kind.NOISE, Augmentation.Kind.SHIFT)
                            : measured(200, Augmentation.Kind.NOISE),
                    reason);
        }
        boolean summarized = model.getFirst() instanceof Layer.Dense;
        return propose(
                framing.window(),
                features,
                model,
                summarized || model.getFirst() instanceof Layer.Forest
                        ? with(augmented(0.003, 120, Augmentation.Kind.NOISE), copiesOfSignals())
                        : augmented(
                                0.003,
                                facts.captures() < FEW ? 200 : 100,
                                Augmentation.Kind.SHIFT,
                                Augmentation.Kind.NOISE,
                                Augmentation.Kind.SCALE,
                                Augmentation.Kind.WARP),
                reason);
    }

    /** Features of a window cannot be moved or turned, so copies of the window are; samples are changed anew in each epoch. */
    private List<Augmentation> copiesOfSignals() {
        return Stream.concat(
                        Stream.of(
                                new Augmentation(Augmentation.Kind.COPIES, 1),
                                new Augmentation(Augmentation.Kind.RAW_SHIFT, Augmentation.Kind.RAW_SHIFT.usual()),
                                new Augmentation(Augmentation.Kind.RAW_GAIN, SLIGHT_DECIBELS)),
                        turned(Augmentation.Kind.RAW_ROTATE).stream())
                .toList();
    }

    /** A board is never mounted twice in quite the same way. */
    private List<Augmentation> turned(Augmentation.Kind kind) {
        return facts.channels() % 3 == 0 ? List.of(new Augmentation(kind, SLIGHT_DEGREES)) : List.of();
    }

    private static TrainSettings with(TrainSettings settings, List<Augmentation> more) {
        return settings.withAugment(
                Stream.concat(settings.augment().stream(), more.stream()).toList());
    }

    private Proposal sound(List<Layer> model, List<InputStep> features, String reason) {
        if (isNumber()) {
            boolean map = features.getFirst() instanceof SignalStep.Mel;
            return propose(
                    framing.wordWindow(),
                    features,
                    model,
                    map
                            ? measured(60, Augmentation.Kind.NOISE, Augmentation.Kind.SHIFT)
                            : measured(200, Augmentation.Kind.NOISE),
                    reason);
        }
        return propose(
                framing.wordWindow(),
                features,
                model,
                augmented(
                        0.003,
                        45, // of twice as many examples
                        Augmentation.Kind.SHIFT,
                        Augmentation.Kind.NOISE,
                        Augmentation.Kind.STRETCH,
                        Augmentation.Kind.TIME_MASK,
                        Augmentation.Kind.BAND_MASK,
                        Augmentation.Kind.COPIES,
                        Augmentation.Kind.RAW_SHIFT,
                        Augmentation.Kind.RAW_GAIN,
                        Augmentation.Kind.RAW_SPEED,
                        Augmentation.Kind.RAW_NOISE,
                        Augmentation.Kind.RAW_BACKGROUND),
                reason);
    }

    private Proposal pictures(List<Layer> model, List<InputStep> features, String reason) {
        if (isNumber()) {
            return propose(framing.picture(), features, model, measured(90, Augmentation.Kind.NOISE), reason);
        }
        boolean grey = features.stream().anyMatch(PictureStep.Grey.class::isInstance);
        return propose(
                framing.picture(),
                features,
                model,
                augmented(
                        0.003,
                        90,
                        Stream.concat(
                                        Stream.of(
                                                Augmentation.Kind.MOVE,
                                                Augmentation.Kind.ZOOM,
                                                Augmentation.Kind.TURN,
                                                Augmentation.Kind.BRIGHTNESS,
                                                Augmentation.Kind.CONTRAST),
                                        grey || facts.channels() == 1
                                                ? Stream.empty()
                                                : Stream.of(Augmentation.Kind.COLOR))
                                .toArray(Augmentation.Kind[]::new)),
                reason);
    }

    private Proposal propose(
            Framing framing, List<InputStep> features, List<Layer> layers, TrainSettings train, String reason) {
        List<Layer> model = isNumber() ? withoutDropout(layers) : layers;
        return new Proposal(
                new Plan(
                                List.<DataStep>of(),
                                new SplitSettings(by(), 0.2, 0.2, 7),
                                features,
                                model,
                                train,
                                PlanDefaults.QUANTIZE,
                                new Plan.CodegenSettings(Plan.Optimize.SPEED))
                        .withFraming(framing)
                        .withContinuous(ContinuousSettings.CHOSEN.learningQuiet(facts.isListening())),
                reason);
    }

    /** Dropped inputs shift what a sum of them is, which classes bear and numbers do not. */
    private static List<Layer> withoutDropout(List<Layer> layers) {
        return layers.stream()
                .filter(layer -> !(layer instanceof Layer.Dropout))
                .toList();
    }

    /** As the sentence insists; else by groups where they can be held apart, else by whole recordings or pictures. */
    private SplitSettings.By by() {
        SplitSettings.By usual = situation.facts().hasGroups() ? SplitSettings.By.GROUP : SplitSettings.By.ROW;
        return SplitWish.of(situation.task().ask())
                .filter(wish -> wish != SplitSettings.By.GROUP)
                .filter(wish ->
                        wish != SplitSettings.By.WINDOW || situation.task().kind() != TaskKind.ANOMALY)
                .orElse(usual);
    }

    private TrainSettings augmented(double learningRate, int epochs, Augmentation.Kind... kinds) {
        boolean classWeights = situation.task().goal(Metric.MACRO_F1).isPresent();
        TrainSettings plain = TrainSettings.plain(PlanDefaults.TRAIN.seed());
        return new TrainSettings(
                epochs,
                batchSize(),
                plain.optimizer(),
                learningRate,
                plain.weightDecay(),
                0,
                classWeights,
                (isNumber() ? framing.windows() : facts.captures()) < FEW ? 0 : 30,
                plain.teacher(),
                plain.seed(),
                plain.schedule(),
                0.05,
                plain.loss(),
                Stream.of(kinds)
                        .map(kind -> new Augmentation(kind, kind.usual()))
                        .toList(),
                0);
    }

    private int batchSize() {
        int examples = isNumber() ? framing.windows() : facts.captures();
        return Math.clamp(Integer.highestOneBit(Math.max(1, examples / 12)), 8, 64);
    }
}
