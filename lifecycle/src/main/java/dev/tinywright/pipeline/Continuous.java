package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Framing;
import dev.tinywright.data.Normality;
import dev.tinywright.data.QuietClass;
import dev.tinywright.data.Tape;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.MemoryUse;
import dev.tinywright.pipeline.Lifecycle.Built;
import dev.tinywright.pipeline.Lifecycle.Generated;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.ContinuousSettings;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.report.ContinuousUse;
import dev.tinywright.report.MemoryFacts;
import dev.tinywright.spec.Task;
import dev.tinywright.train.StandIns;
import dev.tinywright.verify.Detections;
import dev.tinywright.verify.LatencyModel;
import dev.tinywright.verify.StreamTwin;
import dev.tinywright.verify.StreamVerification;
import dev.tinywright.verify.StreamVerifier;
import dev.tinywright.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses how a device listens to a recording that never ends: the validation recordings are read in order, window after
 * window, by the integer reference, and of all averages, thresholds and refractory times the one with the fewest misses is
 * taken that gives no more false alarms an hour than are allowed; where nothing says how many, both count. The network is one that has not learned from them. Where what is
 * normal was learned, faults are stood in for, and false alarms are those of normal recordings.
 */
final class Continuous {
    /** Where the sentence does not say how many are allowed: what one false alarm an hour counts, in hundredths of the events. */
    private static final double ALARM_COST = 0.5;

    /** Multiplications of the integer reference that are spent on it, and windows. */
    private static final long MOST_MACS = 1_500_000_000L;

    private static final int BLOCK = 1 << 14;
    private static final int MOST_WINDOWS = 4000;
    private static final int FEWEST_WINDOWS = 150;

    /** Of the work of choosing, for the proof: the emulator computes each window, too. */
    private static final double TESTED = 0.5;

    private static final List<Integer> AVERAGES = List.of(1, 2, 3, 4, 6, 8);
    /** Refractory times, in windows' lengths. */
    private static final List<Double> REFRACTORIES = List.of(0.0, 0.25, 0.5, 1.0, 2.0);

    /** Time from window to window, in that of a window's computation: what the board has to have left. */
    private static final double LEAST_REST = 1.25;

    private static final int FIRST_THRESHOLD = 56;
    /** Below it, what is normal is likelier. */
    private static final int FIRST_ALARM = 128;

    private static final int THRESHOLD_STEP = 8;

    private static final Pattern ALLOWED = Pattern.compile(
            "(\\d+(?:\\.\\d+)?|no|one|two|three|five|ten)\\s+(?:false|wrong)\\s+(?:alarm|activation|detection|trigger|event)s?"
                    + "\\s+(?:per|an?|each|every)\\s+(hour|day)",
            Pattern.CASE_INSENSITIVE);

    private final Prepared prepared;
    private final InputFormat.Window format;
    private final WindowProgram inputs;
    private final Task task;
    private final OptionalDouble millis;
    private final StageCache cache;

    private Continuous(
            Prepared prepared,
            InputFormat.Window format,
            WindowProgram inputs,
            Task task,
            OptionalDouble millis,
            StageCache cache) {
        this.prepared = prepared;
        this.format = format;
        this.inputs = inputs;
        this.task = task;
        this.millis = millis;
        this.cache = cache;
    }

    /** What was chosen, and on what. */
    record Choice(Streaming streaming, ContinuousUse.Chosen chosen) {}

    /**
     * What came of the test recordings.
     *
     * @param image what it did in the emulator; empty where none could be built
     */
    record Proven(Detections heard, Optional<StreamVerification> image) {}

    /**
     * Returns one for data whose classes, or alarms, are told from windows of recordings; else none.
     *
     * @param millis of a whole window on the board, as far as that is estimated
     */
    static Optional<Continuous> of(Prepared prepared, Task task, OptionalDouble millis, StageCache cache) {
        Dataset dataset = prepared.dataset();
        FrontEnd front = prepared.inputs();
        return !dataset.target().isNumber()
                        && dataset.format() instanceof InputFormat.Window format
                        && front instanceof WindowProgram program
                        && !dataset.test().stretches().isEmpty()
                ? Optional.of(new Continuous(prepared, format, program, task, millis, cache))
                : Optional.empty();
    }

