package dev.tinywright.recording;

import dev.tinywright.recording.Captures.Kind;
import dev.tinywright.spec.DataSource;
import dev.tinywright.spec.YamlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What CSV files hold where a number is to be predicted. They are recordings where a number belongs to each of them, by a list, a
 * folder, a name or a column that is the same throughout; or where a column changes with the others faster than ten times a
 * second, or the sentence speaks of a stretch of time. Otherwise a row is an example, and they are a table.
 */
final class NumberEvidence {
    /** From this rate on, rows a second, the number is told from a stretch of them and not from one. */
    private static final double FAST = 10;

    private static final double SLOWEST = 2;
    private static final double LIKE_NEIGHBOURS = 0.3;
    private static final int LOOKED_AT = 12;
    private static final int LOOKED_ROWS = 100_000;
    private static final int FEWEST_FILES = 3;
    /** Of a recording of one number, at least. */
    private static final int FEWEST_ROWS = 16;
    /** Stretches of one number are recordings where they are that long on average... */
    private static final int LONG_STRETCH = 50;
    /** ...and the number jumps from one to the next by this share of its range; else it was only written coarsely. */
    private static final double JUMP = 0.05;

    private static final long MOST_BYTES = 32L << 20;

    private final CaptureHints hints;
    private final NumberWish wish;
    private final List<FileList> lists;
    private final List<Item> others;
    private final List<String> notes;

    NumberEvidence(CaptureHints hints, NumberWish wish, List<FileList> lists, List<Item> others, List<String> notes) {
        this.hints = hints;
        this.wish = wish;
        this.lists = lists;
        this.others = others;
        this.notes = notes;
    }

    /**
     * What one file shows.
     *
     * @param target the column of the number; empty where it has none
     * @param unit of that
     * @param stretches of one number, one after the other
     * @param jump from one to the next, on average, in parts of the number's range
     */
    private record Glance(
            long rows,
            int channels,
            double rateHz,
            double likeness,
            String target,
            String unit,
            int stretches,
            double jump) {}

    /** @param items CSV files, at least one */
    Evidence of(List<Item> items) {
        List<Glance> glances = glances(items);
        Optional<String> target = target(glances);
        if (target.isEmpty()) {
            return belongsToFiles(items, glances) ? evidence(true, items, Optional.empty()) : table(items);
        }
        double likeness = median(glances, Glance::likeness);
        double rate = Math.max(
                glances.stream().mapToDouble(Glance::rateHz).min().orElse(0),
                hints.rateHz().orElse(0));
        boolean each = items.size() >= FEWEST_FILES
                && glances.stream().allMatch(g -> g.stretches() == 1 && g.rows() >= FEWEST_ROWS);
        boolean steady = likeness > LIKE_NEIGHBOURS && rate >= (wish.windows() ? SLOWEST : FAST);
        if (!each && !steady) {
            return table(items);
        }
        boolean jumps = glances.stream()
                .allMatch(g ->
                        g.stretches() == 1 || (g.rows() >= (long) LONG_STRETCH * g.stretches() && g.jump() >= JUMP));
        notes.add(String.format(
                Locale.ROOT,
                "recordings, not a table: %s%s; the correlation of a row with the next is %.2f",
                items.size() == 1 ? "one file" : items.size() + " CSV files",
                rate > 0 ? " of " + YamlText.number(Math.rint(rate * 100) / 100) + " rows a second" : "",
                likeness));
        return evidence(
                true,
                items,
                Optional.of(new Evidence.Target(target.get(), glances.getFirst().unit(), !each && !jumps)));
    }

    private static Optional<String> target(List<Glance> glances) {
        String first = glances.isEmpty() ? "" : glances.getFirst().target();
        boolean all = glances.stream().allMatch(g -> g.target().equals(first));
        return all && !first.isEmpty() ? Optional.of(first) : Optional.empty();
    }

