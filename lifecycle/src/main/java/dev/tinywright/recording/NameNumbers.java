package dev.tinywright.recording;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds which part of places and names is the number that is to be predicted: a folder "1200 rpm", the beginning of
 * "35.5.rec1.json", or a field of "take3_rpm_1200.csv". Numbers that only count files are none.
 */
final class NameNumbers {
    private static final Pattern FIELD =
            Pattern.compile("(?:([\\p{L}°%]+)[_ =-]?|(?<![\\p{L}\\d]))((?<![\\p{L}\\d])-)?(" + NumberText.NUMBER
                    + ")(?!\\d)([\\p{L}°%µ/²³^]+)?(?=[_ ]([\\p{L}°%]+)|)");
    /** What numbers that count things, or tell who was recorded, stand behind. */
    private static final Set<String> COUNTED = Set.of(
            ("run take rec recording recordings file sample img image frame session sess test part clip no nr trial day set fold"
                            + " exp experiment measurement meas batch seg segment pic picture photo dsc wav audio sound data track"
                            + " record capture scan class cls group folder subject subj sub user usr person speaker spkr spk"
                            + " participant patient volunteer student device dev board machine motor node house car id idx index"
                            + " version v s p u r t n x y")
                    .split(" "));

    private static final Pattern DATE = Pattern.compile(
            "(?<!\\d)(?:19|20)\\d\\d([-_.]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])"
                    + "(?:[-_ tT]{0,3}[0-2]\\d[-_.:hH]?[0-5]\\d(?:[-_.:mM]?[0-5]\\d)?(?![\\p{L}°%]))?(?!\\d)(?:[_ ]+|-)?");
    /** At most so many digits: more are dates, or identifiers. */
    private static final int MOST_DIGITS = 7;

    private static final double LEAST_SHARE = 0.5;
    private static final int FEWEST_COUNTED = 4;
    /** Of names with a number each, at most this share begins anew. */
    private static final double MOST_SERIES = 0.67;

    private final List<Item> items;
    private final NumberWish wish;

    private NameNumbers(List<Item> items, NumberWish wish) {
        this.items = items;
        this.wish = wish;
    }

    /**
     * Where the number stands.
     *
     * @param level of folders, or -1 where it is in the files' names
     * @param of the text of each item, in order: a number with its unit, or whatever stands there in its place
     */
    record Found(int level, List<String> of, String note) {}

    private record Candidate(Found found, double score) {}

    /** @param before all that stands before the number, with the folder */
    private record Field(NumberText number, String before) {}

    /** @param levels folders of each item that may tell; all have {@code depth} of them at least */
    static Optional<Found> of(List<Item> items, Function<Item, List<String>> levels, int depth, NumberWish wish) {
        NameNumbers names = new NameNumbers(items, wish);
        List<Candidate> candidates = new ArrayList<>();
        for (int level = depth - 1; level >= 0; level--) {
            int at = level;
            List<String> texts = items.stream()
                    .map(item -> levels.apply(item).get(at).strip())
                    .toList();
            names.folder(level, texts).ifPresent(candidates::add);
        }
        names.inNames(candidates);
        return candidates.stream()
                .reduce((a, b) -> b.score() > a.score() ? b : a)
                .map(Candidate::found);
    }

    private Optional<Candidate> folder(int level, List<String> texts) {
        List<Optional<NumberText>> numbers =
                texts.stream().map(NameNumbers::undated).map(NumberText::of).toList();
        return scored(new Found(level, texts, "number: the name of the folder"), numbers, 2);
    }

    private void inNames(List<Candidate> candidates) {
        prefixed().ifPresent(candidates::add);
        List<List<Field>> fields = items.stream().map(NameNumbers::fields).toList();
        int most = fields.stream().mapToInt(List::size).max().orElse(0);
        for (int at = 0; at < most; at++) {
            candidate(fields, at, false).ifPresent(candidates::add);
        }
        for (int at = 1; at <= most; at++) {
            candidate(fields, at, true).ifPresent(candidates::add);
        }
    }

    /** @param at index from the left, or from 1 on from the right */
    private Optional<Candidate> candidate(List<List<Field>> fields, int at, boolean fromRight) {
        List<Optional<Field>> numbers = fields.stream()
                .map(of -> {
                    int index = fromRight ? of.size() - at : at;
                    return index >= 0 && index < of.size() ? Optional.of(of.get(index)) : Optional.<Field>empty();
                })
                .toList();
        return inName(numbers, 1.5);
    }

    /** "35.5.rec1.json": a number up to a dot, with what is behind the point where more follows. */
    private Optional<Candidate> prefixed() {
        Pattern whole = Pattern.compile("^([+-]?\\d+(?:\\.\\d+)?)([\\p{L}°%µ/²³^]*)\\.[^.]+.*");
        Pattern upToDot = Pattern.compile("^([+-]?\\d+)([\\p{L}°%µ/²³^]*)\\..*");
        List<String> stems = items.stream().map(item -> undated(item.stem())).toList();
        boolean point = stems.stream().allMatch(stem -> whole.matcher(stem).matches());
        Pattern pattern = point ? whole : upToDot;
        List<Optional<Field>> numbers = IntStream.range(0, items.size())
                .mapToObj(i -> {
                    Matcher m = pattern.matcher(stems.get(i));
                    return m.matches()
                            ? NumberText.of(m.group(1), "", m.group(2)).map(of -> new Field(of, folder(items.get(i))))
                            : Optional.<Field>empty();
                })
                .toList();
        return inName(numbers, 2);
    }

