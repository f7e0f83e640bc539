package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Capture.Side;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that name files, with the class of each or its side of the split. */
class SplitListsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void words() throws IOException {
        for (String word : List.of("yes", "no")) {
            for (int i = 0; i < 5; i++) {
                Path file = folder.resolve(word + "/" + word + i + "x.wav");
                Files.createDirectories(file.getParent());
                Files.write(file, Made.wav(8000, Made.tone(500 + 10 * i, 8000, 4000)));
            }
        }
    }

    private static Map<String, Side> sides(Captures captures) {
        return captures.all().stream().collect(Collectors.toMap(Capture::name, Capture::side));
    }

    @Test
    void listsOfValidationAndTestLeaveTheRestToLearnFrom() throws IOException {
        Made.write(folder.resolve("validation_list.txt"), "yes/yes0x.wav\nno/no0x.wav\n");
        Made.write(folder.resolve("testing_list.txt"), "yes/yes1x.wav\nno/no1x.wav\nno/gone.wav\n");

        Captures captures = Made.load(folder);

        assertThat(sides(captures))
                .containsEntry("yes/yes0x.wav", Side.VALIDATION)
                .containsEntry("no/no1x.wav", Side.TEST)
                .containsEntry("no/no4x.wav", Side.TRAINING);
        assertThat(captures.account().dropped()).containsEntry("a list names it, and it is not there", 1);
        assertThat(captures.account().text()).contains("no/gone.wav");
        assertThat(captures.labels()).containsExactly("no", "yes");
        assertThat(captures.notes()).contains("split: as testing_list.txt says, which names 3 files");
    }

    @Test
    void filesThatNoListNamesAreCountedWhereListsNameEverySide() throws IOException {
        Made.write(folder.resolve("splits/train.txt"), "yes0x.wav\nyes1x.wav\nno0x.wav\nno1x.wav\n");
        Made.write(folder.resolve("splits/test.txt"), "yes2x.wav\nno2x.wav\n");

        Captures captures = Made.load(folder);

        assertThat(captures.all()).hasSize(6);
        assertThat(captures.account().dropped()).containsEntry("no list names it", 4);
        assertThat(sides(captures)).containsEntry("no/no2x.wav", Side.TEST);
    }

    @Test
    void aListIsKnownByItsColumnOfFilesWhateverItIsCalled() throws IOException {
        StringBuilder list = new StringBuilder("filename;answer\n");
        for (int i = 0; i < 5; i++) {
            list.append("yes" + i + "x.wav;up\n").append("no" + i + "x.wav;down\n");
        }
        Made.write(folder.resolve("session-3.csv"), list.toString());

        assertThat(Made.load(folder).all()).hasSize(10);
        assertThat(Made.load(folder).notes()).anyMatch(note -> note.contains("session-3.csv"));
    }

    @Test
    void aListMayHoldClassSideAndSpeaker() throws IOException {
        StringBuilder list = new StringBuilder("file,word,split,speaker\n");
        for (int i = 0; i < 5; i++) {
            list.append("yes")
                    .append(i)
                    .append("x.wav,up,")
                    .append(i < 3 ? "train" : "test")
                    .append(",p")
                    .append(i)
                    .append('\n');
            list.append("no")
                    .append(i)
                    .append("x.wav,down,")
                    .append(i < 3 ? "train" : "test")
                    .append(",p")
                    .append(i)
                    .append('\n');
        }
        Made.write(folder.resolve("metadata.csv"), list.toString());

        Captures captures = Made.load(folder);

        assertThat(captures.labels()).containsExactly("down", "up");
        assertThat(sides(captures))
                .containsEntry("no/no3x.wav", Side.TEST)
                .containsEntry("yes/yes2x.wav", Side.TRAINING);
        assertThat(captures.all().getFirst().group()).contains("p0");
        assertThat(captures.notes()).contains("label and split: as metadata.csv says, which names 10 files");
    }

    @Test
    void aListOfRecordingsBesideThemIsNoTable() throws IOException {
        Path motions = Made.motions(folder.resolve("motion"), 4, 100);
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            list.append("s").append(i).append(".csv,calm\nf").append(i).append(".csv,wild\n");
        }
        Made.write(motions.resolve("labels.csv"), list.toString());

        Captures captures = Made.load(motions);

        assertThat(captures.all()).hasSize(8);
        assertThat(captures.labels()).containsExactly("calm", "wild");
    }
}
