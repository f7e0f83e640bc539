package dev.tinywright.plan;

import dev.tinywright.plan.Decision.Proposal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any planner, held to what a person keeps. It puts the kept parts back into each proposal, and leaves out what has then
 * become equal to another or to an attempt. The planner within sees its own plans with what came of them, those that fell
 * together included: it goes on from there, as one that sees nothing come of a proposal would make it for ever.
 */
public final class PinnedPlanner implements Planner {
    private final Planner planner;
    private final Kept kept;

    /** What the planner within proposed, and what became of it, in order. */
    private final Map<Plan, Plan> pinned = new LinkedHashMap<>();

    public PinnedPlanner(Planner planner, Kept kept) {
        this.planner = planner;
        this.kept = kept;
    }

    @Override
    public Decision next(Situation situation, List<Attempt> attempts) {
        int most = situation.maximumAttempts();
        for (int round = 0; round < most && attempts.size() < most; round++) {
            List<Attempt> seen = seen(attempts);
            switch (planner.next(within(situation, seen.size() - attempts.size()), seen)) {
                case Decision.Done ignored -> {
                    return choose(situation, attempts);
                }
                case Decision.Propose(List<Proposal> proposals) -> {
                    int known = pinned.size();
                    List<Proposal> fresh = fresh(proposals, situation, attempts);
                    if (!fresh.isEmpty()) {
                        return new Decision.Propose(fresh);
                    }
                    if (pinned.size() == known) {
                        return choose(situation, attempts);
                    }
                }
            }
        }
        return choose(situation, attempts);
    }

    @Override
    public Decision.Done choose(Situation situation, List<Attempt> attempts) {
        return planner.choose(situation, attempts);
    }

    private Situation within(Situation s, int fellTogether) {
        return new Situation(
                s.task(),
                s.facts(),
                plan -> s.fit().apply(kept.into(plan, s.facts().classes())),
                s.maximumAttempts() + fellTogether,
                s.captures());
    }

    /** Returns the proposals with the kept parts, without those that are there already. */
    private List<Proposal> fresh(List<Proposal> proposals, Situation situation, List<Attempt> attempts) {
        Map<Plan, Proposal> fresh = new LinkedHashMap<>();
        for (Proposal proposal : proposals) {
            Plan plan = kept.into(proposal.plan(), situation.facts().classes());
            pinned.putIfAbsent(proposal.plan(), plan);
            boolean isTried = attempts.stream().anyMatch(a -> a.plan().equals(plan));
            if (!isTried && situation.fit().apply(plan).isEmpty()) {
                fresh.putIfAbsent(plan, new Proposal(plan, proposal.reason()));
            }
        }
        return fresh.values().stream()
                .limit(situation.maximumAttempts() - (long) attempts.size())
                .toList();
    }

    /** Returns each attempt once for each plan that led to it, in the words of the planner within. */
    private List<Attempt> seen(List<Attempt> attempts) {
        List<Attempt> seen = new ArrayList<>();
        for (Attempt attempt : attempts) {
            List<Plan> origins = pinned.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(attempt.plan()))
                    .map(Map.Entry::getKey)
                    .toList();
            (origins.isEmpty() ? List.of(attempt.plan()) : origins)
                    .forEach(plan -> seen.add(new Attempt(seen.size() + 1, plan, attempt.reason(), attempt.outcome())));
        }
        return seen;
    }

    /** Returns the smallest plan with the kept parts. */
    public static Plan smallest(Kept kept, Situation situation) {
        return kept.into(RulesPlanner.smallest(situation), situation.facts().classes());
    }
}
