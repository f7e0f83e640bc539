package dev.tinywright.pipeline;

import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Framing;
import dev.tinywright.data.QuietClass;
import dev.tinywright.data.Tape;
import dev.tinywright.diag.TinywrightException;
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
import dev.tinywright.report.ReportFacts;
import dev.tinywright.verify.Detections;
import dev.tinywright.verify.StreamTwin;
import dev.tinywright.verify.StreamVerification;
import dev.tinywright.verify.StreamVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses how a device listens to a recording that never ends: the validation recordings are read in order, window after
 * window, by the integer reference, and of all averages, thresholds and refractory times the one with the fewest misses is
 * taken that gives no more false alarms an hour than are allowed. The network is one that has not learned from them.
 */
final class Continuous {
    /** Where the sentence does not say how many are allowed. */
    static final double ALLOWED_PER_HOUR = 1;

    /** Multiplications of the integer reference that are spent on it, and windows. */
    private static final long MOST_MACS = 1_500_000_000L;

    private static final int MOST_WINDOWS = 4000;
    private static final int FEWEST_WINDOWS = 150;

    /** Of the work of choosing, for the proof: the emulator computes each window, too. */
    private static final double TESTED = 0.5;

    private static final List<Integer> AVERAGES = List.of(1, 2, 3, 4, 6, 8);
    /** Refractory times, in windows' lengths. */
    private static final List<Double> REFRACTORIES = List.of(0.0, 0.25, 0.5, 1.0, 2.0);

    private static final int FIRST_THRESHOLD = 56;
    private static final int THRESHOLD_STEP = 8;

    private static final Pattern ALLOWED = Pattern.compile(
            "(\\d+(?:\\.\\d+)?|no|one|two|three|five|ten)\\s+(?:false|wrong)\\s+(?:alarm|activation|detection|trigger|event)s?"
                    + "\\s+(?:per|an?|each|every)\\s+(hour|day)",
            Pattern.CASE_INSENSITIVE);

    private final Prepared prepared;
    private final InputFormat.Window format;
    private final WindowProgram inputs;
    private final String ask;

    private Continuous(Prepared prepared, InputFormat.Window format, WindowProgram inputs, String ask) {
        this.prepared = prepared;
        this.format = format;
        this.inputs = inputs;
        this.ask = ask;
    }

    /** What was chosen, and on what. */
    record Choice(Streaming streaming, ContinuousUse.Chosen chosen) {}

    /** Returns one for data whose classes are told from windows of recordings; else none. */
    static Optional<Continuous> of(Prepared prepared, String ask) {
        Dataset dataset = prepared.dataset();
        FrontEnd front = prepared.inputs();
        return !dataset.target().isNumber()
                        && !dataset.target().isNormal() // there is nothing to miss in what is normal alone
                        && dataset.format() instanceof InputFormat.Window format
                        && front instanceof WindowProgram program
                        && !dataset.test().stretches().isEmpty()
                ? Optional.of(new Continuous(prepared, format, program, ask))
                : Optional.empty();
    }

    /** @param generated with weights that have not seen the validation recordings */
    Choice choose(Generated generated) {
        Streaming first = first();
        List<Tape> tapes =
                tapes(prepared.dataset().validation(), first, generated.model().macs(), 1);
        List<byte[][]> scores = scores(generated.network(), first, tapes);
        double hours = hours(tapes);
        double allowed = allowed(ask).orElse(ALLOWED_PER_HOUR);
        List<Tried> tried = grid(first).stream()
                .map(s -> new Tried(s, detections(s, tapes, scores)))
                .toList();
        Tried best = best(tried, hours, allowed);
        return new Choice(best.streaming(), chosen(best, tried, tapes, hours, allowed));
    }

    private record Tried(Streaming streaming, Detections detections) {}

