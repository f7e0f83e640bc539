package dev.tinywright.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardsTest {
    private static final String OWN = """
            id: my-board
            name: My board
            names: [mine]
            chip: XYZ
            core: Cortex-M4F
            clockHz: 48000000
            flashBytes: 65536
            ramBytes: 16384
            source: "its datasheet"
            build:
              compiler: arm-none-eabi-gcc
              flags: [-mcpu=cortex-m4, -mthumb, -mfloat-abi=hard, -mfpu=fpv4-sp-d16]
            emulator:
              program: qemu-system-arm
              machine: mps2-an386
              core: Cortex-M4
              flashOrigin: 0x00000000
              flashBytes: 4194304
              ramOrigin: 0x20000000
              ramBytes: 4194304
              tickPicoseconds: 40000
              note: ""
            """;

    @Test
    void noTwoBoardsShareAName() {
        Map<String, String> owners = new HashMap<>();
        for (Board board : Boards.builtIn().all()) {
            for (String name : board.names()) {
                assertThat(name).isLowerCase();
                assertThat(owners.put(name, board.id())).as(name).isIn(null, board.id());
            }
        }
        assertThat(Boards.builtIn().all()).hasSize(8);
    }

    @Test
    void aBoardThatIsProvenOnAnotherArchitectureSaysSo() {
        for (Board board : Boards.builtIn().all()) {
            boolean arm = board.core().startsWith("Cortex-M") || board.isHost();
            assertThat(board.isProvenElsewhere()).as(board.id()).isEqualTo(!arm);
        }
    }

    @Test
    void aUsersFileAddsOrReplacesABoard(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), OWN);
        Files.writeString(folder.resolve("pico.yaml"), OWN.replace("id: my-board", "id: pico"));
        Files.writeString(folder.resolve("notes.txt"), "not a board");
        Boards boards = Boards.with(folder);
        assertThat(boards.byId("my-board")).isPresent();
        assertThat(boards.byId("pico").orElseThrow().flashBytes()).isEqualTo(65536);
        assertThat(boards.all()).hasSize(9);
    }

    @Test
    void aFileThatIsNotABoardIsNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), OWN.replace("clockHz", "clock"));
        assertThatThrownBy(() -> Boards.with(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("own.yaml")
                .hasMessageContaining("clock");
    }
}
