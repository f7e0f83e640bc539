package dev.tinywright.application;

import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.codegen.Smoother;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a run says of windows: the frames that were read, which of them the model was given, and what it answered. */
final class WindowRun {
    /** How many readings back a frame is looked for that is not the next one. */
    private static final int BACK = 256;

    private static final double NEAR = 1e-4;

    private final Transform transform;
    private final WindowUse use;
    private final Function<float[], byte[]> model;
    private final List<Frame> read = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();
    private final List<Decision> decisions = new ArrayList<>();
    private float[] current;
    private boolean[] isFresh;
    /** The reading that must be pushed next; none where any may be, as at the beginning. */
    private int next = ANY;

    private static final int ANY = -1;

    private Smoother smoother;
    private boolean isSmoothed;

    private WindowRun(Transform transform, WindowUse use, Function<float[], byte[]> model) {
        this.transform = transform;
        this.use = use;
        this.model = model;
        this.current = Transform.unknown(transform.inputs());
        this.isFresh = new boolean[transform.inputs()];
        this.smoother = new Smoother(use.streaming());
    }

    /**
     * One sample of every channel as a sensor handed it out.
     *
     * @param readings what the contract makes of it
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    record Frame(long micros, float[] raw, float[] readings) {}

    /**
     * A frame that the model was given.
     *
     * @param reading position of the frame that was read and is the same, or the one it should have been
     * @param isRight whether it is the same
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Given(float[] values, int reading, boolean isRight) {}

    /** What is wrong on the way from the sensor to the model's answer. */
    enum Fault {
        TOO_FEW,
        OTHER_VALUES,
        OTHER_ORDER,
        HOLE,
        RATE,
        SCORES
    }

    /**
     * An answer of the model.
     *
     * @param window the frames that it was given
     * @param best class, and its share in 256ths, by what the sketch goes by: the mean, where it asks for one
     * @param fault the first on the way
     * @param text of the fault
     */
    record Decision(
            long micros,
            List<Given> window,
            int best,
            int share,
            boolean isEvent,
            Optional<Fault> fault,
            String text) {}

    static WindowRun of(Trace trace, Transform transform, WindowUse use, Function<float[], byte[]> model) {
        WindowRun run = new WindowRun(transform, use, model);
        if (trace.seesInside()) {
            run.isSmoothed = trace.events().stream().anyMatch(Event.Smooth.class::isInstance);
            trace.events().forEach(run::take);
        } else {
            run.predict(trace);
        }
        return run;
    }

    List<Frame> read() {
        return read;
    }

    List<Decision> decisions() {
        return decisions;
    }

    Optional<Frame> reading(Given frame) {
        return frame.reading() >= 0 && frame.reading() < read.size()
                ? Optional.of(read.get(frame.reading()))
                : Optional.empty();
    }

