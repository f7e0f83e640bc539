package dev.tinywright.study;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Tokens;
import dev.tinywright.trace.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What the events of one run tell: answer by answer, what became of each. */
final class Story {
    /** What is found in every sketch and put right, in right ones too: it is no fault. */
    private static final String UNTIED = "the sketch would compile with another model, too";

    private static final String TIED = "added a line with which the sketch compiles with this model only";

    private final List<Turn> turns = new ArrayList<>();
    private final List<TraceEvent> events;

    /** One exchange and what followed until the next. */
    record Turn(TraceEvent.Exchange exchange, List<TraceEvent.Gate> gates, List<TraceEvent.Repair> repairs) {
        boolean isAnswered() {
            return exchange.reply() instanceof Reply.Answered;
        }

        List<Diagnosis> problems() {
            return gates.stream().flatMap(gate -> gate.diagnoses().stream()).toList();
        }

        boolean passedAsItCame() {
            return isAnswered() && repairs.isEmpty() && problems().isEmpty();
        }

        Set<String> kinds() {
            return switch (exchange.reply()) {
                case Reply.Unanswered none -> Set.of(Taxonomy.of(none));
                case Reply.Answered answer ->
                    passedAsItCame()
                            ? Set.of()
                            : Taxonomy.of(
                                    exchange.request().job(),
                                    answer,
                                    problems(),
                                    repairs.stream()
                                            .map(TraceEvent.Repair::what)
                                            .toList());
            };
        }

        /** Whether it came as far as {@code gate}, with nothing but its form put right. */
        boolean reached(String gate) {
            for (TraceEvent.Gate met : gates) {
                if (met.gate().equals(gate)) {
                    return true;
                }
                if (!met.diagnoses().isEmpty()) {
                    return false;
                }
            }
            return false;
        }
    }

    Story(List<TraceEvent> events) {
        this.events = List.copyOf(events);
        for (TraceEvent event : events) {
            switch (event) {
                case TraceEvent.Exchange e -> turns.add(new Turn(e, new ArrayList<>(), new ArrayList<>()));
                case TraceEvent.Gate g -> {
                    if (g.diagnoses().stream().noneMatch(d -> d.what().equals(UNTIED))) {
                        last(turn -> turn.gates().add(g));
                    }
                }
                case TraceEvent.Repair r -> {
                    if (!r.what().equals(TIED)) {
                        last(turn -> turn.repairs().add(r));
                    }
                }
                case TraceEvent.Run _, TraceEvent.Note _ -> {}
            }
        }
    }

    private void last(java.util.function.Consumer<Turn> then) {
        if (!turns.isEmpty()) {
            then.accept(turns.getLast());
        }
    }

    /** Returns the turns in which the model answered. */
    List<Turn> answers() {
        return turns.stream().filter(Turn::isAnswered).toList();
    }

    List<String> texts() {
        return answers().stream()
                .map(turn -> ((Reply.Answered) turn.exchange().reply()).text())
                .toList();
    }

    /** True where each job was answered once. */
    boolean isOneAnswerEach() {
        Set<String> jobs =
                answers().stream().map(turn -> turn.exchange().request().job()).collect(Collectors.toSet());
        return !turns.isEmpty() && answers().size() == jobs.size();
    }

    /** True where each job was answered once, and each answer passed as it came. */
    boolean isUntouched() {
        return isOneAnswerEach() && answers().stream().allMatch(Turn::passedAsItCame);
    }

    List<String> kinds() {
        Set<String> kinds = new LinkedHashSet<>();
        turns.forEach(turn -> kinds.addAll(turn.kinds()));
        return List.copyOf(kinds);
    }

    /** Returns what rules put right, in order. */
    List<String> repairs() {
        return turns.stream()
                .flatMap(turn -> turn.repairs().stream())
                .map(TraceEvent.Repair::what)
                .toList();
    }

    /** Returns the last thing that was said of the run: why it ended as it did. */
    String lastNote() {
        return events.stream()
                .filter(TraceEvent.Note.class::isInstance)
                .map(event -> ((TraceEvent.Note) event).text())
                .reduce((_, later) -> later)
                .orElse("");
    }

    /** Returns tokens of all prompts and answers as we count them, whatever the server says; prompts without an answer too. */
    long countedTokens() {
        return turns.stream()
                .mapToLong(turn -> Tokens.count(turn.exchange().request())
                        + (turn.exchange().reply() instanceof Reply.Answered answer ? Tokens.count(answer.text()) : 0))
                .sum();
    }

    StudyRun.Cost cost(double seconds) {
        long in = 0;
        long out = 0;
        double dollars = 0;
        boolean isPriced = true;
        for (Turn turn : turns) {
            if (turn.exchange().reply() instanceof Reply.Answered answer) {
                in += answer.usage().input();
                out += answer.usage().output();
            }
            OptionalDouble price = turn.exchange().dollars();
            isPriced &= price.isPresent();
            dollars += price.orElse(0);
        }
        return new StudyRun.Cost(
                turns.size(),
                answers().size(),
                in,
                out,
                rounded(seconds, 100),
                isPriced && !turns.isEmpty() ? OptionalDouble.of(rounded(dollars, 1_000_000)) : OptionalDouble.empty());
    }

    /** As runs.csv has it, so that a study which goes on has the same figures. */
    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
