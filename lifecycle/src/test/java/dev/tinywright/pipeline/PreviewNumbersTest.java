package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Boards;
import dev.tinywright.recording.Captures;
import dev.tinywright.spec.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether recordings that a sentence says little of are of classes or of numbers. */
class PreviewNumbersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Predict the number that is drawn", "Predict the number", "Predict the current gesture"})
    void digitsStayClasses(String sentence) throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i + "/a.csv", i);
            write(i + "/b.csv", i + 0.5);
        }
        assertThat(preview(sentence).measured()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Predict the current gesture", "Predict the position of the hand"})
    void takesOfClassesStayTakes(String sentence) throws IOException {
        for (int i = 1; i <= 8; i++) {
            write("circle_0" + i + ".csv", i);
            write("wave_0" + i + ".csv", i + 0.5);
        }
        Captures captures = preview(sentence);
        assertThat(captures.measured()).isEmpty();
        assertThat(captures.labels()).containsExactly("circle", "wave");
    }

    @Test
    void twoSpeedsAreNumbers() throws IOException {
        for (int i = 0; i < 4; i++) {
            write("600/" + i + ".csv", i);
            write("900/" + i + ".csv", i + 0.5);
        }
        assertThat(preview("Predict the speed").measured()).isPresent();
    }

    private Captures preview(String sentence) {
        return Preview.captures(folder, Sentence.understand(sentence, Boards.builtIn(), Optional.empty()))
                .orElseThrow();
    }

    private void write(String name, double hertz) throws IOException {
        StringBuilder csv = new StringBuilder("time,x,y\n");
        for (int i = 0; i < 150; i++) {
            double angle = 0.02 * Math.PI * (1 + hertz) * i;
            csv.append(String.format(
                    Locale.ROOT, "%.2f,%.5f,%.5f\n", i / 100.0, Math.sin(angle), Math.cos(angle) * (1 + hertz)));
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, csv);
    }
}