    /** Of as many misses the one with fewer false alarms, then the one that answers soonest, then the middle of the thresholds. */
    private static Tried best(List<Tried> tried, double hours, double allowed) {
        List<Tried> quiet = tried.stream()
                .filter(t -> t.detections().falseAlarmsPerHour(hours) <= allowed)
                .toList();
        Comparator<Tried> fewestMisses =
                Comparator.comparingLong(t -> t.detections().missed());
        Comparator<Tried> fewestAlarms =
                Comparator.comparingLong(t -> t.detections().falseAlarms());
        Comparator<Tried> order = (quiet.isEmpty()
                        ? fewestAlarms.thenComparing(fewestMisses)
                        : fewestMisses.thenComparing(fewestAlarms))
                .thenComparingInt(t -> t.streaming().averageOver())
                .thenComparingInt(t -> t.streaming().refractoryFrames());
        List<Tried> among = quiet.isEmpty() ? tried : quiet;
        Tried first = among.stream().min(order).orElseThrow();
        List<Tried> equal = among.stream()
                .filter(t -> order.compare(t, first) == 0)
                .sorted(Comparator.comparingInt(t -> t.streaming().threshold()))
                .toList();
        return equal.get(equal.size() / 2);
    }

    private ContinuousUse.Chosen chosen(Tried best, List<Tried> tried, List<Tape> tapes, double hours, double allowed) {
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
                allowed(ask).isPresent(),
                d.falseAlarmsPerHour(hours) <= allowed,
                tapes.stream().anyMatch(Tape::isJoined));
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
        double seconds = settings().strideSeconds().orElseGet(this::usualStride);
        int stride = (int) Math.clamp(Math.rint(seconds * format.rateHz()), 1, 65_535);
        return new Streaming(stride, 1, 0, 0, quiet()).aligned(inputs);
    }

    /** That of the plan's windows where they overlap; else a quarter of a window. */
    private double usualStride() {
        double length = format.frames() / format.rateHz();
        return prepared.plan().framing() instanceof Framing.Window window && window.strideSeconds() < 0.75 * length
                ? window.strideSeconds()
                : length / 4;
    }

    private List<Integer> quiet() {
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
                        .filter(n -> n == 1 || (n - 1) * first.strideFrames() <= format.frames())
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
                : IntStream.iterate(FIRST_THRESHOLD, t -> t < 256, t -> t + THRESHOLD_STEP)
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
    ContinuousUse prove(Lifecycle lifecycle, Built built, Choice choice, Path folder) {
        Streaming streaming = choice.streaming();
        List<Tape> tapes =
                tapes(prepared.dataset().test(), streaming, built.model().macs(), TESTED);
        List<byte[][]> scores = scores(built.network(), streaming, tapes);
        Detections heard = detections(streaming, tapes, scores);
        Optional<Firmware> image =
                lifecycle.canStream(built) ? Optional.of(lifecycle.buildStream(built, folder)) : Optional.empty();
        Optional<StreamVerification> proof = image.map(i -> StreamVerifier.verify(i, streaming, tapes, scores));
        proof.ifPresent(Continuous::requireSameBits);
        double hours = hours(tapes);
        List<ReportFacts.MemoryPart> ram =
                image.isPresent() && !lifecycle.board().isHost()
                        ? ramParts(image.get(), proof.orElseThrow())
                        : List.of();
        return new ContinuousUse(
                seconds(streaming.strideFrames()),
                streaming.averageOver(),
                streaming.threshold() / 256.0,
                seconds(streaming.refractoryFrames()),
                streaming.quiet().stream().map(prepared.dataset().labels()::get).toList(),
                choice.chosen(),
                new ContinuousUse.Tested(
                        proof.map(StreamVerification::core).orElse(""),
                        proof.map(StreamVerification::windows).orElse(0),
                        proof.map(StreamVerification::mismatches).orElse(0),
                        heard.falseAlarmsPerHour(hours),
                        heard.missRate(),
                        heard.events(),
                        hours),
                ram);
    }

    private static List<ReportFacts.MemoryPart> ramParts(Firmware image, StreamVerification proof) {
        return Stream.concat(
                        image.memory().ramParts().stream(),
                        Stream.of(new MemoryUse.Part("stack, measured", proof.stackBytes())))
                .map(part -> new ReportFacts.MemoryPart(part.name(), part.bytes()))
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
        return Tape.of(
                part,
                format,
                prepared.plan().split().seed(),
                windows * streaming.strideFrames(),
                settings().learnsQuiet());
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

    private double hours(List<Tape> tapes) {
        return Tape.frames(tapes) / format.rateHz() / 3600;
    }

    private double seconds(int frames) {
        return frames / format.rateHz();
    }
}
