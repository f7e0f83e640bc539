package dev.tinywright.spec;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.spec.Understanding.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a sentence in plain English. The grammar is this list of rules, in the order they run: each looks at the words, notes
 * what it understood with the words it used, and leaves the rest to the next. What none used is reported.
 */
public final class Sentence {
    private static final int MAX_LENGTH = 20_000;

    private Sentence() {}

    /** Returns what {@code sentence} says; never throws for what a person may write. */
    public static Understanding understand(String sentence, Boards boards) {
        return understand(sentence, boards, Optional.empty());
    }

    /**
     * Returns what {@code sentence} says where the data shows what kind of answer is wanted.
     *
     * @param shown by the data; empty where only the sentence is known
     */
    public static Understanding understand(String sentence, Boards boards, Optional<TaskKind> shown) {
        if (sentence.length() > MAX_LENGTH) {
            return tooLong(sentence);
        }
        Words words = new Words(sentence);
        Draft draft = new Draft(words);
        BoardRule boardRule = new BoardRule(boards);
        BoardRule.Finding board = boardRule.read(draft);
        WishRules wishes = new WishRules(draft);
        wishes.readManner();
        readAmounts(draft, shown.filter(TaskKind.ANOMALY::equals).isPresent());
        NameRules names = new NameRules(draft);
        names.readLabels();
        wishes.readApplication();
        names.readColumns();
        names.readTarget();
        wishes.readSensor();
        Optional<TaskKind> said = KindRule.read(draft);
        Optional<TaskKind> kind = shown.or(() -> said);
        shown.filter(k -> !said.equals(shown))
                .ifPresent(k -> draft.kindOfData(k.name().toLowerCase(Locale.ROOT)));
        if (kind.filter(TaskKind.REGRESSION::equals).isPresent()) {
            new TargetRule(draft).read();
        }
        if (kind.filter(TaskKind.ANOMALY::equals).isEmpty()) {
            draft.forgetAlarms();
        }
        List<Question> missing = missing(words, boardRule, board, kind);
        return result(sentence, draft, kind, board, boards, missing);
    }

    static void readAmounts(Draft draft) {
        readAmounts(draft, false);
    }

    private static void readAmounts(Draft draft, boolean normal) {
        Words words = draft.words();
        List<Amount> amounts = AmountReader.amounts(words);
        TimeRule times = new TimeRule(draft, amounts);
        MemoryRule memory = new MemoryRule(draft);
        ShareRule shares = new ShareRule(draft);
        ErrorRule errors = new ErrorRule(draft);
        AlarmRule alarms = new AlarmRule(draft, normal);
        times.readRates();
        for (int i = 0; i < amounts.size(); i++) {
            Amount amount = amounts.get(i);
            if (words.isUsed(amount.from()) || alarms.read(amounts, i) || errors.read(amount)) {
                continue;
            }
            switch (amount.unit().dimension()) {
                case MEMORY -> memory.read(amount);
                case TIME -> times.read(amount);
                case SHARE -> shares.read(amount);
                case NONE -> readPlain(shares, memory, amounts, i);
                case RATE -> {} // read with the rates
            }
        }
    }

    /** A number without a unit may be part of a ratio, a share, or memory in the unit said before. */
    private static void readPlain(ShareRule shares, MemoryRule memory, List<Amount> amounts, int i) {
        if (!shares.readOutOf(amounts, i) && !shares.readWithoutUnit(amounts.get(i))) {
            memory.readWithoutUnit(amounts.get(i));
        }
    }

    private static List<Question> missing(
            Words words, BoardRule rule, BoardRule.Finding board, Optional<TaskKind> kind) {
        List<Question> missing = new ArrayList<>();
        if (kind.isEmpty()) {
            missing.add(new Question(
                    "kind", "what should the device tell apart?", List.of("classification", "regression", "anomaly")));
        }
        if (board.ids().isEmpty() && board.problem().isEmpty()) {
            missing.add(rule.question(words));
        }
        return missing;
    }

    private static Understanding result(
            String sentence,
            Draft draft,
            Optional<TaskKind> kind,
            BoardRule.Finding board,
            Boards boards,
            List<Question> missing) {
        List<Diagnosis> problems = new ArrayList<>();
        board.problem().ifPresent(problems::add);
        problems.addAll(draft.problems());
        Optional<Board> chosen = board.only().flatMap(boards::byId);
        chosen.ifPresent(one -> problems.addAll(Budgets.problems(draft.goals(), one)));
        return new Understanding(
                Tokenizer.clean(sentence),
                kind,
                board.only(),
                draft.goals(),
                draft.labels(),
                draft.value("sensor").orElse(""),
                draft.value("application").orElse(""),
                draft.columns(),
                draft.value("label"),
                draft.value("unit"),
                draft.has("ahead"),
                draft.parts().stream()
                        .filter(part -> !part.name().equals("board") || chosen.isPresent())
                        .toList(),
                draft.words().unused(),
                board.problem(),
                problems,
                missing);
    }

    private static Understanding tooLong(String sentence) {
        Diagnosis problem = new Diagnosis(
                "the sentence has " + sentence.length() + " characters, at most " + MAX_LENGTH + " are read",
                "",
                "say in a few sentences what to tell apart, on which board, within which limits");
        return new Understanding(
                Tokenizer.clean(sentence.substring(0, MAX_LENGTH)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(problem),
                List.of());
    }
}
