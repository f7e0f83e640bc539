package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Captures.Kind;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a path holds, told by the endings of its files and, of CSV files, by their numbers.
 *
 * @param captures false for a table
 * @param items the files of the kind
 * @param others files of no kind, among which may be lists of labels
 * @param lists of the files, with their classes or sides
 * @param takeRows rows of each take, where files hold one take after the other; 0 where they do not
 * @param target the column of the number to predict, where one is to be and files have it
 * @param notes why, for the person
 */
record Evidence(
        boolean captures,
        Kind kind,
        List<Item> items,
        List<Item> others,
        List<FileList> lists,
        int takeRows,
        Optional<Target> target,
        List<String> notes) {
    /**
     * A column of recordings that has the number to predict.
     *
     * @param unit as the header says, empty where it says none
     * @param changes true where it changes sample by sample; else it is the same for a stretch, as a class would be
     */
    record Target(String column, String unit, boolean changes) {}

    /** Rows in the order of time are like their neighbours; rows of a table, in whatever order, are not. */
    private static final double LIKE_NEIGHBOURS = 0.3;

    private static final int FEWEST_TAKE_ROWS = 8;
    private static final int LOOKED_AT = 12;
    private static final Set<String> ARCHIVES = Set.of("zip", "npz");

    static Evidence of(Path path, CaptureHints hints) {
        return of(path, hints, new CaptureAccount.Tally());
    }

    static Evidence of(Path path, CaptureHints hints, CaptureAccount.Tally tally) {
        if (!Files.exists(path)) {
            throw TinywrightException.usage(
                    "there is no file or folder of this name",
                    path.toString(),
                    "check the path given with --data, or data.path in task.yaml, which is relative to the project"
                            + " folder");
        }
        List<Item> files = files(path, hints, tally);
        List<FileList> lists = FileList.among(files, hints.number());
        Set<Item> listing = FileList.items(lists);
        List<Item> rest = files.stream().filter(item -> !listing.contains(item)).toList();
        return new Weighing(path, hints, tally, lists).of(rest);
    }

    /** Returns the files of a folder or archive; archives in a folder are opened, those in archives are not. */
    private static List<Item> files(Path path, CaptureHints hints, CaptureAccount.Tally tally) {
        List<Item> found = Files.isDirectory(path)
                ? Tree.files(path, tally)
                : List.of(new Item(path.getFileName().toString(), path, new ByteSource.OfFile(path)));
        boolean alone = found.size() == 1 && !Files.isDirectory(path);
        List<Item> files = new ArrayList<>();
        for (Item item : found) {
            if (!ARCHIVES.contains(item.extension())) {
                files.add(item);
                continue;
            }
            boolean numpy = item.extension().equals("npz");
            String prefix = alone && !numpy ? "" : item.name() + "/";
            try {
                Archive.items(item.path(), prefix, tally, hints.scratch()).forEach(entry -> {
                    if (ARCHIVES.contains(entry.extension())) {
                        tally.drop("it is an archive within an archive", entry.name());
                    } else {
                        files.add(entry);
                    }
                });
            } catch (IOException e) {
                tally.drop(e instanceof BadFile ? String.valueOf(e.getMessage()) : "it cannot be read", item.name());
            }
        }
        return files;
    }

    private enum Media {
        TEXT,
        SIGNAL,
        SOUND,
        PICTURE,
        OTHER
    }

    private static Media media(Item item) {
        return switch (item.extension()) {
            case "csv", "tsv" -> Media.TEXT;
            case "wav", "wave" -> Media.SOUND;
            case "json", "cbor", "npy" -> Media.SIGNAL;
            case "png", "jpg", "jpeg", "bmp", "gif" -> Media.PICTURE;
            default -> Media.OTHER;
        };
    }

    /** Weighs the evidence for one path. */
    private static final class Weighing {
        private final Path path;
        private final CaptureHints hints;
        private final CaptureAccount.Tally tally;
        private final List<FileList> lists;
        private final List<String> notes = new ArrayList<>();
        private List<Item> others = List.of();

        private Weighing(Path path, CaptureHints hints, CaptureAccount.Tally tally, List<FileList> lists) {
            this.path = path;
            this.lists = lists;
            this.hints = hints;
            this.tally = tally;
        }

        private Evidence of(List<Item> files) {
            Map<Media, List<Item>> by = new TreeMap<>();
            files.forEach(item ->
                    by.computeIfAbsent(media(item), key -> new ArrayList<>()).add(item));
            List<Item> rest = by.getOrDefault(Media.OTHER, List.of());
            by.remove(Media.OTHER);
            UnreadForms unread = UnreadForms.among(rest);
            others = rest.stream().filter(item -> !unread.has(item)).toList();
            if (by.isEmpty()) {
                unread.refuse(path);
            }
            unread.countIn(tally);
            Optional<Map.Entry<Media, List<Item>>> most = by.entrySet().stream()
                    .max((a, b) ->
                            Integer.compare(a.getValue().size(), b.getValue().size()));
            if (most.isEmpty()) {
                return new Evidence(
                        false, Kind.RECORDINGS, List.of(), List.of(), lists, 0, Optional.empty(), List.of());
            }
            Media media = most.orElseThrow().getKey();
            by.forEach((other, items) -> {
                if (other != media) {
                    items.forEach(item -> tally.drop("it is of another kind than most files", item.name()));
                }
            });
            List<Item> unknown =
                    others.stream().filter(item -> !ListedLabels.isOne(item)).toList();
            if (!unknown.isEmpty()) {
                notes.add("no data by their names: " + unknown.size() + (unknown.size() == 1 ? " file" : " files")
                        + ", such as " + unknown.getFirst().name());
            }
            List<Item> items = most.orElseThrow().getValue();
            return switch (media) {
                case SOUND -> new Evidence(true, Kind.SOUND, items, others, lists, 0, Optional.empty(), notes);
                case PICTURE -> new Evidence(true, Kind.PICTURES, items, others, lists, 0, Optional.empty(), notes);
                case SIGNAL -> new Evidence(true, Kind.RECORDINGS, items, others, lists, 0, Optional.empty(), notes);
                default -> ofText(items);
            };
        }

        private Evidence table(List<Item> items) {
            return new Evidence(false, Kind.RECORDINGS, items, others, lists, 0, Optional.empty(), notes);
        }

        private Evidence recordings(List<Item> items, int takeRows) {
            return new Evidence(true, Kind.RECORDINGS, items, others, lists, takeRows, Optional.empty(), notes);
        }

        private Evidence ofText(List<Item> all) {
            List<Item> top =
                    all.stream().filter(item -> item.folders().isEmpty()).toList();
            List<Item> items = top.isEmpty() ? all : top;
            if (items.size() < all.size()) {
                all.stream()
                        .filter(item -> !items.contains(item))
                        .forEach(item -> tally.drop("it lies in a folder beside the data", item.name()));
            }
            if (hints.number().isPresent()) {
                return new NumberEvidence(hints, hints.number().orElseThrow(), lists, others, notes).of(items);
            }
            if (items.size() == 1) {
                return ofOne(items);
            }
            Places.Found found = Places.of(items, hints, false, new CaptureAccount.Tally());
            long classes = found.places().stream()
                    .map(p -> p.label().orElse(""))
                    .distinct()
                    .count();
            long sides =
                    found.places().stream().map(Places.Place::side).distinct().count();
            boolean filePerClass = found.places().size() <= classes * sides;
            return filePerClass ? ofFilePerClass(items, found) : ofMany(items, found);
        }

        private Evidence ofMany(List<Item> items, Places.Found found) {
            List<Glance> glances = glances(found);
            boolean sameColumns =
                    glances.stream().mapToInt(Glance::channels).distinct().count() == 1;
            boolean sameRows =
                    glances.stream().mapToLong(Glance::rows).distinct().count() == 1;
            double likeness = median(glances);
            boolean clock = glances.stream().allMatch(Glance::clock);
            boolean labelInside = glances.stream().anyMatch(Glance::label);
            boolean recordings = !glances.isEmpty()
                    && !labelInside
                    && (clock || likeness > LIKE_NEIGHBOURS || (sameColumns && sameRows && items.size() >= 10));
            if (recordings) {
                notes.add("recordings, not a table: " + items.size() + " CSV files"
                        + (sameRows ? ", each of " + glances.getFirst().rows() + " rows" : "")
                        + (clock ? ", with a time column" : "") + alike(likeness));
            }
            return recordings ? recordings(items, 0) : table(items);
        }

        private static String alike(double likeness) {
            return String.format(Locale.ROOT, "; the correlation of a row with the next is %.2f", likeness);
        }

        private Evidence ofFilePerClass(List<Item> items, Places.Found found) {
            List<Glance> glances = new ArrayList<>();
            Map<String, Long> rowsOf = new TreeMap<>();
            long divisor = 0;
            boolean differ = false;
            for (Places.Place place : found.places()) {
                Glance glance = glance(place.item());
                glances.add(glance);
                rowsOf.merge(place.label().orElse(""), glance.rows(), Long::sum);
                differ |= divisor != 0 && glance.rows() != glances.getFirst().rows();
                divisor = greatest(divisor, glance.rows());
            }
            double likeness = median(glances);
            if (glances.stream().anyMatch(Glance::label)) {
                return table(items);
            }
            int stated = stated(rowsOf);
            if (stated >= FEWEST_TAKE_ROWS) {
                notes.add("gestures in a row, not a table: " + hints.takes().orElse(0)
                        + " of each class, as the sentence says, are " + stated + " rows each in every file"
                        + alike(likeness));
                return recordings(items, stated);
            }
            if (differ && glances.size() >= 3 && divisor >= 20 && likeness > LIKE_NEIGHBOURS) {
                notes.add("gestures in a row, not a table: the rows of every file are a multiple of " + divisor
                        + alike(likeness));
                return recordings(items, (int) Math.min(divisor, Integer.MAX_VALUE));
            }
            if (glances.stream().allMatch(g -> g.clock() && g.rateHz() >= 2) && likeness > LIKE_NEIGHBOURS) {
                notes.add("recordings, not a table: a file for each class, with a time column" + alike(likeness));
                return recordings(items, 0);
            }
            return table(items);
        }

        /** Returns the rows of a take, where the stated number of takes gives the same for every class; else 0. */
        private int stated(Map<String, Long> rowsOf) {
            if (hints.takes().isEmpty() || rowsOf.size() < 2) {
                return 0;
            }
            int takes = hints.takes().getAsInt();
            long rows = rowsOf.values().iterator().next();
            boolean all = rowsOf.values().stream().allMatch(r -> r == rows);
            return takes > 1 && all && rows % takes == 0 ? (int) Math.min(rows / takes, Integer.MAX_VALUE) : 0;
        }

        private static long greatest(long a, long b) {
            return b == 0 ? a : greatest(b, a % b);
        }

        private Evidence ofOne(List<Item> items) {
            Glance glance = glance(items.getFirst());
            boolean segments = glance.clock()
                    && glance.rateHz() >= 2
                    && glance.label()
                    && glance.rows() >= 20L * glance.segments()
                    && glance.likeness() > LIKE_NEIGHBOURS;
            if (segments) {
                notes.add(String.format(
                        Locale.ROOT,
                        "recordings, not a table: one file with a time column and %d stretches of one class%s",
                        glance.segments(),
                        alike(glance.likeness())));
            }
            return segments ? recordings(items, 0) : table(items);
        }

        private static double median(List<Glance> glances) {
            double[] sorted =
                    glances.stream().mapToDouble(Glance::likeness).sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        }

        private List<Glance> glances(Places.Found found) {
            int step = Math.max(1, found.places().size() / LOOKED_AT);
            List<Glance> glances = new ArrayList<>();
            for (int i = 0; i < found.places().size(); i += step) {
                Glance glance = glance(found.places().get(i).item());
                if (glance.rows() > 0) {
                    glances.add(glance);
                }
            }
            return glances;
        }

        private static Glance glance(Item item) {
            return Glance.of(item);
        }
    }

    /** What one CSV file shows. */
    record Glance(long rows, int channels, boolean clock, double rateHz, boolean label, int segments, double likeness) {
        private static final int ROWS = 2000;
        /** Of a longer file the beginning tells what it is: it will be read through once more. */
        private static final long MOST_BYTES = 32L << 20;

        static Glance of(Item item) {
            try {
                DataSource any = new DataSource(item.path(), Optional.empty(), List.of(), Optional.empty());
                ByteSource looked = new ByteSource.Beginning(Utf16Text.plain(item.bytes()), MOST_BYTES);
                CsvForm form = CsvForm.of(looked, any, Optional.empty());
                List<Signal> signals = CsvSignals.read(looked, any, Optional.empty(), new Flaws());
                long rows = signals.stream().mapToLong(Signal::frames).sum();
                Signal longest = signals.stream()
                        .max((a, b) -> Long.compare(a.frames(), b.frames()))
                        .orElseThrow();
                return new Glance(
                        rows,
                        longest.channels().size(),
                        form.clock().isPresent(),
                        longest.rateHz(),
                        form.label() >= 0,
                        signals.size(),
                        likeness(longest));
            } catch (IOException e) {
                return new Glance(0, 0, false, 0, false, 0, 0);
            }
        }

        /** Mean over the channels of the correlation of a sample with the next; 0 for constants. */
        static double likeness(Signal signal) throws IOException {
            int frames = (int) Math.min(ROWS, signal.frames());
            int channels = signal.channels().size();
            float[] samples = signal.samples().read(0, frames);
            return java.util.stream.IntStream.range(0, channels)
                    .mapToDouble(c -> likeness(column(samples, c, channels)))
                    .average()
                    .orElse(0);
        }

        private static float[] column(float[] samples, int channel, int channels) {
            float[] column = new float[samples.length / channels];
            for (int i = 0; i < column.length; i++) {
                column[i] = samples[i * channels + channel];
            }
            return column;
        }

        private static double likeness(float[] x) {
            double mean = 0;
            int n = 0;
            for (float v : x) {
                mean += Float.isNaN(v) ? 0 : v;
                n += Float.isNaN(v) ? 0 : 1;
            }
            mean /= Math.max(1, n);
            double same = 0;
            double next = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                if (!Float.isNaN(x[i]) && !Float.isNaN(x[i + 1])) {
                    same += (x[i] - mean) * (x[i] - mean);
                    next += (x[i] - mean) * (x[i + 1] - mean);
                }
            }
            return same == 0 ? 0 : next / same;
        }
    }
}
