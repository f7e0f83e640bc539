package dev.tinywright.data;

import dev.tinywright.picture.Print;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import dev.tinywright.recording.SignalPrint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Finds captures that tell nothing new of each other: pictures whose prints differ in few bits, recordings with the same samples
 * once the quiet at their ends is cut off, near copies of another one, and recordings that overlap.
 */
final class Twins {
    /** Bits of 256 in which the prints of near-equal pictures may differ; of sounds it is a noise 18 dB below them. */
    static final int NEAR = 10;
    /** The same of other recordings, which are often alike without being copies: a noise 23 dB below them. */
    private static final int NEAR_RECORDINGS = 6;
    /** A print with fewer bits set, or clear, is that of a nearly plain picture. */
    private static final int TELLING = 24;

    private static final int BANDS = 16;
    /** Hashes of at most 64 that recordings which overlap have in common; with a tenth in common they share about three. */
    private static final int SHARED_RUNS = 3;
    /** Of recordings with one run in common so many are looked at: they hang together anyway. */
    private static final int MOST_SHARING = 32;

    private final List<Capture> captures;
    private final Captures.Kind kind;
    private final int[] parent;

    private Twins(List<Capture> captures, Captures.Kind kind) {
        this.captures = captures;
        this.kind = kind;
        this.parent = new int[captures.size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
    }

    /** Returns for each capture the first of those that are near to it, directly or over others. */
    static int[] firstNear(Captures all, List<Integer> indexes) {
        Twins twins = new Twins(indexes.stream().map(all.all()::get).toList(), all.kind());
        if (all.kind() == Captures.Kind.PICTURES) {
            twins.unitePictures();
        } else {
            twins.uniteRecordings();
        }
        return twins.roots();
    }

    /** Returns for each picture the first of those whose files have the same bytes; one that cannot be read is like none. */
    static int[] firstEqual(Captures all, List<Integer> indexes) {
        Twins twins = new Twins(indexes.stream().map(all.all()::get).toList(), all.kind());
        Map<List<Long>, Integer> first = new HashMap<>(); // equal bytes have equal prints: only of these bytes are read
        Map<List<Long>, Long> having =
                twins.captures.stream().collect(Collectors.groupingBy(Twins::bits, Collectors.counting()));
        for (int i = 0; i < twins.parent.length; i++) {
            Capture capture = twins.captures.get(i);
            if (having.getOrDefault(bits(capture), 0L) > 1) {
                Optional<List<Long>> content = content(capture);
                if (content.isPresent()) {
                    twins.uniteWithFirst(first, content.get(), i);
                }
            }
        }
        return twins.roots();
    }

    private static List<Long> bits(Capture capture) {
        return Arrays.stream(capture.print()).boxed().toList();
    }

    private static Optional<List<Long>> content(Capture capture) {
        CRC32C sum = new CRC32C();
        long size = 0;
        try (InputStream in = capture.picture().orElseThrow().opener().open()) {
            byte[] buffer = new byte[1 << 14];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sum.update(buffer, 0, read);
                size += read;
            }
            return Optional.of(Stream.concat(Stream.of(size, sum.getValue()), bits(capture).stream())
                    .toList());
        } catch (IOException _) {
            return Optional.empty(); // reading its pixels to learn from says what is wrong with it
        }
    }

    /**
     * Returns the places of those that are near to one on a later side.
     *
     * @param sides of {@code indexes}, in the order of {@link Splitter#TRAINING}, VALIDATION and TEST
     */
    static int[] nearToLater(Captures all, List<Integer> indexes, byte[] sides) {
        List<Capture> captures = indexes.stream().map(all.all()::get).toList();
        Map<Long, List<Integer>> having = new HashMap<>();
        for (int i = sides.length - 1; i >= 0; i--) {
            for (long key : sides[i] > Splitter.TRAINING ? keys(captures.get(i), all.kind()) : new long[0]) {
                List<Integer> others = having.computeIfAbsent(key, _ -> new ArrayList<>());
                byte side = sides[i];
                if (others.stream().filter(other -> sides[other] == side).count() < MOST_SHARING) {
                    others.add(i);
                }
            }
        }
        return IntStream.range(0, sides.length)
                .filter(i -> Arrays.stream(keys(captures.get(i), all.kind()))
                        .mapToObj(key -> having.getOrDefault(key, List.of()))
                        .flatMap(List::stream)
                        .distinct()
                        .anyMatch(j -> sides[j] > sides[i] && areNear(captures.get(i), captures.get(j), all.kind())))
                .toArray();
    }

    /** Returns numbers of which near captures have at least one in common. */
    private static long[] keys(Capture capture, Captures.Kind kind) {
        long[] print = capture.print();
        if (print.length == 0) {
            return print;
        }
        boolean picture = kind == Captures.Kind.PICTURES;
        long[] near = picture ? print : SignalPrint.near(print);
        LongStream bands = IntStream.range(0, BANDS)
                .mapToLong(band -> (near[band / 4] >>> (16 * (band % 4)) & 0xFFFF) << 4 | band);
        return picture
                ? bands.toArray()
                : LongStream.concat(
                                bands,
                                LongStream.concat(
                                        LongStream.of(SignalPrint.exact(print)),
                                        Arrays.stream(SignalPrint.runs(print))))
                        .toArray();
    }

