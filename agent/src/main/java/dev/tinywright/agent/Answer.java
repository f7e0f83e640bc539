package dev.tinywright.agent;

import java.util.List;

/**
 * What a model answered to a question about a build. Each of its numbers is in the build's record.
 *
 * @param text plain words, as the model wrote them: not yet safe for a terminal
 * @param cites where its figures are from
 */
public record Answer(String text, List<Cite> cites) {
    public Answer {
        cites = List.copyOf(cites);
    }

    /**
     * @param figure "96.2 %"
     * @param key of the record: "device.accuracy"
     */
    public record Cite(String figure, String key) {}
}