    private boolean isAlarm() {
        return prepared.dataset().target().isNormal();
    }

    /** @param generated with weights that have not seen the validation recordings */
    Choice choose(Generated generated) {
        Streaming first = first();
        List<Tape> tapes = isAlarm()
                ? withStandIns(tapes(
                        prepared.dataset().validation(),
                        first,
                        generated.model().macs(),
                        1))
                : tapes(
                        prepared.dataset().validation(),
                        first,
                        generated.model().macs(),
                        1);
        OptionalDouble allowed = allowedPerHour(first);
        String key = ContentHash.of(
                BuildVersion.TEXT, generated.source(), first, settings(), allowed, task.ask(), hash(tapes));
        return cache.get(
                StageCache.Stage.LISTENING,
                key,
                ContinuousCodec.CHOICE,
                () -> choose(first, tapes, scores(generated.network(), first, tapes), allowed));
    }

    private Choice choose(Streaming first, List<Tape> tapes, List<byte[][]> scores, OptionalDouble allowed) {
        double hours = hours(tapes);
        List<Tried> tried = grid(first).stream()
                .map(s -> new Tried(s, detections(s, tapes, scores)))
                .toList();
        Tried best = best(tried, hours, allowed);
        return new Choice(best.streaming(), chosen(best, tried, tapes, hours, allowed));
    }

    private record Tried(Streaming streaming, Detections detections) {}

    /**
     * Where a number of false alarms an hour is allowed, the fewest misses with no more; else misses weighed against false alarms.
     * Of equals the one with fewer false alarms, then the one that answers soonest, then the middle of the thresholds.
     */
    private Tried best(List<Tried> tried, double hours, OptionalDouble allowed) {
        Comparator<Tried> fewestMisses =
                Comparator.comparingLong(t -> t.detections().missed());
        Comparator<Tried> fewestAlarms =
                Comparator.comparingLong(t -> t.detections().falseAlarms());
        if (allowed.isEmpty()) {
            return middleOfBest(
                    tried,
                    Comparator.<Tried>comparingDouble(t -> cost(t, hours)).thenComparing(fewestAlarms));
        }
        List<Tried> quiet = tried.stream()
                .filter(t -> t.detections().falseAlarmsPerHour(hours) <= allowed.getAsDouble())
                .toList();
        return quiet.isEmpty()
                ? middleOfBest(tried, fewestAlarms.thenComparing(fewestMisses))
                : middleOfBest(quiet, fewestMisses.thenComparing(fewestAlarms));
    }

    /** In hundredths of the events. */
    private static double cost(Tried tried, double hours) {
        return 100 * tried.detections().missRate()
                + ALARM_COST * tried.detections().falseAlarmsPerHour(hours);
    }

    private static Tried middleOfBest(List<Tried> tried, Comparator<Tried> best) {
        Comparator<Tried> order = best.thenComparingInt(t -> t.streaming().averageOver())
                .thenComparingInt(t -> t.streaming().refractoryFrames());
        Tried first = tried.stream().min(order).orElseThrow();
        List<Tried> equal = tried.stream()
                .filter(t -> order.compare(t, first) == 0)
                .sorted(Comparator.comparingInt(t -> t.streaming().threshold()))
                .toList();
        return equal.get(equal.size() / 2);
    }