    /** True where one capture repeats the other, or a part of it. */
    static boolean areNear(Capture a, Capture b, Captures.Kind kind) {
        long[] first = a.print();
        long[] second = b.print();
        if (first.length == 0 || second.length == 0) {
            return false;
        }
        if (kind == Captures.Kind.PICTURES) {
            return Arrays.equals(first, second) || isNear(first, second, NEAR);
        }
        return SignalPrint.exact(first) == SignalPrint.exact(second)
                || isNear(SignalPrint.near(first), SignalPrint.near(second), near(kind))
                || shared(SignalPrint.runs(first), SignalPrint.runs(second)) >= SHARED_RUNS;
    }

    private static int near(Captures.Kind kind) {
        return kind == Captures.Kind.RECORDINGS ? NEAR_RECORDINGS : NEAR;
    }

    private static boolean isNear(long[] a, long[] b, int most) {
        return tells(a) && tells(b) && Print.distance(a, b) <= most;
    }

    private static boolean tells(long[] print) {
        int size = Print.size(print);
        return size >= TELLING && size <= Print.BITS - TELLING;
    }

    /** @param a ascending, as {@code b} is */
    private static int shared(long[] a, long[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            shared += a[i] == b[j] ? 1 : 0;
            boolean next = a[i] <= b[j];
            j += a[i] >= b[j] ? 1 : 0;
            i += next ? 1 : 0;
        }
        return shared;
    }

    /** Returns the same for captures that are equal, nearly so, or were taken at once: see {@link Bursts}. */
    static int[] firstTogether(Captures all, List<Integer> indexes, int[] firstNear) {
        Twins twins = new Twins(indexes.stream().map(all.all()::get).toList(), all.kind());
        System.arraycopy(firstNear, 0, twins.parent, 0, firstNear.length);
        Bursts.pairs(twins.captures).forEach(pair -> twins.unite(pair[0], pair[1]));
        return twins.roots();
    }

    private int[] roots() {
        int[] first = new int[parent.length];
        for (int i = 0; i < first.length; i++) {
            first[i] = root(i);
        }
        return first;
    }

    private int root(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private void unite(int a, int b) {
        int low = Math.min(root(a), root(b));
        int high = Math.max(root(a), root(b));
        parent[high] = low;
    }

    private void unitePictures() {
        uniteNear(captures.stream().map(Capture::print).toList());
        Map<List<Long>, Integer> first = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            if (captures.get(i).print().length > 0) {
                uniteWithFirst(first, bits(captures.get(i)), i);
            }
        }
    }

    private void uniteRecordings() {
        Map<Long, Integer> first = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            if (captures.get(i).print().length > 0) {
                uniteWithFirst(first, SignalPrint.exact(captures.get(i).print()), i);
            }
        }
        uniteNear(captures.stream()
                .map(c -> c.print().length > 0 ? SignalPrint.near(c.print()) : c.print())
                .toList());
        uniteOverlapping();
    }

    private <K> void uniteWithFirst(Map<K, Integer> first, K key, int i) {
        Integer before = first.putIfAbsent(key, i);
        if (before != null) {
            unite(i, before);
        }
    }

    /** Two prints that differ in fewer bits than there are bands have at least one band in common. */
    private void uniteNear(List<long[]> prints) {
        Map<Integer, List<Integer>> buckets = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            long[] print = prints.get(i);
            if (!tells(print)) {
                continue;
            }
            for (int band = 0; band < BANDS; band++) {
                int bits = (int) (print[band / 4] >>> (16 * (band % 4))) & 0xFFFF;
                if (bits != 0 && bits != 0xFFFF) {
                    List<Integer> bucket = buckets.computeIfAbsent(band << 16 | bits, key -> new ArrayList<>());
                    for (int other : bucket) {
                        if (root(other) != root(i) && Print.distance(print, prints.get(other)) <= near(kind)) {
                            unite(i, other);
                        }
                    }
                    bucket.add(i);
                }
            }
        }
    }

    private void uniteOverlapping() {
        Map<Long, List<Integer>> having = new HashMap<>();
        for (int i = 0; i < parent.length; i++) {
            long[] print = captures.get(i).print();
            Map<Integer, Integer> shared = new HashMap<>();
            for (long run : print.length > 0 ? SignalPrint.runs(print) : print) {
                List<Integer> others = having.computeIfAbsent(run, key -> new ArrayList<>());
                others.forEach(other -> shared.merge(other, 1, Integer::sum));
                if (others.size() < MOST_SHARING) {
                    others.add(i);
                }
            }
            int here = i;
            shared.forEach((other, runs) -> {
                if (runs >= SHARED_RUNS) {
                    unite(here, other);
                }
            });
        }
    }
}
