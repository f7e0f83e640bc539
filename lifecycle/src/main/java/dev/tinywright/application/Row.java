package dev.tinywright.application;

import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.arduino.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened while the world showed one row. Times are microseconds of virtual time.
 *
 * @param index of the row
 * @param start it is shown from here on
 * @param settled from here on outputs must follow it
 * @param end the next row is shown from here on
 * @param raw each complete set of raw values that was handed out, one value for each input
 * @param readings what the contract makes of them
 * @param calls of the model
 */
record Row(
        int index,
        long start,
        long settled,
        long end,
        List<float[]> raw,
        List<float[]> readings,
        List<Call> calls,
        List<Event.Line> lines) {
    /** How far a reading may lie outside of what was handed out, of the range that the model was trained in. */
    private static final float SLACK = 0.02f;

    /**
     * One call of the model.
     *
     * @param raw the last complete raw values before it; NaN where there were none yet
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    record Call(long micros, float[] given, byte[] scores, float[] raw) {}

    /** Cuts a run into its rows. */
    static List<Row> of(Trace trace, World world, long settleMicros, Transform transform) {
        List<Row> rows = new ArrayList<>();
        int at = 0;
        float[] last = Transform.unknown(transform.inputs());
        for (int r = 0; r < world.rows().length; r++) {
            Row row = empty(r, world, settleMicros);
            float[] current = Transform.unknown(transform.inputs());
            for (; at < trace.events().size() && trace.events().get(at).micros() < row.end(); at++) {
                switch (trace.events().get(at)) {
                    case Event.Read read -> {
                        boolean shown = read.micros() >= row.start() || row.index() == 0;
                        if (shown && transform.take(read, current) && Transform.isKnown(current)) {
                            last = current.clone();
                            row.raw().add(last);
                            row.readings().add(transform.readings(last));
                        }
                    }
                    case Event.Inference call -> row.calls().add(call(call, last));
                    case Event.Line line -> row.lines().add(line);
                    default -> {}
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static Row empty(int r, World world, long settleMicros) {
        long dwell = world.dwell().toNanos() / 1000;
        long start = world.start().toNanos() / 1000 + r * dwell;
        return new Row(
                r,
                start,
                start + settleMicros,
                start + dwell,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private static Call call(Event.Inference event, float[] raw) {
        float[] given = new float[event.readings().size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = event.readings().get(i);
        }
        byte[] scores = new byte[event.scores().size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = event.scores().get(i).byteValue();
        }
        return new Call(event.micros(), given, scores, raw);
    }

    List<Call> settledCalls() {
        return calls.stream().filter(call -> call.micros() >= settled).toList();
    }

    List<Event.Line> settledLines() {
        return lines.stream().filter(line -> line.micros() >= settled).toList();
    }

    /** True where each value lies within what was handed out in this row, a little slack allowed: so may a mean of them. */
    boolean allows(float[] given, Transform transform, float[] ranges) {
        if (readings.isEmpty() || given.length != transform.inputs()) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (float[] reading : readings) {
                low = Math.min(low, reading[i]);
                high = Math.max(high, reading[i]);
            }
            float slack = SLACK * ranges[i] + 1e-5f * Math.abs(high);
            if (!(given[i] >= low - slack && given[i] <= high + slack)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the mean of what was handed out. */
    float[] mean() {
        float[] mean = new float[raw.getFirst().length];
        for (float[] values : raw) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / raw.size();
            }
        }
        return mean;
    }
}
