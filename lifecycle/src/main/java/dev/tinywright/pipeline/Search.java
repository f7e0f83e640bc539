package dev.tinywright.pipeline;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.pipeline.Lifecycle.Generated;
import dev.tinywright.pipeline.Lifecycle.Prepared;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Decision;
import dev.tinywright.plan.Decision.Proposal;
import dev.tinywright.plan.Measurement;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.Planner;
import dev.tinywright.plan.Situation;
import dev.tinywright.train.Trained;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Lets a planner propose, carries out what it proposes, and shows it what came of it, until it is done. */
final class Search {
    private final Lifecycle lifecycle;
    private final Datasets datasets;
    private final Training training;
    private final Measuring measuring;
    private final Path folder;
    private final Events events;
    private final Instant end;
    private final InstantSource clock;
    private final Rehearsal rehearsal;
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<List<Object>, Prepared> byPreparation = new HashMap<>();
    private final Map<Plan, Prepared> prepared = new ConcurrentHashMap<>();
    private final Map<Plan, Ready.Done> ready = new ConcurrentHashMap<>();
    private final Map<Plan, Rehearsal.Refusal> overGoals = new LinkedHashMap<>();

    /**
     * @param folder where attempts are kept; those of an earlier search go
     * @param budget after this time nothing more is tried. Generous, so that only data that is slow to learn from meets
     *     it: a search that ends by itself does not depend on the clock
     */
    Search(
            Lifecycle lifecycle,
            Datasets datasets,
            Training training,
            Measuring measuring,
            Path folder,
            Events events,
            Duration budget,
            InstantSource clock) {
        this.lifecycle = lifecycle;
        this.datasets = datasets;
        this.training = training;
        this.measuring = measuring;
        this.folder = folder;
        this.events = events;
        this.clock = clock;
        this.end = clock.instant().plus(budget);
        this.rehearsal = new Rehearsal(lifecycle, folder.resolve("rehearsal"));
    }

    /** @param why the planner's reason for its choice, with the numbers that decided */
    record Found(Attempt chosen, String why, List<Attempt> attempts, Prepared prepared, Ready.Done ready) {
        Trained.Done trained() {
            return ready.trained();
        }
    }

    /**
     * Returns the attempt to ship.
     *
     * @throws TinywrightException where no attempt could be measured, with the first attempt's diagnosis
     */
    Found run(Planner planner, Situation situation) {
        Folders.delete(folder);
        while (true) {
            switch (planner.next(situation, List.copyOf(attempts))) {
                case Decision.Propose(List<Proposal> proposals) when !isToStop() -> carryOut(proposals);
                case Decision.Propose ignored -> {
                    if (attempts.isEmpty()) {
                        throw TinywrightException.failed(
                                "stopped before anything was trained", "", "tinywright build goes on from here");
                    }
                    return found(stopped(chosen(planner, situation), situation));
                }
                case Decision.Done done -> {
                    Optional<Proposal> nearest = nearest(done);
                    nearest.ifPresent(proposal -> carryOut(List.of(proposal)));
                    return found(nearest.isPresent() ? chosen(planner, situation) : done);
                }
            }
        }
    }

    private Decision.Done chosen(Planner planner, Situation situation) {
        return planner.choose(situation, List.copyOf(attempts));
    }

    /**
     * Returns, of the plans that were not trained because they are over the goals, the one that is so least; empty where what was
     * measured is nearer. It tells people how near to the goals one comes.
     */
    private Optional<Proposal> nearest(Decision.Done done) {
        if (training.isCancelled()) {
            return Optional.empty();
        }
        double before = done.chosen().map(this::shortfall).orElse(Double.POSITIVE_INFINITY);
        return overGoals.entrySet().stream()
                .min(Comparator.comparingDouble(refused -> refused.getValue().shortfall()))
                .filter(refused -> refused.getValue().shortfall() < before)
                .map(refused -> new Proposal(
                        refused.getKey(),
                        "of those over the goals the nearest to them, measured to see what can be reached"));
    }

    /** Returns by how much a measured attempt is over the goals that plans are refused for, as a rehearsal counts it. */
    private double shortfall(Attempt attempt) {
        Measurement measured = attempt.measurement().orElseThrow();
        return Rehearsal.GOALS.stream()
                .flatMap(metric -> lifecycle.task().goal(metric).stream())
                .mapToDouble(goal -> measured.of(goal.metric()).stream()
                        .map(value -> Math.max(0, value / goal.bound() - 1))
                        .sum())
                .sum();
    }

    private boolean isToStop() {
        return training.isCancelled() || clock.instant().isAfter(end);
    }

