package dev.tinywright.codegen;

import dev.tinywright.graph.Graph;
import dev.tinywright.graph.Node;
import dev.tinywright.graph.Op;
import java.util.List;
import java.util.Map;

/** What the header says of a model that raises an alarm: what its score is, and from which score on. */
final class AlarmText {
    private AlarmText() {}

    /**
     * @param anomaly what the code calls the class of what is not normal
     * @return values for the section {@code alarm}, none where the graph does not end in an alarm
     */
    static List<Map<String, Object>> of(Graph graph, String anomaly) {
        Node last = graph.nodes().getLast();
        if (!(last.op() instanceof Op.Alarm(int steps))) {
            return List.of();
        }
        double threshold = steps * (double) graph.in(last, 0).scale();
        return List.of(Map.of("threshold", CText.number((float) threshold), "anomaly", anomaly));
    }
}
