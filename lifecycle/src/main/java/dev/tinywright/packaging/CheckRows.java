package dev.tinywright.packaging;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Test rows with the scores that the host's integer reference gives, {@code out/check.csv}: a line for each row, the readings
 * as %.9g (which keeps every bit of a float32), then the int8 scores. The first line counts both: "readings=3 scores=2".
 *
 * @param readings (rows, readings), NaN for a missing one
 * @param scores (rows, classes)
 */
@SuppressWarnings("ArrayRecordComponent") // large, made once, read only
public record CheckRows(float[][] readings, byte[][] scores) {
    public CheckRows {
        if (readings.length == 0 || readings.length != scores.length) {
            throw new IllegalArgumentException(readings.length + " rows of readings, " + scores.length + " of scores");
        }
    }

    public int size() {
        return readings.length;
    }

    /** Returns {@code most} rows, evenly spread, or all where there are no more. */
    public CheckRows sample(int most) {
        int count = Math.min(most, size());
        float[][] someReadings = new float[count][];
        byte[][] someScores = new byte[count][];
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * size() / count);
            someReadings[i] = readings[row];
            someScores[i] = scores[row];
        }
        return new CheckRows(someReadings, someScores);
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("readings=" + readings[0].length + " scores=" + scores[0].length);
        for (int row = 0; row < size(); row++) {
            List<String> values = new ArrayList<>();
            for (float value : readings[row]) {
                values.add(String.format(Locale.ROOT, "%.9g", value));
            }
            for (byte score : scores[row]) {
                values.add(Integer.toString(score));
            }
            lines.add(String.join(",", values));
        }
        Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    /** @throws TinywrightException where the file is missing or is not of this format */
    public static CheckRows read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] head = lines.getFirst().split("[= ]");
            int width = Integer.parseInt(head[1]);
            int classes = Integer.parseInt(head[3]);
            float[][] readings = new float[lines.size() - 1][width];
            byte[][] scores = new byte[lines.size() - 1][classes];
            for (int row = 0; row < readings.length; row++) {
                String[] values = lines.get(row + 1).split(",");
                if (values.length != width + classes) {
                    throw new IllegalArgumentException("line " + (row + 2) + " has " + values.length + " values");
                }
                for (int i = 0; i < width; i++) {
                    readings[row][i] = Float.parseFloat(values[i]);
                }
                for (int k = 0; k < classes; k++) {
                    scores[row][k] = Byte.parseByte(values[width + k]);
                }
            }
            return new CheckRows(readings, scores);
        } catch (IOException | RuntimeException e) {
            throw TinywrightException.failed(
                    "cannot read the rows to check the board with: " + e.getMessage(),
                    file.toString(),
                    "run tinywright build, or deploy with --no-check");
        }
    }
}
