package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a model of what is normal did, for programs. */
final class AlarmJson {
    private static final int MOST_SCORES = 2000;

    private AlarmJson() {}

    static void add(ObjectNode node, AlarmResult alarms) {
        ReportJson.number(node, "auc", alarms.auc().orElse(Double.NaN));
        addShare(node, "falseAlarmRate", alarms.falseAlarmRate());
        addShare(node, "detectionRate", alarms.detectionRate());
        node.put("falseAlarms", alarms.falseAlarms()).put("normalRows", alarms.normal().length);
        node.put("faultsFound", alarms.found()).put("faults", alarms.faults().length);
        ReportJson.number(node, "wantedFalseAlarmRate", alarms.wantedRate());
        ReportJson.number(node, "threshold", alarms.threshold());
        node.put("thresholdMethod", alarms.method());
        addScores(node.putArray("normalScores"), alarms.normal());
        addScores(node.putArray("faultScores"), alarms.faults());
    }

    private static void addShare(ObjectNode node, String key, Statistics.Estimate share) {
        ReportJson.number(node, key, share.value());
        node.set(key + "Interval", ReportJson.interval(share));
    }

    private static void addScores(ArrayNode array, double[] scores) {
        for (int i = 0; i < Math.min(MOST_SCORES, scores.length); i++) {
            array.add(Numbers.rounded(scores[i], 6));
        }
    }
}
