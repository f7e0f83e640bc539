package dev.tinywright.plan;

import java.util.List;
import java.util.Optional;

/** What a planner answers. */
public sealed interface Decision {
    /** Plans to be tried side by side. */
    record Propose(List<Proposal> proposals) implements Decision {
        public Propose {
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * The search is over.
     *
     * @param chosen the attempt to ship; empty where none could be measured
     * @param why in a sentence, with the numbers that decided
     */
    record Done(Optional<Attempt> chosen, String why) implements Decision {}

    /** @param reason why this plan is worth trying, in a sentence */
    record Proposal(Plan plan, String reason) {}
}
