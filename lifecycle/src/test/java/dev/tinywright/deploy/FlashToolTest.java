package dev.tinywright.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each program is told; that the programs take it was tried by hand, without a board. */
class FlashToolTest {
    private static final Boards BOARDS = Boards.builtIn();

    @Test
    void openOcdIsGivenProbeChipAndImage() {
        assertThat(FlashTool.OPENOCD.commands(board("nucleo-f446re"), Path.of("/b/app.bin"), ""))
                .containsExactly(List.of(
                        "openocd",
                        "-f",
                        "interface/stlink.cfg",
                        "-f",
                        "target/stm32f4x.cfg",
                        "-c",
                        "program {/b/app.bin} verify reset exit 0x08000000"));
        assertThat(FlashTool.OPENOCD
                        .commands(board("nrf52840-dk"), Path.of("/b/app.elf"), "")
                        .getFirst())
                .contains("transport select swd", "program {/b/app.elf} verify reset exit");
        assertThat(FlashTool.OPENOCD.supports(board("arduino-uno-r3"))).isFalse();
    }

    @Test
    void everyNucleoHasAProgramThatFlashesIt() {
        assertThat(BOARDS.all().stream().filter(board -> board.id().startsWith("nucleo-")))
                .hasSizeGreaterThan(5)
                .allSatisfy(board -> assertThat(FlashTool.of(board, true))
                        .contains(FlashTool.OPENOCD, FlashTool.ST_FLASH, FlashTool.PYOCD));
    }

    @Test
    void theDriveOfABootloaderIsFoundByItsFile(@TempDir Path media) throws Exception {
        assertThat(Uf2Drive.find(List.of(media))).isEmpty();
        Path drive = Files.createDirectories(media.resolve("me/RPI-RP2"));
        Files.createDirectories(media.resolve("me/OTHER"));
        assertThat(Uf2Drive.find(List.of(media))).isEmpty();
        Files.writeString(drive.resolve("INFO_UF2.TXT"), "UF2 Bootloader v3.0");
        assertThat(Uf2Drive.find(List.of(media.resolve("none"), media))).contains(drive);
    }

    private static Board board(String id) {
        return BOARDS.byId(id).orElseThrow();
    }
}