    private void take(Event event) {
        switch (event) {
            case Event.Read reading -> read(reading);
            case Event.Push push -> push(floats(push.samples()));
            case Event.Restart restart -> restart();
            case Event.Inference call when call.readings().isEmpty() -> asked(call, lastGiven());
            case Event.Inference call -> asked(call, whole(floats(call.readings())));
            case Event.Smooth smooth -> smoothed(smooth);
            default -> {}
        }
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    /** A frame is complete once each of its channels has been read. */
    private void read(Event.Read event) {
        float[] one = Transform.unknown(transform.inputs());
        if (!transform.take(event, one)) {
            return;
        }
        boolean complete = true;
        for (int i = 0; i < one.length; i++) {
            if (!Float.isNaN(one[i])) {
                current[i] = one[i];
                isFresh[i] = true;
            }
            complete &= isFresh[i];
        }
        if (complete) {
            read.add(new Frame(event.micros(), current.clone(), transform.readings(current)));
            isFresh = new boolean[isFresh.length];
        }
    }

    private void push(float[] samples) {
        List<float[]> frames = frames(samples);
        if (next == ANY) {
            next = Math.max(0, read.size() - frames.size());
        }
        frames.forEach(frame -> given.add(given(frame)));
    }

    private List<float[]> frames(float[] samples) {
        int channels = transform.inputs();
        List<float[]> frames = new ArrayList<>();
        for (int at = 0; at + channels <= samples.length; at += channels) {
            frames.add(Arrays.copyOfRange(samples, at, at + channels));
        }
        return frames;
    }

    private Given given(float[] frame) {
        if (next < read.size() && isSame(frame, read.get(next).readings())) {
            return new Given(frame, next++, true);
        }
        for (int i = read.size() - 1; i >= Math.max(0, read.size() - BACK); i--) {
            if (isSame(frame, read.get(i).readings())) {
                next = i + 1;
                return new Given(frame, i, true);
            }
        }
        int meant = Math.min(next, read.size() - 1);
        next = meant + 1;
        return new Given(frame, meant, false);
    }

    private static boolean isSame(float[] a, float[] b) {
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= NEAR * Math.max(Math.abs(a[i]), Math.abs(b[i])) + 1e-6)) {
                return false;
            }
        }
        return a.length == b.length;
    }

    private void restart() {
        given.clear();
        next = ANY;
        smoother = new Smoother(use.streaming());
    }

    private List<Given> lastGiven() {
        return List.copyOf(given.subList(Math.max(0, given.size() - use.frames()), given.size()));
    }

    /** A window that is passed whole: its last frame is one of the last that were read. */
    private List<Given> whole(float[] samples) {
        List<float[]> frames = frames(samples);
        int last = read.size() - 1;
        for (int i = last; i >= Math.max(0, last - BACK) && !frames.isEmpty(); i--) {
            if (isSame(frames.getLast(), read.get(i).readings())) {
                last = i;
                break;
            }
        }
        List<Given> window = new ArrayList<>();
        next = Math.max(0, last - frames.size() + 1);
        frames.forEach(frame -> window.add(given(frame)));
        return window;
    }

    private void asked(Event.Inference call, List<Given> window) {
        byte[] scores = new byte[call.scores().size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = call.scores().get(i).byteValue();
        }
        int best = Answers.best(scores);
        boolean isEvent = !isSmoothed && smoother.next(scores).isEvent();
        Optional<String> fault = Optional.empty();
        Optional<Fault> kind = Optional.empty();
        for (Fault possible : Fault.values()) {
            fault = fault(possible, window, scores);
            if (fault.isPresent()) {
                kind = Optional.of(possible);
                break;
            }
        }
        pending = scores;
        decisions.add(new Decision(call.micros(), window, best, scores[best] + 128, isEvent, kind, fault.orElse("")));
    }

    private byte[] pending = new byte[0];

    private void smoothed(Event.Smooth event) {
        if (pending.length == 0) {
            return;
        }
        Smoother.Decision twin = smoother.next(pending);
        pending = new byte[0];
        Decision last = decisions.removeLast();
        boolean same =
                twin.best() == event.best() && twin.share() == event.share() && twin.isEvent() == event.isEvent();
        boolean wrong = !same && last.fault().isEmpty();
        decisions.add(new Decision(
                last.micros(),
                last.window(),
                twin.best(),
                twin.share(),
                twin.isEvent(),
                wrong ? Optional.of(Fault.SCORES) : last.fault(),
                wrong ? "the mean of its windows is another than the host's" : last.text()));
    }

    private Optional<String> fault(Fault possible, List<Given> window, byte[] scores) {
        return switch (possible) {
            case TOO_FEW ->
                window.size() == use.frames()
                        ? Optional.empty()
                        : Optional.of("the model had been given " + window.size() + " of " + use.frames() + " frames");
            case OTHER_VALUES ->
                window.stream()
                        .filter(frame -> !frame.isRight())
                        .findFirst()
                        .map(frame -> "it was given " + transform.named(frame.values()));
            case OTHER_ORDER -> order(window);
            case HOLE -> hole(window);
            case RATE -> rate(window);
            case SCORES ->
                Arrays.equals(model.apply(values(window)), scores)
                        ? Optional.empty()
                        : Optional.of("the device's model answered " + Arrays.toString(scores) + ", the host's "
                                + Arrays.toString(model.apply(values(window))));
        };
    }

    private static float[] values(List<Given> window) {
        int channels = window.getFirst().values().length;
        float[] values = new float[window.size() * channels];
        for (int f = 0; f < window.size(); f++) {
            System.arraycopy(window.get(f).values(), 0, values, f * channels, channels);
        }
        return values;
    }

    private static Optional<String> order(List<Given> window) {
        for (int f = 1; f < window.size(); f++) {
            int step = window.get(f).reading() - window.get(f - 1).reading();
            if (step != 1) {
                return Optional.of(
                        step > 1
                                ? (step - 1) + " of the frames that were read were not given to the model"
                                : "a frame was given to the model again, or after a later one");
            }
        }
        return Optional.empty();
    }

    private long micros(Given frame) {
        return read.get(frame.reading()).micros();
    }

    private Optional<String> hole(List<Given> window) {
        if (transform.isSerial()) {
            return Optional.empty();
        }
        long most = 0;
        for (int f = 1; f < window.size(); f++) {
            most = Math.max(most, micros(window.get(f)) - micros(window.get(f - 1)));
        }
        double mean = mean(window);
        return most > use.mostGapMicros() * 1.1 && mean < use.frameMicros() * 1.5
                ? Optional.of(RowJudge.seconds(most) + " passed between two frames of a window")
                : Optional.empty();
    }

    private double mean(List<Given> window) {
        return window.size() < 2
                ? use.frameMicros()
                : (double) (micros(window.getLast()) - micros(window.getFirst())) / (window.size() - 1);
    }

    /** Lines that wait in the port's buffer while the model works come late, and the next ones faster. */
    private Optional<String> rate(List<Given> window) {
        double slack = transform.isSerial() && window.size() > 1
                ? (2.0 * use.inference().toNanos() / 1000 + use.frameMicros()) / (window.size() - 1)
                : 0;
        double mean = mean(window);
        return Math.abs(mean - use.frameMicros()) > 0.03 * use.frameMicros() + slack
                ? Optional.of("its frames were " + RowJudge.seconds(Math.round(mean)) + " apart, which is "
                        + Transform.number(Math.rint(1e7 / mean) / 10) + " a second")
                : Optional.empty();
    }

    /** What comes out of a device that cannot be looked into must be what all frames that it read make. */
    private void predict(Trace trace) {
        long wanted = use.frames();
        for (Event event : trace.events()) {
            int before = read.size();
            if (event instanceof Event.Read reading) {
                read(reading);
            }
            if (read.size() == before) {
                continue;
            }
            given.add(new Given(read.getLast().readings(), read.size() - 1, true));
            wanted--;
            if (wanted == 0) {
                wanted = use.streaming().strideFrames();
                Smoother.Decision twin = smoother.next(model.apply(values(lastGiven())));
                long micros = event.micros() + use.inference().toNanos() / 1000;
                decisions.add(new Decision(
                        micros, lastGiven(), twin.best(), twin.share(), twin.isEvent(), Optional.empty(), ""));
            }
        }
    }
}
