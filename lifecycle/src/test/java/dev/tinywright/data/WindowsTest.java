package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.data.WindowSettings.Placing;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderOfRecordingsPerClassBecomesWindowsThatNeverShareARecordingAcrossSides() throws IOException {
        Captures captures = Made.load(Made.motions(folder, 8, 300));

        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(100, 50, Placing.SLIDE), Made.BY_RECORDING);

        assertThat(captures.labels()).containsExactly("fast", "slow");
        assertThat(captures.channels()).containsExactly(new Reading("x", "g"), new Reading("y", "g"));
        assertThat(data.format().values()).isEqualTo(200);
        assertThat(data.training().size()
                        + data.validation().size()
                        + data.test().size())
                .isEqualTo(16 * 5);
        assertThat(recordings(data.training())).doesNotContainAnyElementsOf(recordings(data.test()));
        assertThat(recordings(data.training())).doesNotContainAnyElementsOf(recordings(data.validation()));
        assertThat(recordings(data.validation())).doesNotContainAnyElementsOf(recordings(data.test()));
        assertThat(data.account().kept()).isEqualTo(16);
        assertThat(data.split().text()).contains("16 recordings, each on one side");
    }

    private static Set<String> recordings(Dataset.Part part) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < part.size(); i++) {
            names.add(part.origin(i).split(" ")[0]);
        }
        return names;
    }

    @Test
    void aWindowHoldsTheSamplesOfItsStretch() throws IOException {
        Captures captures = Made.load(Made.motions(folder, 4, 300), CaptureHints.of("recorded at 100 Hz", List.of()));

        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(100, 50, Placing.SLIDE), Made.BY_RECORDING);

        for (int i = 0; i < data.test().size(); i++) {
            String origin = data.test().origin(i);
            int number = Integer.parseInt(origin.replaceAll(".*/.(\\d+)\\.csv.*", "$1"));
            double start = Double.parseDouble(origin.replaceAll(".* ([\\d.]+)-.*", "$1"));
            double hertz = data.test().classes()[i] == 0 ? 3 : 1;
            float[] window = data.test().examples().get(i);
            assertThat((double) window[2 * 7])
                    .as(origin)
                    .isCloseTo(
                            Math.sin(2 * Math.PI * hertz * (start + 0.07) + number),
                            org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void foldersForTrainingAndTestDivideAndOthersBesideThemAreCounted() throws IOException {
        Made.motions(folder.resolve("train"), 6, 200);
        Made.motions(folder.resolve("test"), 3, 200);
        Made.motions(folder.resolve("more"), 2, 200);

        Captures captures = Made.load(folder);
        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), Made.BY_RECORDING);

        assertThat(captures.account().text())
                .contains("22 recordings read, 18 kept; 4 dropped: it lies beside the folders for training and test");
        assertThat(captures.notes()).anyMatch(note -> note.contains("not used") && note.contains("more"));
        assertThat(recordings(data.test()))
                .allMatch(name -> name.startsWith("test/"))
                .hasSize(6);
        assertThat(recordings(data.validation()))
                .allMatch(name -> name.startsWith("train/"))
                .isNotEmpty();
    }

    @Test
    void gesturesInARowAreCutIntoTheNumberThatTheSentenceStates() throws IOException {
        for (String spell : List.of("lumos", "nox", "accio")) {
            StringBuilder rows = new StringBuilder("x,y\n");
            for (int take = 0; take < 10; take++) {
                rows.append(Made.sine(spell.length() * 0.3, 60, take, ",", ""));
            }
            Made.write(folder.resolve(spell + ".csv"), rows.toString());
        }
        CaptureHints hints = CaptureHints.of("I recorded three spells, 10 times each", List.of());

        assertThat(Captures.looksLike(folder, hints)).isTrue();
        Captures captures = Made.load(folder, hints);

        assertThat(captures.all()).hasSize(30).allMatch(capture -> capture.frames() == 60);
        assertThat(captures.all().get(1).name()).isEqualTo("accio.csv rows 61-120");
        assertThat(captures.notes()).anyMatch(note -> note.contains("60 rows each"));
    }

    @Test
    void headerlessFilesWithCommaAndSpaceAreRead() throws IOException {
        for (int i = 0; i < 6; i++) {
            Made.write(folder.resolve("fan/a." + i + ".csv"), Made.sine(5, 50, i, ", ", ""));
            Made.write(folder.resolve("off/b." + i + ".csv"), Made.sine(9, 50, i, ", ", ""));
        }

        Captures captures = Made.load(folder);

        assertThat(captures.labels()).containsExactly("fan", "off");
        assertThat(captures.all())
                .allMatch(c -> c.frames() == 50 && c.channels().size() == 2);
    }

    @Test
    void theLabelIsTheNameUpToTheFirstDotWhereThereAreNoFolders() throws IOException {
        for (int i = 0; i < 6; i++) {
            Made.write(folder.resolve("walk.k" + i + ".csv"), Made.sine(1, 50, i, ",", "x,y\n"));
            Made.write(folder.resolve("run.k" + i + ".csv"), Made.sine(3, 50, i, ",", "x,y\n"));
        }

        assertThat(Captures.looksLike(folder)).isTrue();
        assertThat(Made.load(folder).labels()).containsExactly("run", "walk");
    }

    @Test
    void aSoundShorterThanTheWindowStandsInTheMiddleOfSilence() throws IOException {
        for (String word : List.of("yes", "no")) {
            for (int i = 0; i < 4; i++) {
                Path file = folder.resolve(word + "/" + i + ".wav");
                Files.createDirectories(file.getParent());
                Files.write(file, Made.wav(8000, Made.tone(word.equals("yes") ? 400 : 900, 8000, 4000 + i)));
            }
        }
        Captures captures = Made.load(folder);

        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), Made.BY_RECORDING);

        assertThat(data.format()).isInstanceOf(InputFormat.Window.class);
        assertThat(data.format().element()).isEqualTo(InputFormat.Element.INT16);
        float[] window = data.training().examples().get(0);
        assertThat(window).hasSize(8000);
        assertThat(window[1990]).isZero();
        assertThat(window[6010]).isZero();
        assertThat(window[4003]).isNotZero();
        assertThat(data.notes()).anyMatch(note -> note.contains("padded with silence on both sides"));
    }

    @Test
    void aClassOfOneRecordingIsDividedByTime() throws IOException {
        Made.motions(folder, 6, 400);
        Made.write(folder.resolve("still/only.csv"), Made.sine(0.2, 2000, 0, ",", "x (g),y (g)\n"));
        Captures captures = Made.load(folder);

        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(100, 50, Placing.SLIDE), Made.BY_RECORDING);

        int still = captures.labels().indexOf("still");
        assertThat(data.split().classes().get(still).training()).isPositive();
        assertThat(data.split().classes().get(still).validation()).isPositive();
        assertThat(data.split().classes().get(still).test()).isPositive();
        assertThat(data.warnings()).anyMatch(w -> w.contains("\"still\" has only 1 recording"));
        assertThat(endOfLast(data.training(), still)).isLessThanOrEqualTo(startOfFirst(data.validation(), still));
        assertThat(endOfLast(data.validation(), still)).isLessThanOrEqualTo(startOfFirst(data.test(), still));
    }

    private static double endOfLast(Dataset.Part part, int label) {
        return times(part, label, "-([\\d.]+) s").max().orElseThrow();
    }

    private static double startOfFirst(Dataset.Part part, int label) {
        return times(part, label, " ([\\d.]+)-").min().orElseThrow();
    }

    private static java.util.stream.DoubleStream times(Dataset.Part part, int label, String pattern) {
        return java.util.stream.IntStream.range(0, part.size())
                .filter(i -> part.classes()[i] == label)
                .mapToDouble(i -> Double.parseDouble(part.origin(i).replaceAll(".*" + pattern + ".*", "$1")));
    }

    @Test
    void aRecordingFarShorterThanTheWindowIsDroppedAndCounted() throws IOException {
        Made.motions(folder, 6, 300);
        Made.write(folder.resolve("slow/tiny.csv"), Made.sine(1, 5, 0, ",", "x (g),y (g)\n"));
        Captures captures = Made.load(folder);

        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(100, 50, Placing.SLIDE), Made.BY_RECORDING);

        assertThat(data.account().text())
                .isEqualTo("13 recordings read, 12 kept; 1 dropped: it is shorter than 10 % of a window");
    }

    @Test
    void rowsOfWindowsCannotBeAskedFor() throws IOException {
        Captures captures = Made.load(Made.motions(folder, 4, 200));
        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), Made.BY_RECORDING);

        assertThatThrownBy(() -> data.training().rows()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void recordingsTooShortForThreeSidesAreAnError() throws IOException {
        Made.write(folder.resolve("a/1.csv"), Made.sine(1, 40, 0, ",", "x,y\n"));
        Made.write(folder.resolve("b/1.csv"), Made.sine(2, 40, 0, ",", "x,y\n"));
        Captures captures = Made.load(folder);

        assertThatThrownBy(
                        () -> Windows.cut(captures, WindowSettings.ofFrames(40, 40, Placing.SLIDE), Made.BY_RECORDING))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("too little is left");
    }
}
