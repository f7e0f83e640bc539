package dev.tinywright.data;

import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What data alone tells of how it was recorded, for whoever must record the same on a device. */
public final class Acquisitions {
    private Acquisitions() {}

    /**
     * Returns ranges and shares as the training rows of {@code dataset} tell.
     *
     * @param rateHz of the table that the dataset was made of
     */
    public static Acquisition of(Dataset dataset, OptionalDouble rateHz) {
        return switch (dataset.format()) {
            case InputFormat.Readings table ->
                of(dataset.training().rows(), table.readings().size(), rateHz);
            case InputFormat.Window window ->
                new Acquisition(
                        ranges(dataset.training().examples(), window.channels().size()), List.of(), rateHz);
            case InputFormat.Picture picture ->
                new Acquisition(
                        Collections.nCopies(picture.channels(), new Acquisition.Range(0, 255)),
                        List.of(),
                        OptionalDouble.empty());
        };
    }

    /** Returns the lowest and highest sample of each channel. */
    private static List<Acquisition.Range> ranges(Examples examples, int channels) {
        float[] low = new float[channels];
        float[] high = new float[channels];
        Arrays.fill(low, Float.POSITIVE_INFINITY);
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
        for (int e = 0; e < examples.size(); e++) {
            float[] samples = examples.get(e);
            for (int i = 0; i < samples.length; i++) {
                low[i % channels] = Math.min(low[i % channels], samples[i]);
                high[i % channels] = Math.max(high[i % channels], samples[i]);
            }
        }
        return IntStream.range(0, channels)
                .mapToObj(c -> low[c] <= high[c] ? new Acquisition.Range(low[c], high[c]) : new Acquisition.Range(0, 0))
                .toList();
    }

    /** Returns the same of all rows of {@code table}, before any is chosen to learn from. */
    public static Acquisition of(Table table) {
        return of(table.rows(), table.readings().size(), table.rateHz());
    }

    static Acquisition of(float[][] rows, int readings, OptionalDouble rateHz) {
        List<Acquisition.Range> ranges = new ArrayList<>();
        for (int r = 0; r < readings; r++) {
            ranges.add(range(rows, r));
        }
        return new Acquisition(ranges, Shares.in(rows, readings), rateHz);
    }

    /** Returns 0 to 0 where the reading is missing in all rows. */
    private static Acquisition.Range range(float[][] rows, int reading) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float[] row : rows) {
            if (!Float.isNaN(row[reading])) {
                low = Math.min(low, row[reading]);
                high = Math.max(high, row[reading]);
            }
        }
        return low <= high ? new Acquisition.Range(low, high) : new Acquisition.Range(0, 0);
    }

    /** Returns what people should know of it: "Red, Green and Blue sum to 1 in every row: shares of a total". */
    public static List<String> notes(Acquisition acquisition, List<Reading> readings) {
        List<String> notes = new ArrayList<>();
        for (List<Integer> group : acquisition.shares()) {
            List<String> names = group.stream().map(i -> readings.get(i).name()).toList();
            notes.add(String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast()
                    + " sum to 1 in every row: shares of a total, so the device must divide raw values by their sum");
        }
        acquisition
                .rateHz()
                .ifPresent(rate -> notes.add(
                        String.format(Locale.ROOT, "the time column says that rows were taken %s", rate(rate))));
        return notes;
    }

    private static String rate(double hertz) {
        return hertz >= 1
                ? String.format(Locale.ROOT, "%.4g times a second", hertz).replaceAll("\\.?0+(?= times)", "")
                : String.format(Locale.ROOT, "every %.4g s", 1 / hertz).replaceAll("\\.?0+(?= s)", "");
    }
}
