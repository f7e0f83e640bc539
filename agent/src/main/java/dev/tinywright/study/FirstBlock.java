package dev.tinywright.study;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.llm.Reply;
import dev.tinywright.pipeline.SketchBriefing;
import dev.tinywright.pipeline.SketchProposal;
import dev.tinywright.trace.TraceEvent;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Code as the paper's framework took it out of an answer: the first block, as it stands. */
final class FirstBlock {
    private static final Pattern BLOCK = Pattern.compile("```[^\\n]*\\n(.*?)```", Pattern.DOTALL);

    private FirstBlock() {}

    /** Returns the first block of an answer; empty where it has none. */
    static Optional<String> of(String answer) {
        Matcher block = BLOCK.matcher(answer);
        return block.find() ? Optional.of(block.group(1)) : Optional.empty();
    }

    static Optional<SketchProposal> sketch(TraceEvent.Exchange exchange, SketchBriefing briefing) {
        return exchange.reply() instanceof Reply.Answered answer
                ? of(answer.text())
                        .map(code -> new SketchProposal(
                                new Sketch(briefing.name(), new TreeMap<>(Map.of(briefing.name() + ".ino", code))),
                                briefing.expectations()))
                : Optional.empty();
    }
}
