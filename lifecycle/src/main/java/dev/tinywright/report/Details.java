package dev.tinywright.report;

import java.util.Optional;

/**
 * What a report tells beyond rows of a table and figures.
 *
 * @param gallery examples to look at; empty for tables
 * @param network what the model is made of; empty where nothing is told of it
 * @param embedding where test examples lie among each other; empty where there are too few
 * @param continuous what came of listening to recordings without end; empty where examples are no windows of recordings
 */
public record Details(
        Optional<Gallery> gallery,
        Optional<NetworkParts> network,
        Optional<Embedding> embedding,
        Optional<ContinuousUse> continuous) {
    public static final Details NONE =
            new Details(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
