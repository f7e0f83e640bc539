package dev.tinywright.verify;

import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Tape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the events that a device reports are worth. A report is right where a recording of its class is among what was averaged;
 * else it is a false alarm, and so is a second report of a recording that is one event. A recording of a class
 * that is no quiet one and is never reported is a miss.
 *
 * @param events recordings that should be reported
 * @param missed of these
 * @param falseAlarms reports that are not right
 */
public record Detections(long events, long missed, long falseAlarms) {
    /** Nothing heard. */
    public static final Detections NONE = new Detections(0, 0, 0);

    /** @param decisions of the windows of {@code tape}, in order */
    public static Detections of(Tape tape, int windowFrames, Streaming streaming, List<Smoother.Decision> decisions) {
        Set<Integer> reported = new HashSet<>();
        long falseAlarms = 0;
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i).isEvent()) {
                long from = (long) Math.max(0, i - streaming.averageOver() + 1) * streaming.strideFrames();
                long to = (long) i * streaming.strideFrames() + windowFrames;
                if (!isRight(tape, tape.between(from, to), decisions.get(i).best(), reported)) {
                    falseAlarms++;
                }
            }
        }
        long events = tape.events(streaming.quiet());
        return new Detections(events, events - reported.size(), falseAlarms);
    }

    private static boolean isRight(Tape tape, int[] heard, int label, Set<Integer> reported) {
        boolean again = false;
        for (int stretch : heard) {
            if (tape.stretches().get(stretch).label() == label) {
                if (reported.add(stretch)) {
                    return true;
                }
                again = true;
            }
        }
        return again && !tape.isOnce();
    }

    public Detections plus(Detections other) {
        return new Detections(events + other.events, missed + other.missed, falseAlarms + other.falseAlarms);
    }

    /** Returns the share of events that were missed; 0 where there were none. */
    public double missRate() {
        return events == 0 ? 0 : (double) missed / events;
    }

    public double falseAlarmsPerHour(double hours) {
        return hours == 0 ? 0 : falseAlarms / hours;
    }
}
