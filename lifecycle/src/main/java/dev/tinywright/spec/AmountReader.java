package dev.tinywright.spec;

import dev.tinywright.spec.Amount.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds numbers in a sentence, in digits or words, and the unit that follows: "32 KB", "0,5 s", "a quarter of a megabyte",
 * "ninety-five percent", "two and a half weeks".
 */
final class AmountReader {
    private static final Map<String, Double> SMALL = Map.ofEntries(
            Map.entry("zero", 0.0),
            Map.entry("one", 1.0),
            Map.entry("two", 2.0),
            Map.entry("three", 3.0),
            Map.entry("four", 4.0),
            Map.entry("five", 5.0),
            Map.entry("six", 6.0),
            Map.entry("seven", 7.0),
            Map.entry("eight", 8.0),
            Map.entry("nine", 9.0),
            Map.entry("ten", 10.0),
            Map.entry("eleven", 11.0),
            Map.entry("twelve", 12.0),
            Map.entry("thirteen", 13.0),
            Map.entry("fourteen", 14.0),
            Map.entry("fifteen", 15.0),
            Map.entry("sixteen", 16.0),
            Map.entry("seventeen", 17.0),
            Map.entry("eighteen", 18.0),
            Map.entry("nineteen", 19.0),
            Map.entry("twenty", 20.0),
            Map.entry("thirty", 30.0),
            Map.entry("forty", 40.0),
            Map.entry("fourty", 40.0),
            Map.entry("fifty", 50.0),
            Map.entry("sixty", 60.0),
            Map.entry("seventy", 70.0),
            Map.entry("eighty", 80.0),
            Map.entry("ninety", 90.0));
    private static final Map<String, Double> LARGE =
            Map.of("dozen", 12.0, "couple", 2.0, "hundred", 100.0, "thousand", 1000.0, "million", 1e6, "billion", 1e9);
    private static final Map<String, Double> FRACTIONS = Map.of(
            "half",
            0.5,
            "quarter",
            0.25,
            "quarters",
            0.25,
            "third",
            1 / 3.0,
            "thirds",
            1 / 3.0,
            "tenth",
            0.1,
            "tenths",
            0.1);

    /** Words that are numbers from zero to ninety. */
    static final java.util.Set<String> NUMERALS = SMALL.keySet();

    private final Words words;

    private AmountReader(Words words) {
        this.words = words;
    }