    private Optional<Candidate> inName(List<Optional<Field>> fields, double plain) {
        List<Optional<NumberText>> numbers =
                fields.stream().map(field -> field.map(Field::number)).toList();
        List<String> texts = IntStream.range(0, items.size())
                .mapToObj(i -> numbers.get(i)
                        .map(NameNumbers::text)
                        .orElse(items.get(i).stem()))
                .toList();
        String example = items.getFirst().fileName();
        Optional<Candidate> candidate = scored(
                new Found(-1, texts, "number: in the files' names, such as " + texts.getFirst() + " of " + example),
                numbers,
                plain);
        return candidate.filter(of -> of.score() >= 3 || !count(fields));
    }

    private static String text(NumberText number) {
        String value = new BigDecimal(Float.toString(number.value()))
                .stripTrailingZeros()
                .toPlainString();
        return value + (number.unit().isEmpty() ? "" : " " + number.unit());
    }

    /** Returns {@code text}, as long as it is, without the dates in it and what they are set off by. */
    private static String undated(String text) {
        return DATE.matcher(text).replaceAll(date -> "#".repeat(date.end() - date.start()));
    }

    private static String folder(Item item) {
        return item.name().substring(0, item.name().lastIndexOf('/') + 1);
    }

    private static List<Field> fields(Item item) {
        List<Field> fields = new ArrayList<>();
        Matcher matcher = FIELD.matcher(undated(item.stem()));
        while (matcher.find()) {
            String sign = matcher.group(2) == null ? "" : "-";
            String before = matcher.group(1) == null ? "" : matcher.group(1);
            boolean apart = matcher.group(5) != null && NumberText.isUnit(matcher.group(5));
            String behind = matcher.group(4) != null ? matcher.group(4) : apart ? matcher.group(5) : "";
            boolean dense = matcher.group(3).replaceAll("\\D", "").length() > MOST_DIGITS;
            if (!dense) {
                String all = folder(item) + item.stem().substring(0, matcher.start(3));
                NumberText.of(sign + matcher.group(3), before, behind)
                        .ifPresent(number -> fields.add(new Field(number, all)));
            }
        }
        return fields;
    }

    private Optional<Candidate> scored(Found found, List<Optional<NumberText>> numbers, double plain) {
        List<NumberText> there = numbers.stream().flatMap(Optional::stream).toList();
        if (there.isEmpty() || there.size() < LEAST_SHARE * numbers.size()) {
            return Optional.empty();
        }
        double score = there.stream()
                        .mapToDouble(number -> score(number, plain))
                        .average()
                        .orElse(0)
                * there.size()
                / numbers.size();
        Set<Float> different = new HashSet<>();
        there.forEach(number -> different.add(number.value()));
        return score <= 0
                ? Optional.empty()
                : Optional.of(new Candidate(found, different.size() > 1 ? score : score / 10));
    }

    private double score(NumberText number, double plain) {
        if (!number.word().isEmpty() && wish.means(number.word())) {
            return 4;
        }
        if (!number.unit().isEmpty()) {
            return wish.means(number.unit()) ? 4 : 3;
        }
        if (number.word().isEmpty()) {
            return plain;
        }
        return COUNTED.contains(lastWord(number.word())) ? 0 : 1;
    }

    private static String lastWord(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
        return words.length == 0 ? "" : words[words.length - 1];
    }

    /** True where each file has the next number, of all or of those with the same folder and words before it. */
    private static boolean count(List<Optional<Field>> fields) {
        List<Field> there = fields.stream().flatMap(Optional::stream).toList();
        Map<String, List<Float>> each = new HashMap<>();
        there.forEach(field -> each.computeIfAbsent(field.before(), _ -> new ArrayList<>())
                .add(field.number().value()));
        List<Float> all = there.stream().map(field -> field.number().value()).toList();
        boolean several = MOST_SERIES * there.size() >= each.size();
        return there.size() >= FEWEST_COUNTED
                && (follow(all) || (several && each.values().stream().allMatch(NameNumbers::isSeries)));
    }

    private static boolean isSeries(List<Float> numbers) {
        return follow(numbers) && numbers.stream().anyMatch(number -> number == 0 || number == 1);
    }

    private static boolean follow(List<Float> numbers) {
        double[] sorted = numbers.stream().mapToDouble(Float::doubleValue).toArray();
        Arrays.sort(sorted);
        return IntStream.range(1, sorted.length).allMatch(k -> sorted[k] == sorted[k - 1] + 1);
    }
}