    private ContinuousUse.Chosen chosen(
            Tried best, List<Tried> tried, List<Tape> tapes, double hours, OptionalDouble allowed) {
        List<ContinuousUse.Point> curve = tried.stream()
                .filter(t -> t.streaming().averageOver() == best.streaming().averageOver()
                        && t.streaming().refractoryFrames() == best.streaming().refractoryFrames())
                .map(t -> new ContinuousUse.Point(
                        t.streaming().threshold() / 256.0,
                        t.detections().falseAlarmsPerHour(hours),
                        t.detections().missRate()))
                .toList();
        Detections d = best.detections();
        return new ContinuousUse.Chosen(
                curve,
                d.falseAlarmsPerHour(hours),
                d.missRate(),
                d.events(),
                hours,
                allowed,
                allowed(task.ask()).isPresent(),
                allowed.isEmpty() || d.falseAlarmsPerHour(hours) <= allowed.getAsDouble(),
                tapes.stream().anyMatch(Tape::isJoined),
                isAlarm());
    }

    /** As many an hour as the sentence says, or as the share of checks that may raise an alarm. */
    private OptionalDouble allowedPerHour(Streaming streaming) {
        Optional<Double> asked = allowed(task.ask());
        if (asked.isPresent()) {
            return OptionalDouble.of(asked.get());
        }
        return isAlarm()
                ? OptionalDouble.of(Alarms.rate(task) * 3600 / seconds(streaming.strideFrames()))
                : OptionalDouble.empty();
    }

