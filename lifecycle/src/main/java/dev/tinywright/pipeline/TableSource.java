package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.data.Column;
import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.DataStep;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.Profile;
import dev.tinywright.data.StepRunner;
import dev.tinywright.data.Table;
import dev.tinywright.features.Reading;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Situation;
import dev.tinywright.report.DataSummary;
import dev.tinywright.spec.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of readings. */
record TableSource(Table table, Profile profile) implements Source {
    static TableSource load(Task task) {
        Table table = DataLoader.load(task.data(), DataHints.of(task));
        return new TableSource(table, Profile.of(table));
    }

    @Override
    public List<String> brief() {
        return profile.brief();
    }

    @Override
    public Situation situation(Task task, Board board, int maximumAttempts) {
        return Situations.of(task, board, table, profile, maximumAttempts);
    }

    @Override
    public PlanBriefing.Data briefing() {
        return new PlanBriefing.Rows(table, profile);
    }

    @Override
    public Dataset dataset(Plan plan, StepRunner programs) {
        return Preparation.prepare(table, plan.data(), plan.split(), programs);
    }

    @Override
    public List<String> notUsed(Dataset dataset) {
        return List.of(); // the report has every reason
    }

    @Override
    public OptionalDouble rateHz() {
        return table.rateHz();
    }

    @Override
    public List<String> notes() {
        return table.notes();
    }

    @Override
    public List<String> warnings() {
        return profile.warnings();
    }

    @Override
    public List<DataSummary.LeftOut> leftOut() {
        return table.columns().stream()
                .filter(column -> column.role() != Column.Role.READING && column.role() != Column.Role.LABEL)
                .map(column -> new DataSummary.LeftOut(column.name(), column.why()))
                .toList();
    }

    @Override
    public Optional<CaptureSource.Known> known() {
        return Optional.empty();
    }

    @Override
    public List<DataSummary.Column> columns(Dataset dataset, Plan plan) {
        return new ProfileMapping(profileFor(dataset, plan), dataset.labels())
                .columns(dataset.readings().stream().map(Reading::name).toList());
    }

    /** Programs may have changed labels and readings: then the columns are shown as they left them. */
    private Profile profileFor(Dataset dataset, Plan plan) {
        boolean others = plan.data().stream()
                .anyMatch(step -> step instanceof DataStep.Run
                        || step instanceof DataStep.Lag
                        || step instanceof DataStep.PredictAhead);
        return others ? Profile.ofUsed(table, dataset) : profile;
    }
}
