package dev.tinywright.report;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a model of what is normal did on the test rows.
 *
 * @param normal scores of the normal test rows, higher for less normal
 * @param faults scores of the faults among the test rows; may be empty, then nothing tells whether faults are found
 * @param falseAlarms normal rows at which the device raised an alarm
 * @param found faults at which it did
 * @param threshold score from which on there is an alarm
 * @param auc area under the ROC curve of the device's scores; empty where one of the two kinds is missing
 * @param wantedRate share of normal checks that may raise an alarm
 * @param method how the threshold was found, a sentence
 */
@SuppressWarnings("ArrayRecordComponent") // the report draws them; equality is never asked for
public record AlarmResult(
        double[] normal,
        double[] faults,
        int falseAlarms,
        int found,
        double threshold,
        OptionalDouble auc,
        double wantedRate,
        String method) {
    public AlarmResult {
        if (falseAlarms > normal.length || found > faults.length) {
            throw new IllegalArgumentException("more alarms than rows");
        }
    }

    /** Share of the normal rows that raised an alarm, with its interval; undefined where there are none. */
    public Statistics.Estimate falseAlarmRate() {
        return Statistics.wilson(falseAlarms, normal.length);
    }

    /** Share of the faults that raised an alarm, with its interval; undefined where there are none. */
    public Statistics.Estimate detectionRate() {
        return Statistics.wilson(found, faults.length);
    }

    /** Returns the share of scores that reach one. */
    static double reaching(double[] scores, double score) {
        return Arrays.stream(scores).filter(s -> s >= score).count() / (double) Math.max(1, scores.length);
    }
}
