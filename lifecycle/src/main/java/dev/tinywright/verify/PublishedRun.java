package dev.tinywright.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A published result of MLPerf Tiny, a row of {@code mlperf-tiny.csv}, which says where it is from.
 *
 * @param network "kws", "ic", "vww" or "ad"
 * @param microjoules of an inference; only where energy was measured
 * @param use what it sets or checks
 */
public record PublishedRun(
        String round,
        String submitter,
        String engine,
        String board,
        String core,
        double megahertz,
        String network,
        double perSecond,
        OptionalDouble microjoules,
        String use) {

    private static final List<PublishedRun> ALL =
            Table.rows("mlperf-tiny.csv").stream().map(PublishedRun::of).toList();

    private static PublishedRun of(String[] row) {
        return new PublishedRun(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                Double.parseDouble(row[5]),
                row[6],
                Double.parseDouble(row[7]),
                row[8].isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(row[8])),
                row[9]);
    }

    static List<PublishedRun> of(String use) {
        return ALL.stream().filter(run -> run.use().equals(use)).toList();
    }

    /** Cycles of an inference. */
    public double cycles() {
        return megahertz * 1e6 / perSecond;
    }

    public double millis() {
        return 1000 / perSecond;
    }

    /** Mean power while it runs; only where energy was measured. */
    double milliwatts() {
        return microjoules.orElseThrow() * perSecond / 1000;
    }

    /** A file of comma-separated values beside this class. */
    static final class Table {
        private Table() {}

        /** Returns the rows without comments and heading. */
        static List<String[]> rows(String file) {
            try (InputStream in = PublishedRun.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks verify/" + file);
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