    /** True where lists, folders or names have a number for at least half of the files, and their rows follow each other. */
    private boolean belongsToFiles(List<Item> items, List<Glance> glances) {
        if (items.size() < 2 || glances.isEmpty()) {
            return false;
        }
        ListedLabels listed = ListedLabels.of(others, lists, new CaptureAccount.Tally());
        long numbers = Places.of(items, hints, false, new CaptureAccount.Tally()).places().stream()
                .flatMap(place -> listed.place(place).stream())
                .filter(place -> place.label().flatMap(NumberText::of).isPresent())
                .count();
        boolean clock = glances.stream().allMatch(g -> g.rateHz() > 0);
        boolean alike = glances.stream().map(Glance::channels).distinct().count() == 1
                && glances.stream().map(Glance::rows).distinct().count() == 1;
        double likeness = median(glances, Glance::likeness);
        boolean recordings = 2 * numbers >= items.size()
                && median(glances, Glance::rows) >= FEWEST_ROWS
                && (clock || likeness > LIKE_NEIGHBOURS || alike || listed.hasLabels());
        if (recordings) {
            notes.add(String.format(
                    Locale.ROOT,
                    "recordings, not a table: %d CSV files%s; the correlation of a row with the next is %.2f",
                    items.size(),
                    clock ? ", with a time column" : "",
                    likeness));
        }
        return recordings;
    }

    private Evidence table(List<Item> items) {
        return evidence(false, items, Optional.empty());
    }

    private Evidence evidence(boolean captures, List<Item> items, Optional<Evidence.Target> target) {
        return new Evidence(captures, Kind.RECORDINGS, items, others, lists, 0, target, notes);
    }

    private static double median(List<Glance> glances, java.util.function.ToDoubleFunction<Glance> of) {
        double[] sorted = glances.stream().mapToDouble(of).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private List<Glance> glances(List<Item> items) {
        int step = Math.max(1, items.size() / LOOKED_AT);
        List<Glance> glances = new ArrayList<>();
        for (int i = 0; i < items.size(); i += step) {
            glance(items.get(i)).ifPresent(glances::add);
        }
        return glances;
    }

    private Optional<Glance> glance(Item item) {
        try {
            DataSource any = new DataSource(item.path(), wish.column(), List.of(), Optional.empty());
            ByteSource looked = new ByteSource.Beginning(Utf16Text.plain(item.bytes()), MOST_BYTES);
            CsvForm form = CsvForm.of(looked, any, Optional.of(wish));
            List<Signal> signals = CsvSignals.read(looked, any, Optional.of(wish), new Flaws());
            Signal longest = signals.stream()
                    .max((a, b) -> Long.compare(a.frames(), b.frames()))
                    .orElseThrow();
            return Optional.of(glance(form, signals, longest));
        } catch (IOException e) {
            return Optional.empty(); // it is read again, for its reason, where it is counted
        }
    }

    private static Glance glance(CsvForm form, List<Signal> signals, Signal longest) throws IOException {
        int width = longest.channels().size();
        boolean has = form.target() >= 0;
        float[] number = has ? last(longest, width) : new float[0];
        int stretches = 0;
        double jumps = 0;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < number.length; i++) {
            boolean other = i == 0 || number[i] != number[i - 1];
            stretches += other ? 1 : 0;
            jumps += other && i > 0 ? Math.abs(number[i] - number[i - 1]) : 0;
            low = Math.min(low, number[i]);
            high = Math.max(high, number[i]);
        }
        double jump = stretches > 1 && high > low ? jumps / (stretches - 1) / (high - low) : 0;
        long rows = signals.stream().mapToLong(Signal::frames).sum();
        return new Glance(
                has ? number.length : rows,
                width,
                longest.rateHz(),
                Evidence.Glance.likeness(longest),
                has ? form.names().get(form.target()) : "",
                has ? form.units().get(form.target()) : "",
                stretches,
                jump);
    }

    /** Returns the number of each row, the last known one where it is missing. */
    private static float[] last(Signal signal, int width) throws IOException {
        int rows = (int) Math.min(LOOKED_ROWS, signal.frames());
        float[] all = signal.samples().read(0, rows);
        float[] number = new float[rows];
        for (int i = 0; i < rows; i++) {
            float value = all[i * width + width - 1];
            number[i] = Float.isNaN(value) && i > 0 ? number[i - 1] : value;
        }
        boolean missing = IntStream.range(0, rows).allMatch(i -> Float.isNaN(number[i]));
        return missing ? new float[0] : Arrays.copyOf(number, rows);
    }
}
