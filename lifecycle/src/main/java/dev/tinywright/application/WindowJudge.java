package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Failure;
import dev.tinywright.application.ApplicationVerdict.Problem;
import dev.tinywright.application.RowJudge.Finding;
import dev.tinywright.application.RowJudge.Result;
import dev.tinywright.application.WindowCheck.Piece;
import dev.tinywright.application.WindowRun.Decision;
import dev.tinywright.application.WindowRun.Fault;
import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.arduino.World;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Judges a run of a sketch of windows. For each answer of the model: the frames that it was given are those that the sensor
 * handed out, converted, all of them and in order, one frame's time apart; its scores are those of the host's integer model. What
 * came out of the device until the next answer is what the expectations say of it.
 */
final class WindowJudge {
    /** Until a line is printed. */
    private static final Duration LINE = Duration.ofMillis(20);

    private final Expectations expectations;
    private final Trace trace;
    private final Contract contract;
    private final Transform transform;
    private final Outputs outputs;
    private final RowJudge rows;
    private final Answers answers;
    private final WindowUse use;
    private final List<Piece> pieces;
    private final WindowRun run;
    private final long settle;
    private final long end;
    /** When each piece begins, by its position; the end of the last under the number of pieces. */
    private final long[] begins;

    WindowJudge(
            Expectations expectations,
            Trace trace,
            Contract contract,
            Binding binding,
            WindowUse use,
            Function<float[], byte[]> model,
            List<Piece> pieces,
            World world) {
        this.expectations = expectations;
        this.trace = trace;
        this.contract = contract;
        this.transform = new Transform(contract, binding);
        this.outputs = new Outputs(expectations, trace);
        this.rows = new RowJudge(expectations, trace, contract, transform, outputs, model);
        this.answers = new Answers(contract, expectations.unsureBelow());
        this.use = use;
        this.pieces = List.copyOf(pieces);
        this.run = WindowRun.of(trace, transform, use, model);
        // from outside nobody sees when the model is asked
        this.settle = micros(expectations.settle())
                + (trace.seesInside() ? 0 : use.inference().toNanos() / 1000 + use.frameMicros());
        long start = micros(world.start());
        this.end = start + world.rows().length * micros(world.dwell());
        this.begins = new long[pieces.size() + 1];
        begins[0] = start;
        for (int p = 0; p < pieces.size(); p++) {
            begins[p + 1] = begins[p] + pieces.get(p).frames().length * micros(world.dwell());
        }
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    ApplicationVerdict judge() {
        List<Result> spans = spans();
        List<Failure> failures = new ArrayList<>();
        ended().ifPresent(failures::add);
        silence().forEach(failures::add);
        run.decisions().forEach(decision -> input(decision).ifPresent(failures::add));
        spans.forEach(span -> span.failure().ifPresent(failures::add));
        Set<Integer> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.row()));
        Optional<ApplicationVerdict.Cause> cause = failures.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new WindowCause(spans, failures, trace, expectations, contract, transform, outputs, use, run)
                                .find());
        return new ApplicationVerdict(
                trace.ranOn(),
                (int) pieces.stream().filter(piece -> piece.label() >= 0).count(),
                failed.size(),
                0,
                right(),
                failures.stream().limit(ApplicationVerdict.MOST_LISTED).toList(),
                cause);
    }

    private Optional<Failure> ended() {
        long last = trace.events().isEmpty() ? 0 : trace.events().getLast().micros();
        return trace.ending() == Trace.Ending.DONE
                ? Optional.empty()
                : Optional.of(failure(
                        last,
                        Problem.NOT_RUNNING,
                        "a running sketch",
                        "it had ended " + RowJudge.seconds(last) + " after the start: " + trace.detail()));
    }

    /** The model must be asked as often as a decision is expected. */
    private List<Failure> silence() {
        long most = Math.max(micros(expectations.period()), micros(use.step())) * 3 / 2 + 100_000;
        List<Failure> failures = new ArrayList<>();
        long previous = begins[0] + use.frames() * use.frameMicros();
        List<Long> times =
                new ArrayList<>(run.decisions().stream().map(Decision::micros).toList());
        times.add(end);
        for (long time : times) {
            if (time - previous > most && trace.ending() == Trace.Ending.DONE) {
                failures.add(failure(
                        previous,
                        run.read().isEmpty() ? Problem.NOT_READ : Problem.NOT_ASKED,
                        "a decision at least every " + ExpectationsFile.text(expectations.period()),
                        "the model was not asked for " + RowJudge.seconds(time - previous)));
            }
            previous = Math.max(previous, time);
        }
        return failures;
    }

    private Optional<Failure> input(Decision decision) {
        return decision.fault()
                .map(fault -> failure(
                        decision.micros(),
                        fault == Fault.SCORES ? Problem.WRONG_SCORES : Problem.WRONG_INPUT,
                        switch (fault) {
                            case TOO_FEW -> "a window of " + use.frames() + " frames";
                            case OTHER_VALUES -> right(decision);
                            case OTHER_ORDER -> "all frames that were read, in their order";
                            case HOLE, RATE ->
                                "frames " + RowJudge.seconds(use.frameMicros()) + " apart, "
                                        + Transform.number(use.rateHz()) + " a second";
                            case SCORES -> "the answer of the model that was verified";
                        },
                        decision.text()));
    }

    private String right(Decision decision) {
        return decision.window().stream()
                .filter(frame -> !frame.isRight())
                .findFirst()
                .flatMap(run::reading)
                .map(frame -> "a window with " + transform.named(frame.readings()))
                .orElse("what the sensor gave");
    }

    private Failure failure(long micros, Problem problem, String expected, String happened) {
        int piece = piece(micros);
        return new Failure(
                piece,
                pieces.get(piece).name(),
                problem,
                "window up to " + RowJudge.seconds(micros),
                expected,
                happened);
    }

    /** Returns the piece that is shown at a time; the first before it, the last after. */
    private int piece(long micros) {
        int piece = 0;
        while (piece + 1 < pieces.size() && begins[piece + 1] <= micros) {
            piece++;
        }
        return piece;
    }

    /** Returns what came out while one answer after another was in force. */
    private List<Result> spans() {
        List<Decision> decisions = run.decisions();
        TreeMap<Long, Set<String>> inForce = new TreeMap<>();
        for (Decision decision : decisions) {
            Set<String> accepted = answers.of(decision.best(), decision.share());
            if (inForce.isEmpty() || !inForce.lastEntry().getValue().equals(accepted)) {
                inForce.put(decision.micros(), accepted);
            }
        }
        Map<Long, Finding> events = expectations.once() ? events(decisions) : Map.of();
        List<Result> results = new ArrayList<>();
        for (Map.Entry<Long, Set<String>> span : inForce.entrySet()) {
            Long next = inForce.higherKey(span.getKey());
            Row row = row(results.size(), span.getKey(), next == null ? end : next);
            Optional<Finding> finding = (expectations.once()
                            ? events.entrySet().stream()
                                    .filter(e -> e.getKey() >= row.start() && e.getKey() < row.end())
                                    .map(Map.Entry::getValue)
                                    .findFirst()
                            : lines(row, inForce))
                    .or(() -> pins(row, span.getValue()));
            Optional<Failure> failure =
                    finding.map(found -> failure(row.start(), found.problem(), found.expected(), found.happened()));
            results.add(new Result(row, span.getValue(), shown(row), failure));
        }
        return results;
    }

    private Row row(int index, long start, long to) {
        List<Event.Line> lines = trace.events().stream()
                .filter(Event.Line.class::isInstance)
                .map(Event.Line.class::cast)
                .filter(line -> line.micros() >= start && line.micros() < to)
                .toList();
        return new Row(index, start, start, to, List.of(), List.of(), List.of(), lines);
    }

    /** Returns the same row, judged from the time on at which outputs must have followed. */
    private Row settled(Row row) {
        return new Row(
                row.index(),
                row.start(),
                row.start() + settle,
                row.end(),
                row.raw(),
                row.readings(),
                row.calls(),
                row.lines());
    }

    private Optional<Finding> lines(Row row, NavigableMap<Long, Set<String>> inForce) {
        for (Event.Line line : row.lines()) {
            Set<String> accepted = accepted(line.micros(), inForce);
            Set<String> meanings = outputs.meanings(line.text());
            boolean free = accepted.stream().anyMatch(rows::isAnything);
            if (!free && !meanings.isEmpty() && meanings.stream().noneMatch(accepted::contains)) {
                return Optional.of(wrong(line, accepted, meanings));
            }
        }
        Set<String> accepted =
                accepted(row.start(), new TreeMap<>(inForce.subMap(row.start(), true, row.start(), true)));
        Row settled = settled(row);
        return rows.strict(row).or(() -> presence(settled, accepted)).or(() -> rows.rate(row));
    }

    /** Near the end of the run a line may be on its way. */
    private Optional<Finding> presence(Row settled, Set<String> accepted) {
        return accepted.stream().allMatch(rows::hasLine) && settled.end() > settled.settled()
                ? rows.presence(settled, accepted)
                : Optional.empty();
    }

    private Finding wrong(Event.Line line, Set<String> accepted, Set<String> meanings) {
        boolean silence = accepted.stream().allMatch(rows::isSilent);
        return new Finding(
                silence ? Problem.NOT_SILENT : Problem.WRONG_LINE,
                rows.expected(accepted),
                "it printed " + RowJudge.quoted(line.text()) + " at " + RowJudge.seconds(line.micros())
                        + ", which is for " + Answers.either(meanings));
    }

    /** Returns the answers that may show at a time: that in force, and those before it since outputs may follow late. */
    private Set<String> accepted(long micros, NavigableMap<Long, Set<String>> inForce) {
        Set<String> accepted = new LinkedHashSet<>();
        Map.Entry<Long, Set<String>> at = inForce.floorEntry(micros);
        while (at != null) {
            accepted.addAll(at.getValue());
            at = at.getKey() > micros - settle ? inForce.lowerEntry(at.getKey()) : null;
        }
        return accepted;
    }

    /** Each event has one line, soon; no other line comes. Returns what is wrong, by the time of it. */
    private Map<Long, Finding> events(List<Decision> decisions) {
        Map<Long, Finding> findings = new TreeMap<>();
        Set<Event.Line> spent = new HashSet<>();
        List<Event.Line> lines = row(0, 0, Long.MAX_VALUE).lines();
        for (Decision decision : decisions) {
            Set<String> label = Set.of(contract.labels().get(decision.best()));
            if (!decision.isEvent() || !label.stream().allMatch(rows::hasLine)) {
                continue;
            }
            long until = decision.micros() + settle;
            Optional<Event.Line> line = lines.stream()
                    .filter(l -> l.micros() >= decision.micros() && l.micros() <= until && !spent.contains(l))
                    .filter(l -> outputs.meanings(l.text()).stream().anyMatch(label::contains))
                    .findFirst();
            line.ifPresent(spent::add);
            if (line.isEmpty() && until < end) {
                findings.put(
                        decision.micros(),
                        new Finding(Problem.NO_LINE, rows.expected(label), missing(lines, decision.micros())));
            }
        }
        for (Event.Line line : lines) {
            if (!outputs.meanings(line.text()).isEmpty() && !spent.contains(line)) {
                Finding finding = unasked(line, decisions);
                findings.putIfAbsent(line.micros(), finding);
                findings.computeIfPresent(
                        before(line.micros(), decisions),
                        (key, other) -> other.problem() == Problem.NO_LINE ? finding : other);
            }
        }
        return findings;
    }

    private static String missing(List<Event.Line> lines, long micros) {
        return lines.stream()
                .filter(line -> line.micros() >= micros)
                .findFirst()
                .map(line -> "the next line, " + RowJudge.quoted(line.text()) + ", came after "
                        + RowJudge.seconds(line.micros() - micros))
                .orElse("no line came");
    }

    private static long before(long micros, List<Decision> decisions) {
        return decisions.stream()
                .mapToLong(Decision::micros)
                .filter(time -> time <= micros)
                .max()
                .orElse(-1);
    }

    /** A line that belongs to no event. */
    private Finding unasked(Event.Line line, List<Decision> decisions) {
        Optional<Decision> last = decisions.stream()
                .filter(decision -> decision.micros() <= line.micros())
                .reduce((a, b) -> b);
        Set<String> accepted = last.map(d -> answers.of(d.best(), d.share())).orElse(Set.of(Expectations.UNSURE));
        Set<String> meanings = outputs.meanings(line.text());
        if (last.map(Decision::isEvent).orElse(false)
                && line.micros() - last.orElseThrow().micros() <= settle
                && meanings.stream().noneMatch(accepted::contains)) {
            return wrong(line, accepted, meanings);
        }
        return meanings.stream().anyMatch(accepted::contains)
                ? new Finding(
                        Problem.TOO_OFTEN,
                        "one line where " + Answers.either(meanings) + " begins, and none while it goes on",
                        "it printed " + RowJudge.quoted(line.text()) + " again at " + RowJudge.seconds(line.micros()))
                : new Finding(
                        Problem.NOT_SILENT,
                        "no line: no event begins",
                        "it printed " + RowJudge.quoted(line.text()) + " at " + RowJudge.seconds(line.micros()));
    }

    private Optional<Finding> pins(Row row, Set<String> accepted) {
        Row settled = settled(row);
        return settled.settled() < settled.end()
                ? rows.pins(settled, accepted).or(() -> rows.holds(settled))
                : Optional.empty();
    }

    /** Returns the answers that lines stood for; without such lines, those of the pins at the end. */
    private Set<String> shown(Row row) {
        Set<String> shown = new LinkedHashSet<>();
        row.lines().forEach(line -> shown.addAll(outputs.meanings(line.text())));
        return shown.isEmpty()
                        && expectations.expected().values().stream()
                                .noneMatch(expected -> expected.line().isPresent())
                ? outputs.meanings(row.end() - 1)
                : shown;
    }

    /** Returns of how many recordings the device named the class: while they were shown, or as soon after as its mean allows. */
    private int right() {
        int right = 0;
        for (int p = 0; p < pieces.size(); p++) {
            if (pieces.get(p).label() >= 0 && isNamed(p)) {
                right++;
            }
        }
        return right;
    }

    private boolean isNamed(int p) {
        String label = contract.labels().get(pieces.get(p).label());
        long late = micros(use.step()) * (use.restarts() ? 1 : use.streaming().averageOver() + 1) / 2 + micros(LINE);
        long to = Math.min(end, begins[p + 1] + late);
        List<Set<String>> before = meanings(0, begins[p]);
        List<Set<String>> during = meanings(begins[p], to);
        Expectations.Expected expected = expectations.expected().get(label);
        if (expected == null || expected.line().isEmpty()) {
            return expected != null && !expected.pins().isEmpty()
                    ? outputs.meanings(to - 1).contains(label)
                    : meanings(begins[p] + (to - begins[p]) / 2, to).isEmpty();
        }
        if (!expectations.once()) {
            return !during.isEmpty() && during.getLast().contains(label);
        }
        return during.stream().anyMatch(meaning -> meaning.contains(label))
                || during.isEmpty() && !before.isEmpty() && before.getLast().contains(label);
    }

    private List<Set<String>> meanings(long from, long to) {
        return row(0, from, to).lines().stream()
                .map(line -> outputs.meanings(line.text()))
                .filter(meanings -> !meanings.isEmpty())
                .toList();
    }
}
