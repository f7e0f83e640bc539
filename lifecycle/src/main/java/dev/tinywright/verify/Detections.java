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
 * that is no quiet one and is never reported is a miss; of a state that lasts, where its report does not go on from before either.
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
            Smoother.Decision decision = decisions.get(i);
            if (!decision.isKnown()) {
                continue;
            }
            long from = (long) Math.max(0, i - streaming.averageOver() + 1) * streaming.strideFrames();
            long to = (long) i * streaming.strideFrames() + windowFrames;
            int[] heard = tape.between(from, to);
            if (decision.isEvent()) {
                falseAlarms += isRight(tape, heard, decision.best(), reported) ? 0 : 1;
            } else if (!tape.isOnce()) {
                goesOn(tape, heard, decision.best(), reported);
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

    /** A state that goes on into the next recording of its class is known there, too. */
    private static void goesOn(Tape tape, int[] heard, int label, Set<Integer> reported) {
        for (int stretch : heard) {
            if (tape.stretches().get(stretch).label() == label) {
                reported.add(stretch);
            }
        }
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
