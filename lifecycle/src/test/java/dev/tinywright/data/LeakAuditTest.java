package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.WindowSettings.Placing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakAuditTest {
    @TempDir
    Path folder;

    /** Returns how many test examples have the class of the nearest training example. */
    private static double nearestNeighbour(Dataset data) {
        int right = 0;
        for (int i = 0; i < data.test().size(); i++) {
            float[] asked = data.test().examples().get(i);
            int best = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (int t = 0; t < data.training().size(); t++) {
                float[] known = data.training().examples().get(t);
                double distance = 0;
                for (int k = 0; k < asked.length; k++) {
                    distance += (asked[k] - known[k]) * (asked[k] - known[k]);
                }
                if (distance < nearest) {
                    nearest = distance;
                    best = data.training().classes()[t];
                }
            }
            right += best == data.test().classes()[i] ? 1 : 0;
        }
        return (double) right / data.test().size();
    }

    @Test
    void aSplitWindowByWindowPromisesMoreWhereEachRecordingHasALevelOfItsOwn() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 24; i++) {
            double level = i * 7 % 24; // tells the recording; its neighbours are of the other class
            StringBuilder csv = new StringBuilder("x\n");
            for (int row = 0; row < 80; row++) {
                csv.append(level + 0.001 * random.nextDouble()).append('\n');
            }
            Made.write(folder.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".csv"), csv.toString());
        }
        Dataset data =
                Windows.cut(Made.load(folder), WindowSettings.ofFrames(10, 10, Placing.SLIDE), Made.BY_RECORDING);

        LeakAudit audit = LeakAudit.of(data, Made.BY_RECORDING, LeakAuditTest::nearestNeighbour);

        assertThat(audit.mixed()).isGreaterThan(0.95);
        assertThat(audit.apart()).isLessThan(0.85);
        assertThat(audit.text()).contains("a split window by window would have said");
    }
}
