package dev.tinywright.agent;

import dev.tinywright.pipeline.Author;
import dev.tinywright.pipeline.PlanBriefing;
import dev.tinywright.pipeline.Project;
import dev.tinywright.pipeline.SketchBriefing;
import dev.tinywright.pipeline.SketchProposal;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Planner;
import dev.tinywright.process.Confinement;
import dev.tinywright.report.Authorship;
import dev.tinywright.session.Session;
import dev.tinywright.spec.Task;
import dev.tinywright.trace.Recorded;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A language model in the place of the rules. Whatever it proposes passes the same checks; whatever it does not bring about,
 * the rules do, so that no stage fails because a model did.
 */
public final class Agent implements Author {
    private final Session session;
    private final Approval approval;
    private final Confinement confinement;
    private final boolean showsRows;
    private final JobLoop loop;
    private final Account account = new Account();
    private final Recorded run;

    /**
     * @param run has the events of the session
     * @param confinement of what the model writes
     * @param showsRows whether prompts may hold some rows of the data, or only its schema and statistics
     * @param say is told in a line what goes on
     */
    public Agent(
            Session session,
            Recorded run,
            Approval approval,
            Confinement confinement,
            boolean showsRows,
            Consumer<String> say,
            InstantSource clock) {
        this.session = session;
        this.run = run;
        this.confinement = confinement;
        this.approval = approval;
        this.showsRows = showsRows;
        this.loop = new JobLoop(session, say, clock);
    }

    @Override
    public String name() {
        return session.card().name().toString();
    }

    /** Returns the task that a sentence asks for; empty where the model came to none. */
    public Optional<Task> task(TaskWriter.Brief brief, Questions questions) {
        return new TaskWriter(loop, brief, account).write(questions);
    }

    /**
     * Writes a program that cleans data into the project; false where the model came to none.
     *
     * @param plan that runs it
     * @param path in the plan
     */
    public boolean step(PlanBriefing briefing, Plan plan, String path, String purpose) {
        return steps(briefing).map(writer -> writer.write(path, purpose, plan)).orElse(false);
    }

    /** Programs clean rows of a table; recordings and pictures have none. */
    private Optional<StepWriter> steps(PlanBriefing briefing) {
        return switch (briefing.data()) {
            case PlanBriefing.Rows rows ->
                Optional.of(new StepWriter(
                        loop, briefing.project().folder(), rows.table(), approval, confinement, showsRows, account));
            case PlanBriefing.Recorded _ -> Optional.empty();
        };
    }

    /**
     * Returns the answer to a question about a project's last build, from its record alone; empty where the model had none whose
     * numbers are all in the record.
     *
     * @throws dev.tinywright.diag.TinywrightException (usage) where nothing was built yet
     */
    public Optional<Answer> answer(String question, Project project) {
        return new AnswerWriter(loop, BuildFacts.read(project)).write(question);
    }

    /** Returns the task with the changes that a person's words ask for; empty where the model came to none. */
    public Optional<Task> change(ChangeWriter.Brief brief) {
        return new ChangeWriter(loop, brief, account).write();
    }

    @Override
    public Planner planner(PlanBriefing briefing, Planner rules) {
        return new LlmPlanner(loop, briefing, rules, approval, steps(briefing), showsRows, account);
    }

    @Override
    public Optional<SketchProposal> sketch(SketchBriefing briefing) {
        Optional<SketchProposal> written = new SketchAuthor(loop, briefing, approval, showsRows).write();
        if (written.isPresent()) {
            account.didItself("sketch");
        } else {
            account.rulesFinish("sketch", "no sketch of the model's did what is expected");
        }
        return written;
    }

    @Override
    public Authorship account() {
        return account.of(name(), run);
    }

    @Override
    public void cancel() {
        session.close();
    }
}
