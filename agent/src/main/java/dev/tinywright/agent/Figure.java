package dev.tinywright.agent;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number in a text, with its unit: {@code 96.2 %}, {@code 3,004 B}, {@code 48.6 µs}.
 *
 * @param text as it is written
 * @param number as it is written, not negative: 96.2
 * @param unit of it; {@link Unit#NONE} where none is written
 */
record Figure(String text, BigDecimal number, Unit unit) {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** What units of one dimension are compared by. */
    enum Dimension {
        NONE,
        SHARE,
        BYTES,
        MILLIS,
        HERTZ
    }

    /**
     * @param factors to the dimension's own unit; several where people mean different things by it
     */
    record Unit(Dimension dimension, List<BigDecimal> factors) {
        static final Unit NONE = of(Dimension.NONE, "1");

        Unit {
            factors = List.copyOf(factors);
        }

        private static Unit of(Dimension dimension, String... factors) {
            return new Unit(dimension, Stream.of(factors).map(BigDecimal::new).toList());
        }
    }

    private static final Map<String, Unit> UNITS = Map.ofEntries(
            Map.entry("%", Unit.of(Dimension.SHARE, "0.01")),
            Map.entry("percent", Unit.of(Dimension.SHARE, "0.01")),
            Map.entry("percentage", Unit.of(Dimension.SHARE, "0.01")),
            Map.entry("per cent", Unit.of(Dimension.SHARE, "0.01")),
            Map.entry("b", Unit.of(Dimension.BYTES, "1")),
            Map.entry("byte", Unit.of(Dimension.BYTES, "1")),
            Map.entry("bytes", Unit.of(Dimension.BYTES, "1")),
            Map.entry("kib", Unit.of(Dimension.BYTES, "1024")),
            Map.entry("kb", Unit.of(Dimension.BYTES, "1024", "1000")),
            Map.entry("kilobytes", Unit.of(Dimension.BYTES, "1024", "1000")),
            Map.entry("mib", Unit.of(Dimension.BYTES, "1048576")),
            Map.entry("mb", Unit.of(Dimension.BYTES, "1048576", "1000000")),
            Map.entry("ns", Unit.of(Dimension.MILLIS, "0.000001")),
            Map.entry("us", Unit.of(Dimension.MILLIS, "0.001")),
            Map.entry("μs", Unit.of(Dimension.MILLIS, "0.001")),
            Map.entry("microseconds", Unit.of(Dimension.MILLIS, "0.001")),
            Map.entry("ms", Unit.of(Dimension.MILLIS, "1")),
            Map.entry("milliseconds", Unit.of(Dimension.MILLIS, "1")),
            Map.entry("s", Unit.of(Dimension.MILLIS, "1000")),
            Map.entry("second", Unit.of(Dimension.MILLIS, "1000")),
            Map.entry("seconds", Unit.of(Dimension.MILLIS, "1000")),
            Map.entry("hz", Unit.of(Dimension.HERTZ, "1")),
            Map.entry("khz", Unit.of(Dimension.HERTZ, "1000")),
            Map.entry("mhz", Unit.of(Dimension.HERTZ, "1000000")));

    private static final String AMOUNT =
            "(?<number>(?:\\d{1,3}(?:[,'’]\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
                    + "(?: ?(?<unit>%|(?i:percentage|percent|per cent|bytes?|[KM]iB|[KM]?B|kilobytes|ns|us|μs|microseconds|ms"
                    + "|milliseconds|seconds?|s|[kM]?Hz)(?![A-Za-z0-9_])))?";

    /** Dates, times of day, version numbers; names with digits in them; then amounts. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<literal>\\d+(?:-\\d+){2,}|\\d+(?::\\d+)+|\\d+(?:\\.\\d+){2,})"
                    + "|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:[-.][A-Za-z0-9_]+)*)"
                    + "|" + AMOUNT);

    private static final Pattern DIGIT_GAP = Pattern.compile("(?<=\\d)[\\u00a0\\u2009\\u202f](?=\\d{3}(?!\\d))");

    /**
     * What a text has of figures.
     *
     * @param words that have digits in them but are no amounts: int8, nRF52840, 2026-11-21, in small letters
     */
    record Found(List<Figure> figures, List<String> words) {
        Found {
            figures = List.copyOf(figures);
            words = List.copyOf(words);
        }
    }

    /** Returns what is in {@code text}; digits of any script count, and characters that cannot be seen do not part them. */
    static Found in(String text) {
        List<Figure> figures = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(plain(text));
        while (token.find()) {
            if (token.group("number") != null) {
                figures.add(figure(token));
            } else if (token.group().chars().anyMatch(Character::isDigit)) {
                words.add(token.group().toLowerCase(Locale.ROOT));
            }
        }
        return new Found(figures, words);
    }

    /** Returns {@code text} in plain digits and spaces. */
    static String plain(String text) {
        String joined = DIGIT_GAP
                .matcher(text.replaceAll("[\\p{Cf}\\p{Cc}&&[^\\n\\t]]", ""))
                .replaceAll("");
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(joined, Normalizer.Form.NFKC)
                .codePoints()
                .forEach(c -> plain.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return plain.toString();
    }

    private static Figure figure(Matcher token) {
        BigDecimal number = new BigDecimal(token.group("number").replaceAll("[,'’]", ""));
        String unit = token.group("unit");
        return new Figure(
                token.group(),
                number,
                unit == null ? Unit.NONE : UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), Unit.NONE));
    }

    /** True where this is {@code measured}, maybe in another unit, maybe rounded. Nothing is rounded to all or to none. */
    boolean says(Figure measured) {
        if (unit.dimension() == Dimension.NONE) {
            return number.scale() <= 0
                    ? isSame(number, measured.number())
                    : isRounded(number, measured.number(), BigDecimal.ONE)
                            || isRounded(number, measured.value(), BigDecimal.ONE);
        }
        if (measured.unit().dimension() == unit.dimension()) {
            return unit.factors().stream()
                    .anyMatch(factor -> isRounded(number.multiply(factor), measured.value(), factor));
        }
        boolean isBareShare = unit.dimension() == Dimension.SHARE
                && measured.number().scale() > 0
                && measured.number().compareTo(BigDecimal.ONE) <= 0;
        return measured.unit().dimension() == Dimension.NONE
                && (isBareShare
                        ? isRounded(value(), measured.number(), unit.factors().getFirst())
                        : unit.dimension() != Dimension.SHARE && isSame(value(), measured.number()));
    }

    private BigDecimal value() {
        return number.multiply(unit.factors().getFirst());
    }

    private boolean isRounded(BigDecimal said, BigDecimal measured, BigDecimal factor) {
        boolean isAllOrNone =
                said.signum() == 0 || unit.dimension() == Dimension.SHARE && said.compareTo(BigDecimal.ONE) == 0;
        BigDecimal half = HALF.movePointLeft(Math.max(0, number.scale())).multiply(factor);
        return isAllOrNone
                ? isSame(said, measured)
                : said.subtract(measured).abs().compareTo(half) <= 0;
    }

    private static boolean isSame(BigDecimal a, BigDecimal b) {
        return a.compareTo(b) == 0;
    }
}