    /** Returns all amounts of the sentence, in order; they do not overlap. */
    static List<Amount> amounts(Words words) {
        AmountReader reader = new AmountReader(words);
        List<Amount> amounts = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            Optional<Amount> amount = reader.amountAt(i);
            amount.ifPresent(amounts::add);
            i = amount.map(Amount::to).orElse(i + 1);
        }
        return amounts;
    }

    /** Returns the amount that starts at {@code i}, if one does. */
    private Optional<Amount> amountAt(int i) {
        boolean article = words.is(i, "a", "an");
        int start = article ? i + 1 : i;
        Optional<Amount> number = digits(start).or(() -> fraction(start, 1)).or(() -> inWords(start));
        if (number.isEmpty()) {
            return article && words.key(start).length() > 3
                    ? unit(start).map(u -> new Amount(1, u, i, start + 1))
                    : number;
        }
        if (article && words.isNumber(start)) {
            return Optional.empty(); // "a 32 KB budget": the number counts, the article does not belong to it
        }
        Amount plain = andAHalf(number.get());
        return Optional.of(withUnit(new Amount(plain.value(), Unit.NONE, i, plain.to())));
    }

    private Amount withUnit(Amount number) {
        int at = number.to();
        boolean shortUnits = words.isNumber(at - 1);
        if (words.phrase(at, "per cent")) {
            return new Amount(number.value(), Unit.PERCENT, number.from(), at + 2);
        }
        Optional<Unit> unit = unit(at).filter(u -> shortUnits || words.key(at).length() > 1 || u == Unit.PERCENT);
        return unit.map(u -> new Amount(number.value(), u, number.from(), at + 1))
                .orElse(number);
    }

    private Optional<Amount> digits(int i) {
        if (!words.isNumber(i)) {
            return Optional.empty();
        }
        double value = parse(words.key(i));
        if (words.is(i + 1, "/") && words.isNumber(i + 2) && parse(words.key(i + 2)) != 0) {
            double quotient = value / parse(words.key(i + 2));
            int to = words.is(i + 3, "a", "an", "of") ? skipOfA(i + 3) : i + 3;
            return Optional.of(new Amount(quotient, Unit.NONE, i, to));
        }
        if (FRACTIONS.containsKey(words.key(i + 1)) && words.key(i + 1).endsWith("s")) {
            return fraction(i + 1, value);
        }
        int to = i + 1;
        while (words.is(to, "hundred", "thousand", "million", "billion", "dozen")) {
            value *= LARGE.getOrDefault(words.key(to), 1.0);
            to++;
        }
        return Optional.of(new Amount(value, Unit.NONE, i, to));
    }

    /** "half a", "quarter of a", "three quarters of a": the article belongs to the number where a unit follows. */
    private Optional<Amount> fraction(int i, double times) {
        Double share = FRACTIONS.get(words.key(i));
        if (share == null) {
            return Optional.empty();
        }
        int beforeUnit = skipOfA(i + 1);
        boolean unitFollows = unit(beforeUnit).isPresent();
        return Optional.of(new Amount(times * share, Unit.NONE, i, unitFollows ? beforeUnit : i + 1));
    }

    private int skipOfA(int i) {
        int at = words.is(i, "of") ? i + 1 : i;
        return words.is(at, "a", "an", "one") ? at + 1 : at;
    }

    /** "twenty five", "two hundred and fifty six", "three quarters of a". */
    private Optional<Amount> inWords(int i) {
        double total = 0;
        double current = 0;
        int at = i;
        while (continues(at, i, current)) {
            if (LARGE.containsKey(words.key(at))) {
                current = Math.max(current, 1) * LARGE.getOrDefault(words.key(at), 1.0);
                if (current >= 1000) {
                    total += current;
                    current = 0;
                }
            } else {
                current += SMALL.getOrDefault(words.key(at), 0.0);
            }
            at++;
        }
        if (at == i) {
            return Optional.empty();
        }
        if (words.is(at, "quarters", "thirds", "tenths")) {
            return fraction(at, total + current).map(parts -> new Amount(parts.value(), Unit.NONE, i, parts.to()));
        }
        boolean of = words.is(at, "of") && unit(at + 1).isPresent();
        return Optional.of(new Amount(total + current, Unit.NONE, i, of ? at + 1 : at));
    }

    /** True where the word at {@code at} belongs to the numeral that began at {@code first} and is worth {@code current} so far. */
    private boolean continues(int at, int first, double current) {
        if (words.is(at, "and")) {
            return at > first && words.is(at - 1, "hundred", "thousand") && SMALL.containsKey(words.key(at + 1));
        }
        if (LARGE.containsKey(words.key(at))) {
            return true;
        }
        Double small = SMALL.get(words.key(at));
        return small != null
                && (at == first || words.is(at - 1, "and") || (small < 10 ? current % 10 == 0 : current % 100 == 0));
    }

    private Amount andAHalf(Amount number) {
        boolean follows = words.phrase(number.to(), "and a half");
        return follows ? new Amount(number.value() + 0.5, Unit.NONE, number.from(), number.to() + 3) : number;
    }

    private Optional<Unit> unit(int i) {
        return Optional.ofNullable(Vocabulary.UNITS.get(words.key(i)));
    }

    /**
     * Returns the value of digits: "1.5" and "1,5" are one and a half, "1,024" and "1.048.576" have thousands marked,
     * "0,125" is an eighth.
     */
    static double parse(String digits) {
        boolean thousands = digits.matches("-?[1-9]\\d{0,2}(,\\d{3})+(\\.\\d+)?")
                || digits.matches("-?[1-9]\\d{0,2}(\\.\\d{3}){2,}");
        if (thousands) {
            return Double.parseDouble(digits.contains(",") ? digits.replace(",", "") : digits.replace(".", ""));
        }
        String plain = digits.replace(',', '.');
        boolean oneMark = plain.indexOf('.') == plain.lastIndexOf('.');
        return oneMark ? Double.parseDouble(plain) : Double.NaN;
    }
}
