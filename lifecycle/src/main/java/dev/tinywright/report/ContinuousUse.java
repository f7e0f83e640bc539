package dev.tinywright.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the device listens to a recording that never ends, and what came of it.
 *
 * @param strideSeconds from window to window
 * @param averageOver windows whose shares are averaged
 * @param threshold least averaged share for an event, 0 to 1
 * @param refractorySeconds after an event no other is reported
 * @param quiet labels that are no events
 * @param chosen how these were chosen, on the validation recordings
 * @param tested what the device reported of the test recordings
 * @param windowMillis estimated time on the board for one stride of samples and their window; empty where nothing counts instructions
 * @param ramParts static data and stack of continuous use, with the ring buffer; empty where no image was built
 */
public record ContinuousUse(
        double strideSeconds,
        int averageOver,
        double threshold,
        double refractorySeconds,
        List<String> quiet,
        Chosen chosen,
        Tested tested,
        OptionalDouble windowMillis,
        List<MemoryFacts.Part> ramParts) {
    public ContinuousUse {
        quiet = List.copyOf(quiet);
        ramParts = List.copyOf(ramParts);
    }

    /** Returns the bytes of all parts; 0 where no image was built. */
    public long ramBytes() {
        return ramParts.stream().mapToLong(MemoryFacts.Part::bytes).sum();
    }

    /** Returns whether a window is done before the next one is due, as far as that is known. */
    public boolean keepsUp() {
        return windowMillis.orElse(0) <= 1000 * strideSeconds;
    }

    /** What a threshold gives on the validation recordings. */
    public record Point(double threshold, double falseAlarmsPerHour, double missRate) {}

    /**
     * @param curve by threshold, with the average and refractory time that were chosen
     * @param falseAlarmsPerHour of what was chosen
     * @param missRate share of recordings never reported
     * @param events recordings that should be reported
     * @param hours that were heard
     * @param allowedPerHour false alarms an hour; empty where nothing says how many
     * @param isAsked whether the sentence says how many
     * @param isMet whether there were no more
     * @param isJoined whether short recordings stood one after another
     * @param isAlarm whether what is normal was learned: events are stand-ins for faults, and only what is normal was heard for false
     *     alarms
     */
    public record Chosen(
            List<Point> curve,
            double falseAlarmsPerHour,
            double missRate,
            long events,
            double hours,
            OptionalDouble allowedPerHour,
            boolean isAsked,
            boolean isMet,
            boolean isJoined,
            boolean isAlarm) {
        public Chosen {
            curve = List.copyOf(curve);
        }
    }

    /**
     * @param core that ran it; empty where no harness streams on it, and the host's twin is told of
     * @param windows whose scores and decisions were compared
     * @param mismatches of these
     */
    public record Tested(
            String core,
            int windows,
            int mismatches,
            double falseAlarmsPerHour,
            double missRate,
            long events,
            double hours) {}
}