    /** Returns how many false alarms an hour the sentence allows, where it says. */
    static Optional<Double> allowed(String ask) {
        Matcher matcher = ALLOWED.matcher(ask);
        if (!matcher.find()) {
            return Optional.empty();
        }
        double count =
                switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                    case "no" -> 0;
                    case "one" -> 1;
                    case "two" -> 2;
                    case "three" -> 3;
                    case "five" -> 5;
                    case "ten" -> 10;
                    default -> Double.parseDouble(matcher.group(1));
                };
        return Optional.of(matcher.group(2).equalsIgnoreCase("day") ? count / 24 : count);
    }

    private ContinuousSettings settings() {
        return prepared.plan().continuous();
    }

    private Streaming first() {
        double seconds = settings()
                .strideSeconds()
                .orElseGet(() -> Math.max(usualStride(), Math.min(length(), LEAST_REST * millis.orElse(0) / 1000)));
        int stride = (int) Math.clamp(Math.rint(seconds * format.rateHz()), 1, 65_535);
        return new Streaming(stride, 1, 0, 0, quiet()).aligned(inputs);
    }

    /** Of a window in seconds. */
    private double length() {
        return format.frames() / format.rateHz();
    }

    /** That of the plan's windows where they overlap, or alarms are raised; else a quarter of a window. */
    private double usualStride() {
        double length = length();
        if (isAlarm() && prepared.plan().framing() instanceof Framing.Window window) {
            return Math.min(length, window.strideSeconds());
        }
        return prepared.plan().framing() instanceof Framing.Window window && window.strideSeconds() < 0.75 * length
                ? window.strideSeconds()
                : length / 4;
    }

    private List<Integer> quiet() {
        if (isAlarm()) {
            return List.of(Normality.NORMAL);
        }
        List<String> labels = prepared.dataset().labels();
        List<String> named = settings().quiet();
        return IntStream.range(0, labels.size())
                .filter(k -> k >= prepared.dataset().ownClasses()
                        || (named.isEmpty() ? QuietClass.isSaidBy(labels.get(k)) : named.contains(labels.get(k))))
                .boxed()
                .toList();
    }

    private List<Streaming> grid(Streaming first) {
        List<Streaming> grid = new ArrayList<>();
        for (int average : averages(first)) {
            for (int refractory : refractories()) {
                for (int threshold : thresholds()) {
                    grid.add(new Streaming(first.strideFrames(), average, threshold, refractory, first.quiet()));
                }
            }
        }
        return grid;
    }

    /** Averages that reach no further than two windows. */
    private List<Integer> averages(Streaming first) {
        return settings().averageOver().isPresent()
                ? List.of(settings().averageOver().getAsInt())
                : AVERAGES.stream()
                        .filter(n -> n == 1 || isAlarm() || (n - 1) * first.strideFrames() <= format.frames())
                        .toList();
    }

    private List<Integer> refractories() {
        return settings().refractorySeconds().isPresent()
                ? List.of((int) Math.rint(settings().refractorySeconds().getAsDouble() * format.rateHz()))
                : REFRACTORIES.stream()
                        .map(windows -> (int) (windows * format.frames()))
                        .toList();
    }

    private List<Integer> thresholds() {
        return settings().threshold().isPresent()
                ? List.of((int) Math.clamp(Math.rint(settings().threshold().getAsDouble() * 256), 0, 255))
                : IntStream.iterate(isAlarm() ? FIRST_ALARM : FIRST_THRESHOLD, t -> t < 256, t -> t + THRESHOLD_STEP)
                        .boxed()
                        .toList();
    }

    /**
     * Returns what the device reports of the test recordings, every score and decision compared with the twin's.
     *
     * @param built with the streaming of {@code choice}
     * @param folder for the image
     * @throws TinywrightException where one byte differs
     */
    ContinuousUse prove(Lifecycle lifecycle, Built built, Verification verification, Choice choice, Path folder) {
        Streaming streaming = choice.streaming();
        List<Tape> tapes =
                tapes(prepared.dataset().test(), streaming, built.model().macs(), TESTED);
        Optional<Firmware> image =
                lifecycle.canStream(built) ? Optional.of(lifecycle.buildStream(built, folder)) : Optional.empty();
        String key = ContentHash.of(
                BuildVersion.TEXT,
                built.source(),
                image.map(i -> ContentHash.ofFiles(i.elf())).orElse(""),
                lifecycle.board(),
                streaming,
                hash(tapes));
        Proven proven = cache.get(
                StageCache.Stage.STREAM, key, ContinuousCodec.PROVEN, () -> prove(built, streaming, tapes, image));
        Optional<StreamVerification> proof = proven.image();
        List<MemoryFacts.Part> ram = image.isPresent() && !lifecycle.board().isHost()
                ? ramParts(image.get(), proof.orElseThrow())
                : List.of();
        return new ContinuousUse(
                seconds(streaming.strideFrames()),
                streaming.averageOver(),
                streaming.threshold() / 256.0,
                seconds(streaming.refractoryFrames()),
                streaming.quiet().stream().map(prepared.dataset().labels()::get).toList(),
                choice.chosen(),
                tested(proven, hours(tapes)),
                windowMillis(built, verification, proof),
                ram);
    }

    private Proven prove(Built built, Streaming streaming, List<Tape> tapes, Optional<Firmware> image) {
        List<byte[][]> scores = scores(built.network(), streaming, tapes);
        Detections heard = detections(streaming, tapes, scores);
        Optional<StreamVerification> proof = image.map(i -> StreamVerifier.verify(i, streaming, tapes, scores));
        proof.ifPresent(Continuous::requireSameBits);
        return new Proven(heard, proof);
    }

    private static ContinuousUse.Tested tested(Proven proven, double hours) {
        Optional<StreamVerification> proof = proven.image();
        Detections heard = proven.heard();
        return new ContinuousUse.Tested(
                proof.map(StreamVerification::core).orElse(""),
                proof.map(StreamVerification::windows).orElse(0),
                proof.map(StreamVerification::mismatches).orElse(0),
                heard.falseAlarmsPerHour(hours),
                heard.missRate(),
                heard.events(),
                hours);
    }

    /** Of a stride of samples and their window; where nothing was pushed, of a whole window, which is no less. */
    private static OptionalDouble windowMillis(
            Built built, Verification verification, Optional<StreamVerification> proof) {
        Board board = built.firmware().board();
        long weights = built.firmware().memory().weightBytes();
        OptionalDouble pushed =
                proof.map(StreamVerification::instructionsPerWindow).orElse(OptionalDouble.empty());
        if (pushed.isPresent()) {
            return OptionalDouble.of(
                    LatencyModel.estimate(board, pushed.getAsDouble(), weights).millis());
        }
        return verification.instructionsPerInference().isPresent()
                ? OptionalDouble.of(
                        LatencyModel.estimate(board, verification, weights).millis())
                : OptionalDouble.empty();
    }

    private static List<MemoryFacts.Part> ramParts(Firmware image, StreamVerification proof) {
        return Stream.concat(
                        image.memory().ramParts().stream(),
                        Stream.of(new MemoryUse.Part("stack, measured", proof.stackBytes())))
                .map(part -> new MemoryFacts.Part(part.name(), part.bytes()))
                .toList();
    }

    private static void requireSameBits(StreamVerification verification) {
        verification.firstMismatch().ifPresent(first -> {
            throw TinywrightException.failed(
                    "the firmware in continuous use disagrees with the integer reference on "
                            + verification.mismatches() + " of " + verification.windows() + " windows",
                    "verify continuous use, " + first,
                    "this is a fault of tinywright or of the C compiler: please report it with this project folder");
        });
    }

    /** @param share of the work that is spent on choosing */
    private List<Tape> tapes(Dataset.Part part, Streaming streaming, long macs, double share) {
        long windows = (long) (share * Math.clamp(MOST_MACS / Math.max(1, macs), FEWEST_WINDOWS, MOST_WINDOWS));
        long frames = windows * streaming.strideFrames();
        long seed = prepared.plan().split().seed();
        return isAlarm()
                ? Tape.ofEach(part, format, seed, frames)
                : Tape.of(part, format, seed, frames, settings().learnsQuiet());
    }

    /** Faults to choose by, where none may be looked at. */
    private List<Tape> withStandIns(List<Tape> normal) {
        List<Tape> tapes = new ArrayList<>(normal);
        for (StandIns.Kind kind : StandIns.of(
                format, prepared.validationExamples(), prepared.plan().split().seed())) {
            tapes.add(Tape.ofExamples(kind.name(), kind.examples(), Normality.ANOMALY, format));
        }
        return tapes;
    }

    /** Returns the hash of all that is heard, and of what it is. */
    private static String hash(List<Tape> tapes) {
        List<String> parts = new ArrayList<>();
        for (Tape tape : tapes) {
            int blocks = Math.toIntExact((tape.frames() + BLOCK - 1) / BLOCK);
            parts.add(tape.isOnce() + " "
                    + tape.stretches().stream()
                            .map(s -> s.label() + " " + s.frames())
                            .toList());
            parts.add(ContentHash.ofExamples(blocks(tape, blocks)));
        }
        return ContentHash.of(parts);
    }

    private static Examples blocks(Tape tape, int blocks) {
        return new Examples() {
            @Override
            public int size() {
                return blocks;
            }

            @Override
            public float[] get(int index) {
                long from = (long) index * BLOCK;
                return tape.read(from, (int) Math.min(BLOCK, tape.frames() - from));
            }
        };
    }

    private List<byte[][]> scores(QuantizedModel network, Streaming streaming, List<Tape> tapes) {
        return tapes.stream()
                .map(tape -> StreamTwin.scores(inputs, network, format, streaming.strideFrames(), tape))
                .toList();
    }

    private Detections detections(Streaming streaming, List<Tape> tapes, List<byte[][]> scores) {
        Detections all = Detections.NONE;
        for (int i = 0; i < tapes.size(); i++) {
            List<Smoother.Decision> decisions = StreamTwin.decisions(streaming, scores.get(i));
            all = all.plus(Detections.of(tapes.get(i), format.frames(), streaming, decisions));
        }
        return all;
    }

    /** Of alarms, those in which there is nothing to report. */
    private double hours(List<Tape> tapes) {
        List<Tape> heard = isAlarm()
                ? tapes.stream().filter(tape -> tape.events(quiet()) == 0).toList()
                : tapes;
        return Tape.frames(heard) / format.rateHz() / 3600;
    }

    private double seconds(int frames) {
        return frames / format.rateHz();
    }
}
