package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.Dataset;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of so few recordings or pictures that nothing could be learned of them. */
class UnlearnedClassesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    private void record(String name, int files, double hertz, int rows) throws IOException {
        for (int i = 0; i < files; i++) {
            SplittableRandom noise = new SplittableRandom(name.hashCode() + i);
            StringBuilder csv = new StringBuilder("x,y\n");
            for (int row = 0; row < rows; row++) {
                double angle = 2 * Math.PI * hertz * row / 100 + i;
                csv.append(String.format(
                        Locale.ROOT,
                        "%.4f,%.4f%n",
                        Math.sin(angle) + noise.nextDouble(),
                        Math.cos(2 * angle) + noise.nextDouble()));
            }
            Files.createDirectories(folder.resolve("data").resolve(name));
            Files.writeString(folder.resolve("data").resolve(name).resolve(i + ".csv"), csv);
        }
    }

    private void draw(String name, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            SplittableRandom random = new SplittableRandom(name.hashCode() + i);
            BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
            for (int at = 0; at < 256; at++) {
                image.setRGB(at % 16, at / 16, random.nextInt(1 << 24));
            }
            Path file = folder.resolve("data").resolve(name).resolve(i + ".png");
            Files.createDirectories(file.getParent());
            assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        }
    }

    private Task task() {
        return TaskFile.parse(
                "{version: 1, ask: tell them apart at 100 Hz, kind: classification, board: nucleo-f446re,"
                        + " data: {path: data}}",
                folder,
                Boards.builtIn());
    }

    private Source source() {
        return Source.load(task());
    }

    private Situation situation(Source source) {
        Board board = Boards.builtIn().byId("nucleo-f446re").orElseThrow();
        return source.situation(task(), board, 1);
    }

    private Dataset dataset(Source source) {
        return source.dataset(RulesPlanner.smallest(situation(source)), SearchTest.BROKEN);
    }

    @Test
    void ofOneOrTwoRecordingsThatCannotBeDividedNoClassIsMade() throws IOException {
        record("slow", 8, 2, 60);
        record("fast", 8, 7, 60);
        record("lonely", 1, 12, 60);
        record("pair", 2, 17, 60);

        Source source = source();
        Dataset data = dataset(source);

        assertThat(source.brief()).contains("16 recordings: fast 8, slow 8");
        assertThat(data.labels()).containsExactly("fast", "slow");
        assertThat(data.account().dropped())
                .containsEntry("the only recording of class \"lonely\": too little to learn from and to test on", 1)
                .containsEntry("all 2 recordings of class \"pair\": too little to learn from and to test on", 2);
        assertThat(data.account().examples().values()).anyMatch(names -> names.contains("lonely/0.csv"));
        assertThat(data.account().rowsRead()).isEqualTo(19);
        assertThat(data.account().kept())
                .isEqualTo(data.training().size()
                        + data.validation().size()
                        + data.test().size())
                .isEqualTo(16);
        assertThat(source.warnings())
                .anyMatch(
                        warning -> warning.startsWith("class \"lonely\" is left out of the model: its only recording"))
                .anyMatch(warning -> warning.startsWith("class \"pair\" is left out of the model: its 2 recordings"));
    }

    @Test
    void aLongRecordingIsDividedByTimeAndItsClassIsKept() throws IOException {
        record("slow", 8, 2, 60);
        record("fast", 8, 7, 60);
        record("lonely", 1, 12, 900);

        Dataset data = dataset(source());

        assertThat(data.labels()).containsExactly("fast", "lonely", "slow");
        assertThat(data.training().classCounts(3)[1]).isPositive();
        assertThat(data.test().classCounts(3)[1]).isPositive();
    }

    @Test
    void ofOnePictureNoClassIsMadeAndOfTwoThereIs() throws IOException {
        draw("cat", 8);
        draw("dog", 8);
        draw("fox", 1);
        draw("owl", 2);

        Dataset data = dataset(source());

        assertThat(data.labels()).containsExactly("cat", "dog", "owl");
        assertThat(data.account().dropped())
                .containsEntry("the only picture of class \"fox\": too little to learn from and to test on", 1);
        assertThat(data.account().kept())
                .isEqualTo(data.training().size()
                        + data.validation().size()
                        + data.test().size());
    }

    @Test
    void whatIsNotUsedIsSaidBeforeAnythingIsTrained() throws IOException {
        record("slow", 8, 2, 60);
        record("fast", 8, 7, 60);
        Files.writeString(folder.resolve("data/slow/empty1.csv"), "");
        Files.writeString(folder.resolve("data/slow/empty2.csv"), "");
        record("blip", 4, 12, 3);
        Files.writeString(folder.resolve("data/fast/short.csv"), "x,y\n1,2\n3,4\n");

        Source source = source();
        Dataset data = dataset(source);

        assertThat(source.brief())
                .contains(
                        "17 recordings: fast 9, slow 8",
                        "not used: 2, the file is empty (slow/empty1.csv, ...)",
                        "not used: 4, all 4 recordings of class \"blip\": too little to learn from and to test on"
                                + " (blip/0.csv, ...)");
        assertThat(source.notUsed(data))
                .containsExactly("not used: 1, it is shorter than 10 % of a window (fast/short.csv)");
    }

    @Test
    void whereOnlyOneClassIsLeftThatIsSaid() throws IOException {
        record("slow", 8, 2, 60);
        record("lonely", 1, 12, 60);

        Source source = source();

        assertThat(source.brief()).contains("9 recordings: lonely 1, slow 8");
        assertThatThrownBy(() -> situation(source))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("of one class only is there enough to learn from")
                .hasMessageContaining("the only recording of class \"lonely\"");
    }
}