    /** The search was ended before the planner was done; says so. */
    private Decision.Done stopped(Decision.Done done, Situation situation) {
        String why = "the search was ended by %s after %d of at most %d attempts"
                .formatted(
                        training.isCancelled() ? "Ctrl-C" : "its limit on time",
                        attempts.size(),
                        situation.maximumAttempts());
        events.say(why);
        return new Decision.Done(done.chosen(), done.why() + "; " + why);
    }

    private Found found(Decision.Done done) {
        Attempt chosen = done.chosen().orElseThrow(this::nothingMeasured);
        return new Found(
                chosen,
                done.why(),
                List.copyOf(attempts),
                Objects.requireNonNull(prepared.get(chosen.plan())),
                Objects.requireNonNull(ready.get(chosen.plan())));
    }

    private TinywrightException nothingMeasured() {
        return attempts.stream()
                .map(Attempt::outcome)
                .filter(Attempt.Failed.class::isInstance)
                .map(Attempt.Failed.class::cast)
                .findFirst()
                .map(failed -> TinywrightException.failed(
                        failed.diagnosis().what(),
                        failed.diagnosis().where(),
                        failed.diagnosis().hint()))
                .orElseGet(() -> TinywrightException.failed("the planner proposed nothing that fits", "plan", ""));
    }

    private void carryOut(List<Proposal> proposals) {
        int first = attempts.size() + 1;
        events.say("trying " + proposals.size() + (proposals.size() == 1 ? " plan" : " plans"));
        Map<Plan, Diagnosis> unprepared = new HashMap<>();
        proposals.forEach(proposal -> prepare(proposal.plan(), unprepared));
        List<Prepared> data = proposals.stream()
                .map(Proposal::plan)
                .filter(plan -> !unprepared.containsKey(plan))
                .map(plan -> Objects.requireNonNull(prepared.get(plan)))
                .toList();
        List<Ready> results = training.quantizing(lifecycle).ready(data, training.train(data));
        List<Future<Attempt.Outcome>> outcomes = new ArrayList<>();
        try (ExecutorService builders = Executors.newFixedThreadPool(2)) {
            for (int i = 0, next = 0; i < proposals.size(); i++) {
                Diagnosis problem = unprepared.get(proposals.get(i).plan());
                if (problem != null) {
                    outcomes.add(CompletableFuture.completedFuture(new Attempt.Failed(problem)));
                    continue;
                }
                int number = first + i;
                Prepared rows = data.get(next);
                Ready result = results.get(next++);
                outcomes.add(builders.submit(() -> measure(rows, result, AttemptFolder.of(folder, number))));
            }
        }
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            add(new Attempt(first + i, proposal.plan(), proposal.reason(), outcome(outcomes.get(i))));
        }
    }

    /**
     * A plan whose data steps fail, as a program in it may, or which cannot fit, is a failed attempt and is not trained. One that is
     * only over the goals is, when it is proposed again.
     */
    private void prepare(Plan plan, Map<Plan, Diagnosis> unprepared) {
        try {
            Prepared rows = prepared.computeIfAbsent(plan, this::prepare);
            if (!overGoals.containsKey(plan)) {
                rehearsal.whyNot(rows).ifPresent(refusal -> refuse(plan, refusal, unprepared));
            }
        } catch (TinywrightException e) {
            unprepared.put(plan, e.diagnosis());
        }
    }

    private void refuse(Plan plan, Rehearsal.Refusal refusal, Map<Plan, Diagnosis> unprepared) {
        unprepared.put(plan, refusal.diagnosis());
        if (refusal.forGoals()) {
            overGoals.put(plan, refusal);
        }
    }

    /** Plans share what they prepare in the same way: rows may be many. */
    private Prepared prepare(Plan plan) {
        return byPreparation
                .computeIfAbsent(Training.preparation(plan), key -> Lifecycle.prepare(datasets.of(plan), plan))
                .forPlan(plan);
    }

    private Attempt.Outcome measure(Prepared rows, Ready result, AttemptFolder files) {
        return switch (result) {
            case Ready.Failed failed -> new Attempt.Failed(failed.diagnosis());
            case Ready.Done done -> {
                ready.put(rows.plan(), done);
                try {
                    Generated generated = lifecycle.generate(rows, done);
                    yield new Attempt.Measured(
                            measuring.onValidationRows(lifecycle, generated, files.firmware()),
                            Optional.of(generated.source().contract()));
                } catch (TinywrightException e) {
                    yield new Attempt.Failed(e.diagnosis());
                }
            }
        };
    }

    private static Attempt.Outcome outcome(Future<Attempt.Outcome> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed(new Diagnosis("interrupted", "build", "run tinywright build to go on"));
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException runtime -> throw runtime;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void add(Attempt attempt) {
        attempts.add(attempt);
        AttemptFolder.of(folder, attempt.number()).write(attempt);
        events.say(Texts.attempt(attempt));
    }
}
