package dev.tinywright.agent;

import dev.tinywright.answer.CodeAnswer;
import dev.tinywright.answer.Placeholders;
import dev.tinywright.application.Expectations;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.gate.ExpectationGate;
import dev.tinywright.gate.HeaderCard;
import dev.tinywright.gate.SensorCards;
import dev.tinywright.gate.SketchFacts;
import dev.tinywright.gate.SketchGate;
import dev.tinywright.pipeline.SketchBriefing;
import dev.tinywright.pipeline.SketchBriefing.Trial;
import dev.tinywright.pipeline.SketchProposal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Has a model write the sketch, against the generated header and the cards of the sensor libraries, until it behaves. */
final class SketchAuthor {
    private static final int SKETCH_TOKENS = 2500;

    /** Rows of the first run: enough to see each class and what is wrong, in a fraction of the whole. */
    private static final int SAMPLE_ROWS = 24;

    private final JobLoop loop;
    private final SketchBriefing briefing;
    private final SketchFacts facts;
    private final Approval approval;
    private final boolean showsRows;
    private final boolean writesExpectations;

    SketchAuthor(JobLoop loop, SketchBriefing briefing, Approval approval, boolean showsRows) {
        this.loop = loop;
        this.briefing = briefing;
        this.facts = new SketchFacts(briefing.contract(), briefing.source(), briefing.binding(), briefing.board());
        this.approval = approval;
        this.showsRows = showsRows;
        this.writesExpectations =
                !briefing.areFixed() && !briefing.wish().notUnderstood().isEmpty();
    }

    /** Returns a sketch that did what is expected with every row; empty where the model wrote none. */
    Optional<SketchProposal> write() {
        return loop.run(new Job<>(
                "sketch",
                Prompt.load("sketch"),
                holes(),
                Optional.empty(),
                SKETCH_TOKENS,
                this::read,
                List.of(
                        Gate.named("static", this::check),
                        Gate.named("expectations", this::expectations),
                        proposal -> run(proposal, SAMPLE_ROWS, "sample"),
                        proposal -> run(proposal, SketchBriefing.WHOLE, "application")),
                2,
                this::repair,
                this::written,
                this::approve));
    }

    private Map<String, Hole> holes() {
        return Map.of(
                "wanted", Hole.of(wanted()),
                "board", Hole.of(briefing.board().name()),
                "model", Hole.of(HeaderCard.card(briefing.source())),
                "readings", Hole.of(SensorCards.card(facts)),
                "expected", Hole.of(Facts.expectations(briefing.expectations())),
                "answer", Hole.of(answer()));
    }

    private String wanted() {
        String words = briefing.task().application();
        return words.isBlank() ? "Print the class once a second." : Quoted.sentence(words);
    }

    private String answer() {
        String sketch = "One ```cpp fence with the whole sketch";
        return writesExpectations
                ? sketch + ", then one ```yaml fence with expect.yaml: `Must be seen` with what these words add to it: "
                        + Quoted.names(briefing.wish().notUnderstood()) + "; nothing else."
                : sketch + ", nothing else.";
    }

    private Read<SketchProposal> read(String text) {
        CodeAnswer answer = CodeAnswer.sketch(text);
        String code = answer.files().get("sketch");
        if (code == null) {
            return Read.failed("parse", answer.problems());
        }
        Sketch theirs = new Sketch(briefing.name(), new TreeMap<>(Map.of(briefing.name() + ".ino", code)));
        Sketch sketch = SketchGate.bound(theirs, facts);
        List<String> repairs = new ArrayList<>(answer.repairs());
        if (!sketch.equals(theirs)) {
            repairs.add("added a line with which the sketch compiles with this model only");
        }
        if (!writesExpectations) {
            return Read.of(new SketchProposal(sketch, briefing.expectations()), repairs);
        }
        String expect = answer.files().get("expect");
        if (expect == null) {
            return Read.failed(
                    "parse",
                    List.of(new Diagnosis(
                            "there is no expect.yaml in the answer", "", "add a ```yaml fence with expect.yaml")));
        }
        try {
            return Read.of(new SketchProposal(sketch, Expectations.parse(expect, "expect.yaml")), repairs);
        } catch (TinywrightException e) {
            return Read.failed("schema", List.of(e.diagnosis()));
        }
    }

    private List<Diagnosis> expectations(SketchProposal proposal) {
        return writesExpectations
                ? ExpectationGate.check(
                        proposal.expectations(), briefing.expectations(), briefing.wish(), briefing.contract())
                : List.of();
    }

    private Gate.Finding run(SketchProposal proposal, int rows, String gate) {
        Trial trial = briefing.bench().run(proposal, rows);
        return new Gate.Finding(
                trial.compiled() || trial.problem().isEmpty() ? gate : "compile",
                trial.problem().map(d -> trial.compiled() ? Discreet.ofRows(d, showsRows) : d).stream()
                        .toList(),
                trial.isTheSketchs());
    }

    private List<Diagnosis> check(SketchProposal proposal) {
        List<Diagnosis> problems = new ArrayList<>(SketchGate.check(proposal.sketch(), facts));
        problems.addAll(Placeholders.find(code(proposal.sketch())));
        return problems;
    }

    private Job.Repaired<SketchProposal> repair(SketchProposal proposal, List<Diagnosis> problems) {
        SketchGate.Repaired better = SketchGate.repair(proposal.sketch(), facts, problems);
        return new Job.Repaired<>(new SketchProposal(better.sketch(), proposal.expectations()), better.repairs());
    }

    private String written(SketchProposal proposal) {
        List<String> fences = new ArrayList<>();
        fences.add("```cpp\n" + code(proposal.sketch()).strip() + "\n```");
        if (writesExpectations) {
            fences.add("```yaml\n" + Facts.expectations(proposal.expectations()) + "\n```");
        }
        return String.join("\n", fences);
    }

    private static String code(Sketch sketch) {
        return sketch.files().getOrDefault(sketch.name() + ".ino", "");
    }

    private Job.Approved<SketchProposal> approve(SketchProposal proposal) {
        String name = "app/" + briefing.name() + "/" + briefing.name() + ".ino";
        Approval.Proposed proposed = new Approval.Proposed(
                Approval.Kind.SKETCH,
                name,
                inUse(briefing.project().folder().resolve(name)),
                code(proposal.sketch()),
                "it passed the static checks; next it is compiled and run in the emulator");
        return switch (approval.ask(proposed)) {
            case Approval.Verdict.Accepted() -> Job.Approved.yes(proposal);
            case Approval.Verdict.Edited(String text) ->
                new Job.Approved<>(
                        new SketchProposal(
                                new Sketch(briefing.name(), new TreeMap<>(Map.of(briefing.name() + ".ino", text))),
                                proposal.expectations()),
                        true,
                        Optional.empty());
            case Approval.Verdict.Rejected(String reason) -> new Job.Approved<>(proposal, false, Optional.of(reason));
        };
    }

    private static String inUse(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
