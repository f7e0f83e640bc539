package dev.tinywright.agent;

import dev.tinywright.answer.CodeAnswer;
import dev.tinywright.answer.Placeholders;
import dev.tinywright.data.DataStep;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.StepRows;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.gate.StepGate;
import dev.tinywright.plan.Plan;
import dev.tinywright.process.Confinement;
import dev.tinywright.steps.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has a model write a program that cleans data, where blocks do not suffice. */
final class StepWriter {
    private static final int STEP_TOKENS = 1500;
    private static final String API = Prompt.fragment("step-api");
    private static final Pattern PATH = Pattern.compile("steps/([A-Z][A-Za-z0-9]{0,60})\\.java");

    private final JobLoop loop;
    private final Path folder;
    private final Table table;
    private final Approval approval;
    private final Confinement confinement;
    private final boolean showsRows;
    private final Account account;

    /** @param folder the project's */
    StepWriter(
            JobLoop loop,
            Path folder,
            Table table,
            Approval approval,
            Confinement confinement,
            boolean showsRows,
            Account account) {
        this.loop = loop;
        this.folder = folder;
        this.table = table;
        this.approval = approval;
        this.confinement = confinement;
        this.showsRows = showsRows;
        this.account = account;
    }

    /** Returns why a program of a model's cannot have this path; empty where it can. */
    static Optional<Diagnosis> problem(String path) {
        return PATH.matcher(path).matches()
                ? Optional.empty()
                : Optional.of(new Diagnosis(
                        "a step of yours cannot be " + Quoted.name(path),
                        "data, run",
                        "write steps/Name.java, where Name is a Java class, and say in \"does\" what it shall do"));
    }

    /**
     * Writes the program into the project; false where the model wrote none that does what a step may. A file that is there already
     * is left as it is.
     */
    boolean write(String path, String purpose, Plan plan) {
        Path file = folder.resolve(path);
        if (Files.exists(file)) {
            return true;
        }
        Path bench = folder.resolve(".tinywright").resolve("bench");
        StepRows rows = rowsBefore(path, plan);
        Optional<String> code = loop.run(job(path, purpose, rows, bench));
        code.ifPresent(text -> put(file, text));
        if (code.isPresent()) {
            account.didItself("step");
        } else {
            account.rulesFinish("step", "no program of the model's did what a step may; the plan goes without it");
        }
        return code.isPresent();
    }

    /** Returns the rows that the program will be handed: what the steps before it in the plan leave. */
    private StepRows rowsBefore(String path, Plan plan) {
        AtomicReference<StepRows> rows = new AtomicReference<>(StepRows.of(table));
        try {
            Preparation.prepare(table, plan.data(), plan.split(), (step, handed) -> {
                if (!step.path().equals(path)) {
                    return Steps.in(folder, confinement).run(step, handed);
                }
                rows.set(handed);
                throw TinywrightException.failed("this far and no further", path, "");
            });
        } catch (TinywrightException e) {
            // the program is not there yet, or the plan ends before it: the facts are those of the rows seen so far
        }
        return java.util.Objects.requireNonNull(rows.get());
    }

    private Job<String> job(String path, String purpose, StepRows rows, Path bench) {
        String name = path.replaceFirst("steps/", "").replaceFirst("\\.java$", "");
        Steps steps = Steps.in(bench, confinement);
        return new Job<>(
                "step",
                Prompt.load("step"),
                Map.of(
                        "purpose", Hole.of(Quoted.sentence(purpose)),
                        "data", Facts.rows(rows, showsRows),
                        "api", Hole.of(API),
                        "class", Hole.of(name)),
                Optional.empty(),
                STEP_TOKENS,
                StepWriter::read,
                List.of(
                        Gate.named("static", code -> check(code, name)),
                        Gate.named(
                                "compile",
                                code -> tried(() -> {
                                    put(bench.resolve(path), code);
                                    return steps.compile(path);
                                })),
                        Gate.named(
                                "sample",
                                code -> tried(() -> {
                                    steps.sample(path, table);
                                    return Optional.empty();
                                })),
                        Gate.named(
                                "accounting",
                                code -> tried(() -> {
                                    steps.run(new DataStep.Run(path, ""), rows);
                                    return Optional.empty();
                                }))),
                1,
                (code, problems) -> {
                    StepGate.Repaired better = StepGate.repair(code, name, problems);
                    return new Job.Repaired<>(better.code(), better.repairs());
                },
                code -> "```java\n" + code.strip() + "\n```",
                code -> approve(path, purpose, code));
    }

    private static List<Diagnosis> check(String code, String name) {
        return Stream.concat(StepGate.check(code, name).stream(), Placeholders.find(code).stream())
                .toList();
    }

    private static Read<String> read(String text) {
        CodeAnswer answer = CodeAnswer.step(text);
        return Optional.ofNullable(answer.files().get("step"))
                .map(code -> Read.of(code, answer.repairs()))
                .orElseGet(() -> Read.failed("parse", answer.problems()));
    }

    @FunctionalInterface
    private interface Trial {
        Optional<Diagnosis> run();
    }

    private List<Diagnosis> tried(Trial trial) {
        try {
            return trial.run().stream().toList();
        } catch (TinywrightException e) {
            return List.of(Discreet.ofRows(e.diagnosis(), showsRows));
        }
    }

    private Job.Approved<String> approve(String path, String purpose, String code) {
        return switch (approval.ask(new Approval.Proposed(Approval.Kind.STEP, path, "", code, purpose))) {
            case Approval.Verdict.Accepted() -> Job.Approved.yes(code);
            case Approval.Verdict.Edited(String text) -> new Job.Approved<>(text, true, Optional.empty());
            case Approval.Verdict.Rejected(String reason) -> new Job.Approved<>(code, false, Optional.of(reason));
        };
    }

    private static void put(Path file, String code) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, code.strip() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
