package dev.tinywright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsFileTest {
    private static final StudyRun ONE = new StudyRun(
            Stage.SKETCH,
            Level.FULL,
            1,
            new StudyRun.Outcome(true, true, false, false, true),
            new StudyRun.Cost(3, 2, 1000, 200, 4.5, OptionalDouble.of(0.125)),
            List.of("wrong-scale", "prose-around"),
            "");
    private static final StudyRun TWO = new StudyRun(
            Stage.DATA,
            Level.BARE,
            2,
            new StudyRun.Outcome(false, false, false, false, false),
            new StudyRun.Cost(6, 6, 10, 20, 0.25, OptionalDouble.empty()),
            List.of(),
            "it said \"no\", twice");

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) {
        RunsFile file = new RunsFile(folder.resolve("runs.csv"));
        file.add(ONE);
        file.add(TWO);

        assertThat(file.read()).containsExactly(ONE, TWO);
    }

    @Test
    void aLineThatIsHalfWrittenIsTakenOutAndWrittenAnew(@TempDir Path folder) throws IOException {
        RunsFile file = new RunsFile(folder.resolve("runs.csv"));
        file.add(ONE);
        Files.writeString(file.file(), "data,bare,2,0,0", StandardOpenOption.APPEND);

        assertThat(file.read()).containsExactly(ONE);
        file.add(TWO);
        assertThat(file.read()).containsExactly(ONE, TWO);
    }
}
