package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.WindowSettings.Placing;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that repeat each other: windows cut beforehand that overlap, and copies that differ in gain or in a little noise. */
class RepeatedRecordingsTest {
    private static final int WINDOW = 60;

    @TempDir
    Path folder;

    /** Three channels of a motion at 50 Hz in steps of 1/100, as sensors have them, with noise. */
    private static float[][] motion(int frames, double hertz, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 2 * Math.PI * random.nextDouble();
        float[][] motion = new float[frames][3];
        for (int i = 0; i < frames; i++) {
            for (int c = 0; c < 3; c++) {
                double value = Math.sin(2 * Math.PI * hertz * i / 50 + phase + c) + 0.1 * random.nextGaussian();
                motion[i][c] = (float) (Math.rint(100 * value) / 100);
            }
        }
        return motion;
    }

    private static String csv(float[][] motion, int from, int to) {
        StringBuilder text = new StringBuilder("x,y,z\n");
        for (int i = from; i < to; i++) {
            text.append(String.format(Locale.ROOT, "%.2f,%.2f,%.2f\n", motion[i][0], motion[i][1], motion[i][2]));
        }
        return text.toString();
    }

    /** Writes windows of recordings, each half in the one before it, and gives each a name that hides its recording. */
    private void overlapping(String label, int recordings, int windows, double hertz) throws IOException {
        for (int r = 0; r < recordings; r++) {
            float[][] motion = motion((windows + 1) * WINDOW / 2, hertz, label.hashCode() * 31L + r);
            for (int w = 0; w < windows; w++) {
                int number = r * windows + w + 1;
                Made.write(folder.resolve(label + "/" + number + ".csv"), csv(motion, w * 30, w * 30 + WINDOW));
            }
        }
    }

    private Dataset cut() {
        return Windows.cut(
                Made.load(folder), WindowSettings.ofFrames(WINDOW, WINDOW, Placing.SLIDE), Made.BY_RECORDING);
    }

    /** Numbers of the recordings, each of {@code windows} windows, of a class that a side has. */
    private static Set<Integer> recordings(Dataset.Part part, String label, int windows) {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < part.size(); i++) {
            if (part.origin(i).startsWith(label)) {
                found.add((Integer.parseInt(part.origin(i).replaceAll(".*/(\\d+)\\.csv.*", "$1")) - 1) / windows);
            }
        }
        return found;
    }

    @Test
    void windowsThatOverlapStayOnOneSide() throws IOException {
        overlapping("rest", 8, 6, 0.7);
        overlapping("run", 8, 6, 3);

        Dataset data = cut();

        for (String label : new String[] {"rest", "run"}) {
            assertThat(recordings(data.training(), label, 6))
                    .doesNotContainAnyElementsOf(recordings(data.test(), label, 6))
                    .doesNotContainAnyElementsOf(recordings(data.validation(), label, 6));
        }
        assertThat(data.split().units()).isEqualTo(16);
        assertThat(data.notes())
                .contains("80 recordings equal to another one or nearly so, or overlapping with it: kept on one side"
                        + " with it");
    }

    @Test
    void windowsThatAreAllCutFromOneRecordingAreDividedInTheirOrder() throws IOException {
        overlapping("rest", 1, 40, 0.7);
        overlapping("run", 8, 6, 3);

        Dataset data = cut();

        Set<Integer> learned = recordings(data.training(), "rest", 1);
        Set<Integer> tested = recordings(data.test(), "rest", 1);
        assertThat(learned).hasSizeGreaterThan(15);
        assertThat(tested).hasSize(10);
        assertThat(learned.stream().mapToInt(n -> n).max().orElseThrow())
                .isLessThan(tested.stream().mapToInt(n -> n).min().orElseThrow() - 1);
        assertThat(data.account().dropped()).containsEntry("it overlaps with one on another side of the split", 2);
        assertThat(data.warnings()).anyMatch(w -> w.contains("class \"rest\"") && w.contains("order of their names"));
    }

    @Test
    void soundsThatAreCopiesWithAnotherGainAndNoiseStayOnOneSide() throws IOException {
        for (int i = 0; i < 12; i++) {
            write("hum/" + i + ".wav", 110, i, 1, 0);
            write("hum/" + i + "_louder.wav", 110, i, 1.7, 0);
            write("hum/" + i + "_noisy.wav", 110, i, 1, 60);
            write("hiss/" + i + ".wav", 900, 100 + i, 1, 0);
        }

        Captures captures = Made.load(folder);
        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(8000, 8000, Placing.SLIDE), Made.BY_RECORDING);

        assertThat(data.split().rowsWithTwin()).isEqualTo(24);
        assertThat(takes(data.training())).doesNotContainAnyElementsOf(takes(data.test()));
        assertThat(takes(data.validation())).doesNotContainAnyElementsOf(takes(data.test()));
    }

    private static Set<String> takes(Dataset.Part part) {
        Set<String> takes = new HashSet<>();
        for (int i = 0; i < part.size(); i++) {
            takes.add(part.origin(i).replaceAll("[_.].*", ""));
        }
        return takes;
    }

    /** Half a second of a tone that wavers in noise of its own, at 16 kHz. */
    private void write(String name, double hertz, long seed, double gain, double noise) throws IOException {
        SplittableRandom own = new SplittableRandom(seed);
        SplittableRandom added = new SplittableRandom(99 + seed);
        double phase = 0;
        double offset = 4 * own.nextDouble();
        short[] samples = new short[8000];
        for (int i = 0; i < samples.length; i++) {
            phase += 2 * Math.PI * hertz * (1 + 0.1 * Math.sin(i / 900.0 + offset)) / 16_000;
            double value = 3000 * Math.sin(phase + offset) + 900 * own.nextGaussian();
            samples[i] = (short) Math.rint(gain * value + noise * added.nextGaussian());
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, Made.wav(16_000, samples));
    }

    @Test
    void recordingsThatAreOnlyAlikeAreNoCopies() throws IOException {
        for (int i = 0; i < 40; i++) {
            Made.write(folder.resolve("rest/" + i + ".csv"), csv(motion(WINDOW, 0.7, i), 0, WINDOW));
            Made.write(folder.resolve("run/" + i + ".csv"), csv(motion(WINDOW, 3, 1000 + i), 0, WINDOW));
        }

        assertThat(cut().split().rowsWithTwin()).isLessThan(4);
    }

    @Test
    void ofVeryManyWindowsSomeSpreadEvenlyAreTestedOn() throws IOException {
        for (int i = 0; i < 4; i++) {
            Made.write(folder.resolve("rest/" + i + ".csv"), csv(motion(26_000, 0.7, i), 0, 26_000));
            Made.write(folder.resolve("run/" + i + ".csv"), csv(motion(1000, 3, 50 + i), 0, 1000));
        }

        Dataset data = Windows.cut(Made.load(folder), WindowSettings.ofFrames(8, 1, Placing.SLIDE), Made.BY_RECORDING);

        assertThat(data.test().size()).isEqualTo(Thinning.MOST_TEST);
        assertThat(data.validation().size()).isEqualTo(Thinning.MOST_VALIDATION);
        int[] counts = data.test().classCounts(2);
        assertThat(counts[1] / (double) counts[0]).isBetween(0.03, 0.05);
        assertThat(data.notes()).anyMatch(note -> note.matches("of 26986 windows to test on, 20000 .*"));
    }
}
