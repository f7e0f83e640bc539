package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.Framing;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.SplitWish;
import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.recording.CaptureHints;
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

    /** A window holds what people do or say in one go; longer recordings are cut. */
    private static final double LONGEST_WINDOW = 2;

    /** Recordings of one length up to this are taken as the examples they probably are. */
    private static final double LONGEST_WHOLE = 12;

    private static final double LONGEST_WORD = 1;
    private static final int FEWEST_FRAMES = 16;

    /** Speech, and what is heard of most noises, lies below half of this; more costs memory and time. */
    private static final double HIGHEST_SOUND_RATE = 16_000;

    /** With fewer captures the best epoch by the validation part is the luckiest: all are run. */
    private static final int FEW = 400;

    /** Of the RAM, what samples may take: the rest is for features and network. */
    private static final double SHARE_OF_RAM = 0.7;

    /** What a smaller plan has less of. */
    private static final Set<Metric> COSTS = Set.of(Metric.FLASH, Metric.RAM, Metric.LATENCY);

    /** Changes of copies that no reading depends on. */
    private static final double SLIGHT_DECIBELS = 1;

    private static final double SLIGHT_DEGREES = 10;

    private static final int LARGEST_PICTURE = 96;
    private static final int BANDS = 8;
    private static final int MOST_STATES = 8;
    private static final int MOST_PIXELS_SMALL = 1200;

    private final Situation situation;
    private final CaptureFacts facts;

    private CapturePlanner(Situation situation, CaptureFacts facts) {
        this.situation = situation;
        this.facts = facts;
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
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(dense(16), summary(false), "statistics of the window: the cheapest credible way"),
                        signals(dense(32), summary(true), "spectrum beside the statistics"),
                        signals(
                                forest(),
                                summary(true),
                                "a random forest of the same: no time to train, and often as good"),
                        signals(temporal(8), samples(), "a small convolution over the samples themselves"),
                        signals(ordered(16), samples(), "convolutions that know when something happened"));
            case SOUND ->
                List.of(
                        sound(keywords(16, 2), mfcc(10), "cepstral coefficients and a narrow network"),
                        sound(keywords(32, 3), mfcc(10), "the same, twice as wide"));
            case PICTURES ->
                smallPicture()
                        ? List.of(
                                pictures(plain(8), grey(), "grey and narrow, to see whether it is enough"),
                                pictures(plain(16), colour(), "colour, and twice as wide"))
                        : List.of(
                                pictures(mobile(8, 3), grey(), "grey and narrow, to see whether it is enough"),
                                pictures(mobile(16, 3), colour(), "colour, and twice as wide"));
        };
    }

    private List<Proposal> next(List<Attempt> attempts) {
        boolean normal = situation.task().kind() == TaskKind.ANOMALY;
        if (!normal && !attempts.isEmpty() && attempts.stream().noneMatch(this::fits)) {
            return narrower();
        }
        if (attempts.isEmpty() || enough(attempts)) {
            return List.of();
        }
        if (normal) {
            return nextOfNormal();
        }
        return switch (facts.kind()) {
            case SIGNALS ->
                List.of(
                        signals(temporal(16), samples(), "a wider convolution over the samples"),
                        signals(ordered(24), samples(), "wider, with the order of events"),
                        signals(residual(16), samples(), "residual blocks over the samples"),
                        signals(dense(64), summary(true), "more units for statistics and spectrum"));
            case SOUND ->
                List.of(
                        sound(keywords(48, 3), mfcc(13), "more coefficients and a wider network"),
                        sound(keywords(32, 3), logMel(), "the mel bands themselves"),
                        sound(keywords(64, 4), mfcc(10), "the width of the published network"));
            case PICTURES -> smallPicture() ? moreSmallPictures() : morePictures();
        };
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
                        signals(dense(8), summary(false), why),
                        signals(List.of(new Layer.Forest(5, 6, 12)), summary(false), why),
                        signals(temporal(4), samples(), why));
            case SOUND -> List.of(sound(keywords(8, 1), mfcc(10), why), sound(keywords(12, 2), mfcc(10), why));
            case PICTURES -> List.of(pictures(mobile(4, 3), grey(), why), pictures(plain(4), grey(), why));
        };
    }

    private List<Proposal> moreSmallPictures() {
        return List.of(pictures(plain(24), colour(), "wider"), pictures(plain(32), colour(), "wider still"));
    }

    private List<Proposal> morePictures() {
        return List.of(
                pictures(mobile(24, 4), colour(), "wider and deeper"),
                pictures(plain(16), colour(), "whole convolutions in place of separable ones"),
                pictures(mobile(32, 4), colour(), "wider still"));
    }

    /** Distances from what is normal cost milliseconds to learn: all credible ones are compared at once. */
    private List<Proposal> firstOfNormal() {
        return List.of(
                normal(gaussian(false), false, "how far each statistic of the window is from the usual: the cheapest"),
                normal(gaussian(true), false, "the same, with how statistics go together (Mahalanobis distance)"),
                normal(gaussian(false), true, "spectrum beside the statistics"),
                normal(List.of(new Layer.KMeans(MOST_STATES)), true, "distance from the nearest of some usual states"));
    }

    private List<Proposal> nextOfNormal() {
        return List.of(
                normal(gaussian(true), true, "how statistics and spectrum go together"),
                normal(repeating(), true, "a network that repeats what is normal (autoencoder)"));
    }

    private static List<Layer> gaussian(boolean full) {
        return List.of(new Layer.Gaussian(full));
    }

    /** Half as many units as features, and an eighth in the middle: what is usual fits through, what is not does not. */
    private List<Layer> repeating() {
        int features = facts.channels() * (STATISTICS.size() + bands());
        return List.of(
                new Layer.Dense(Math.clamp(features / 2, 4, 64), Activation.RELU),
                new Layer.Dense(Math.clamp(features / 8, 2, 16), Activation.RELU),
                new Layer.Dense(Math.clamp(features / 2, 4, 64), Activation.RELU),
                new Layer.Dense(features, Activation.NONE));
    }

    private Proposal normal(List<Layer> model, boolean spectrum, String reason) {
        return propose(window(), summary(spectrum), model, augmented(0.003, 150), reason);
    }

    /** What costs minutes is not tried where every goal is met with a margin, or nothing can be gained. */
    private boolean enough(List<Attempt> attempts) {
        Optional<Attempt> best = Choice.mostAccurate(situation.task(), attempts);
        return best.isPresent()
                && (Choice.isAsGoodAsPerfect(situation.task(), best.get())
                        || attempts.stream().anyMatch(this::meetsWithMargin));
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

    // ---- Framing ------------------------------------------------------------------------------------------

    private Framing.Window window() {
        boolean alike = facts.longest() - facts.shortest() <= 0.02 * facts.longest();
        double seconds = alike && facts.longest() <= LONGEST_WHOLE
                ? facts.longest()
                : Math.max(Math.min(LONGEST_WINDOW, facts.typical()), FEWEST_FRAMES / facts.rateHz());
        double kept = Math.min(seconds, Math.max(ramSeconds(), FEWEST_FRAMES / facts.rateHz()));
        return new Framing.Window(kept, alike && kept == seconds ? kept : kept / 2, otherRate());
    }

    /** Returns how long a window may be that lies in RAM twice, as samples come in and as they are computed with. */
    private double ramSeconds() {
        double ram = situation.task().goal(Metric.RAM).map(Goal::bound).orElse(Double.MAX_VALUE);
        double bytesPerSecond = 2 * Short.BYTES * facts.rateHz() * facts.channels();
        double seconds = SHARE_OF_RAM * Math.min(ram, (double) facts.ramBytes()) / bytesPerSecond;
        return seconds > 1 ? seconds : Math.floor(20 * seconds) / 20;
    }

    /** Words fit a second; longer sounds are cut into overlapping seconds. */
    private Framing.Window wordWindow() {
        double seconds = Math.min(LONGEST_WORD, Math.max(0.5, Math.ceil(10 * facts.longest()) / 10));
        return new Framing.Window(seconds, facts.typical() > 2 * seconds ? seconds / 2 : seconds, otherRate());
    }

    /** Returns the rate that recordings are brought to; 0 where they stay as they are. */
    private double otherRate() {
        boolean stated =
                CaptureHints.of(situation.task().ask(), List.of()).rateHz().isPresent();
        return facts.kind() == CaptureFacts.Kind.SOUND && facts.rateHz() > HIGHEST_SOUND_RATE && !stated
                ? HIGHEST_SOUND_RATE
                : 0;
    }

    private double rateHz() {
        return otherRate() == 0 ? facts.rateHz() : otherRate();
    }

    private Framing.Picture picture() {
        double scale = Math.min(1, (double) LARGEST_PICTURE / Math.max(facts.height(), facts.width()));
        if (situation.facts().classes() > 2 && facts.height() * facts.width() < 8 * MOST_PIXELS_SMALL) {
            scale = Math.min(scale, Math.sqrt((double) MOST_PIXELS_SMALL / (facts.height() * facts.width())));
        }
        return new Framing.Picture(
                multipleOf4(facts.height() * scale),
                multipleOf4(facts.width() * scale),
                facts.channels(),
                Framing.Fit.STRETCH);
    }

    private static int multipleOf4(double pixels) {
        return Math.max(8, 4 * (int) Math.rint(pixels / 4));
    }

    // ---- Features -----------------------------------------------------------------------------------------

    private List<InputStep> summary(boolean spectrum) {
        int frames = (int) Math.rint(window().seconds() * rateHz());
        int fft = Math.clamp(Integer.highestOneBit(Math.max(16, frames / 2)), 16, 256);
        return spectrum
                ? List.of(
                        new SignalStep.Statistics(STATISTICS),
                        new SignalStep.Spectrum(fft, Math.min(bands(), fft / 4), 0),
                        new InputStep.Standardize())
                : List.of(new SignalStep.Statistics(STATISTICS), new InputStep.Standardize());
    }

    private int bands() {
        return facts.kind() == CaptureFacts.Kind.SOUND ? 3 * BANDS : BANDS;
    }

    private static List<InputStep> samples() {
        return List.of(new SignalStep.Raw(), new InputStep.Standardize());
    }

    private SignalStep.Mel mel(int bands) {
        return new SignalStep.Mel(0.032, 0.02, bands, 20, Math.min(rateHz() / 2, 8000), MelScale.LOG);
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

    // ---- Networks -----------------------------------------------------------------------------------------

    private List<Layer> dense(int units) {
        return List.of(new Layer.Dense(units, Activation.RELU), head());
    }

    private static List<Layer> forest() {
        return List.of(new Layer.Forest(10, 8, 24));
    }

    private Layer.Dense head() {
        return new Layer.Dense(situation.facts().classes(), Activation.NONE);
    }

    private List<Layer> temporal(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(5, 2)),
                conv(2 * filters, Layer.Kernel.frames(5, 2)),
                conv(2 * filters, Layer.Kernel.frames(3, 2)),
                new Layer.GlobalAverage(),
                new Layer.Dropout(0.2),
                head());
    }

    /** Without the average over time, which forgets the order: for gestures. */
    private List<Layer> ordered(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(7, 3)),
                conv(2 * filters, Layer.Kernel.frames(5, 2)),
                conv(filters, Layer.Kernel.frames(3, 2)),
                new Layer.Dropout(0.3),
                head());
    }

    private List<Layer> residual(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.frames(5, 2)),
                block(filters, 1),
                block(2 * filters, 2),
                block(2 * filters, 2),
                new Layer.GlobalAverage(),
                new Layer.Dropout(0.2),
                head());
    }

    private static Layer block(int filters, int stride) {
        return new Layer.Residual(
                List.of(
                        conv(filters, Layer.Kernel.frames(3, stride)),
                        new Layer.Conv(filters, Layer.Kernel.frames(3, 1), true, Activation.NONE)),
                Activation.RELU);
    }

    private List<Layer> keywords(int filters, int blocks) {
        List<Layer> layers = new ArrayList<>();
        layers.add(conv(filters, new Layer.Kernel(10, 4, 2, 2, true)));
        for (int i = 0; i < blocks; i++) {
            separable(layers, filters, 1);
        }
        layers.add(new Layer.GlobalAverage());
        layers.add(new Layer.Dropout(0.2));
        layers.add(head());
        return layers;
    }

    /** @param halvings blocks of stride 2 after the first convolution, which halves, too */
    private List<Layer> mobile(int filters, int halvings) {
        List<Layer> layers = new ArrayList<>();
        layers.add(conv(filters, Layer.Kernel.square(3, smallPicture() ? 1 : 2)));
        int width = filters;
        for (int i = 0; i < halvings; i++) {
            width = Math.min(2 * width, 128);
            separable(layers, width, 2);
            if (i > 0) {
                separable(layers, width, 1);
            }
        }
        layers.add(new Layer.GlobalAverage());
        layers.add(new Layer.Dropout(0.2));
        layers.add(head());
        return layers;
    }

    private boolean smallPicture() {
        Framing.Picture picture = picture();
        return picture.height() * picture.width() <= 2 * MOST_PIXELS_SMALL;
    }

    private List<Layer> plain(int filters) {
        return List.of(
                conv(filters, Layer.Kernel.square(3, smallPicture() ? 1 : 2)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                conv(2 * filters, Layer.Kernel.square(3, 1)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                conv(2 * filters, Layer.Kernel.square(3, 1)),
                new Layer.Pool(Layer.PoolKind.MAX, 2, 2),
                new Layer.Dropout(0.3),
                new Layer.Dense(4 * filters, Activation.RELU),
                head());
    }

    private static void separable(List<Layer> layers, int filters, int stride) {
        layers.add(new Layer.DepthwiseConv(Layer.Kernel.square(3, stride), true, Activation.RELU));
        layers.add(conv(filters, Layer.Kernel.square(1, 1)));
    }

    private static Layer.Conv conv(int filters, Layer.Kernel kernel) {
        return new Layer.Conv(filters, kernel, true, Activation.RELU);
    }

    // ---- Plans --------------------------------------------------------------------------------------------

    private Proposal signals(List<Layer> model, List<InputStep> features, String reason) {
        boolean summarized = model.getFirst() instanceof Layer.Dense;
        return propose(
                window(),
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
        return propose(
                wordWindow(),
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
        boolean grey = features.stream().anyMatch(PictureStep.Grey.class::isInstance);
        return propose(
                picture(),
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
            Framing framing, List<InputStep> features, List<Layer> model, TrainSettings train, String reason) {
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
                facts.captures() < FEW ? 0 : 30,
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
        return Math.clamp(Integer.highestOneBit(Math.max(1, facts.captures() / 12)), 8, 64);
    }
}
