package dev.tinywright.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BoardsTest {
    private static final Path GUIDE = Path.of("..", "docs", "boards.md");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    static Stream<Board> builtIn() {
        return Boards.builtIn().all().stream();
    }

    @Test
    void hasTheBoardsThatAreAskedForMost() {
        assertThat(builtIn().map(Board::id))
                .hasSize(40)
                .contains(
                        "arduino-uno-r3",
                        "arduino-nano-33-ble-sense-rev2",
                        "pico-2",
                        "esp32-s3",
                        "microbit-v1",
                        "openmv-cam-h7",
                        "host");
    }

    @Test
    void everyBoardFileInTheJarIsListed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/dev/tinywright/board"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            builtIn().map(board -> board.id() + ".yaml").toList());
        }
    }

    @Test
    void noNameMeansTwoBoards() {
        Map<String, String> owner = new HashMap<>();
        for (Board board : builtIn().toList()) {
            List<String> own = Stream.concat(
                            Stream.of(board.id(), board.name().toLowerCase(Locale.ROOT)), board.names().stream())
                    .distinct()
                    .toList();
            for (String name : own) {
                assertThat(owner.put(name, board.id())).as(name).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void figuresAreSane(Board board) {
        assertThat(board.source()).isNotBlank();
        if (board.isHost()) {
            return;
        }
        assertThat(board.clockHz()).isBetween(16_000_000L, 600_000_000L);
        assertThat(board.flashBytes()).isBetween(32_256L, 16_777_216L);
        assertThat(board.ramBytes()).isBetween(2_048L, 8_388_608L);
        assertThat(board.ramBytes()).isLessThanOrEqualTo(board.flashBytes());
        assertThat(board.emulator().flashOrigin() % 4096).isZero();
        assertThat(board.build().flags())
                .contains(board.isAvr() ? "-mmcu=" + board.emulator().machine() : "-mthumb");
        assertThat(board.sensors()).contains("serial-lines", "analog-pins", "i2c-registers");
    }

    /** The flags' core, the machine's core and the board's are of one architecture, or the note says that they are not. */
    @ParameterizedTest
    @CsvSource({
        "arduino-nano-33-ble-sense, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 64",
        "arduino-nano-33-ble-sense-rev2, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 64",
        "arduino-nicla-sense-me, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 64",
        "arduino-nicla-vision, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 480",
        "arduino-portenta-h7, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 480",
        "arduino-opta, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 480",
        "arduino-uno-r3, AVR (ATmega328P), ATmega328P, -mmcu=atmega328p, 16",
        "arduino-mega-2560, AVR (ATmega2560), ATmega2560, -mmcu=atmega2560, 16",
        "arduino-nano-every, AVR (ATmega4809), ATmega1284P, -mmcu=atmega1284p, 16",
        "arduino-uno-r4-minima, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 48",
        "arduino-nano-33-iot, Cortex-M0+, Cortex-M0, -mcpu=cortex-m0plus, 48",
        "microbit-v1, Cortex-M0, Cortex-M0, -mcpu=cortex-m0, 16",
        "pico-2, Cortex-M33, Cortex-M33, -mcpu=cortex-m33, 150",
        "nucleo-g071rb, Cortex-M0+, Cortex-M0, -mcpu=cortex-m0plus, 64",
        "nucleo-f746zg, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 216",
        "nucleo-u575zi-q, Cortex-M33, Cortex-M33, -mcpu=cortex-m33, 160",
        "xiao-rp2040, Cortex-M0+, Cortex-M0, -mcpu=cortex-m0plus, 125",
        "esp32-s3, Xtensa LX7, Cortex-M4, -mcpu=cortex-m4, 240",
        "esp32-c3, RISC-V, Cortex-M4, -mcpu=cortex-m4, 160",
        "teensy-4-1, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 600",
        "arduino-nano-33-ble, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 64",
        "microbit-v2, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 64",
        "nucleo-f446re, Cortex-M4F, Cortex-M4, -mcpu=cortex-m4, 180",
        "nucleo-h743zi, Cortex-M7, Cortex-M7, -mcpu=cortex-m7, 480",
        "nrf5340-dk, Cortex-M33, Cortex-M33, -mcpu=cortex-m33, 128",
        "pico, Cortex-M0+, Cortex-M0, -mcpu=cortex-m0plus, 125",
        "esp32, Xtensa LX6, Cortex-M4, -mcpu=cortex-m4, 240",
        "ek-ra8d1, Cortex-M85, Cortex-M55, -mcpu=cortex-m55, 480",
        "alif-ensemble-e7, Cortex-M55, Cortex-M55, -mcpu=cortex-m55, 400",
        "corstone-300, Cortex-M55, Cortex-M55, -mcpu=cortex-m55, 32",
    })
    void isProvenOnACoreOfItsOwnKindOrSaysSo(String id, String core, String emulated, String flag, long megahertz) {
        Board board = Boards.builtIn().byId(id).orElseThrow();
        assertThat(board.core()).isEqualTo(core);
        assertThat(board.emulator().core()).isEqualTo(emulated);
        assertThat(board.build().flags()).contains(flag);
        assertThat(board.clockHz()).isEqualTo(megahertz * 1_000_000);
        assertThat(board.isProvenElsewhere()).isEqualTo(id.startsWith("esp32") || id.equals("arduino-nano-every"));
    }

    /** Networks are proven on a machine with room for them, and on the board's own architecture where that is another. */
    @ParameterizedTest
    @CsvSource({
        "pico, Cortex-M0, 4194304",
        "arduino-nano-33-iot, Cortex-M0, 4194304",
        "esp32-c3, RV32IMC, 16777216",
        "esp32-c6, RV32IMC, 16777216",
        "nucleo-f446re, Cortex-M4, 4194304",
        "esp32-s3, Cortex-M4, 4194304"
    })
    void networksAreProvenWhereThereIsRoom(String id, String core, long ram) {
        Board board = Boards.builtIn().byId(id).orElseThrow();
        assertThat(board.bench().emulator().core()).isEqualTo(core);
        assertThat(board.bench().emulator().ramBytes()).isEqualTo(ram);
        assertThat(board.bench().emulator().note().isEmpty()).isEqualTo(!id.equals("esp32-s3"));
    }

    @Test
    void theExampleOfTheGuideIsABoard() throws IOException {
        Files.writeString(folder.resolve("mine.yaml"), example());
        Board board = Boards.with(folder).byId("nucleo-g474re").orElseThrow();
        assertThat(board.clockHz()).isEqualTo(170_000_000);
        assertThat(board.emulator().machine()).isEqualTo("mps2-an386");
        assertThat(Boards.with(folder).all()).hasSize(Boards.builtIn().all().size() + 1);
    }

    @Test
    void theGuideDescribesEveryKeyAndNoOther() throws IOException {
        List<String> described = Pattern.compile("(?m)^\\| `([a-z]+(?:\\.[A-Za-z]+)?|[a-z]+[A-Z][A-Za-z]*)` \\|")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(described).containsExactlyElementsOf(keys(Board.class, "").toList());
    }

    private static Stream<String> keys(Class<?> type, String prefix) {
        return Stream.of(type.getRecordComponents()).flatMap(key -> {
            if (key.getType() == java.util.Optional.class) {
                return switch (key.getName()) {
                    case "networks" -> Stream.of("networks.build", "networks.emulator", "networks.options");
                    case "current" -> keys(Board.Current.class, "current.");
                    default -> keys(Board.Arduino.class, key.getName() + ".");
                };
            }
            return key.getType().isRecord()
                    ? keys(key.getType(), key.getName() + ".")
                    : Stream.of(prefix + key.getName());
        });
    }

    @Test
    void aSketchHasWhatTheArduinoCoreLeaves() throws IOException {
        Board uno = Boards.builtIn().byId("arduino-uno-r3").orElseThrow();
        assertThat(uno.chipFlashBytes()).isEqualTo(32768);
        assertThat(uno.flashBytes()).isEqualTo(32256);
        assertThat(uno.sketchFlashBytes()).isEqualTo(32256 - 450);
        assertThat(uno.sketchRamBytes()).isEqualTo(2048 - 9);
        assertThat(uno.arduino().orElseThrow().fqbn()).isEqualTo("arduino:avr:uno");
        Files.writeString(folder.resolve("mine.yaml"), example());
        Board old = Boards.with(folder).byId("nucleo-g474re").orElseThrow();
        assertThat(old.sketchFlashBytes()).isEqualTo(old.flashBytes()).isEqualTo(old.chipFlashBytes());
        assertThat(old.arduino()).isEmpty();
        assertThat(old.sensors()).isEmpty();
    }

    @Test
    void aFileWithTheIdOfABuiltInBoardReplacesIt() throws IOException {
        Files.writeString(folder.resolve("pico.yml"), example().replace("nucleo-g474re\nname: ", "pico\nname: My "));
        Files.writeString(folder.resolve("notes.txt"), "no board");
        Boards boards = Boards.with(folder);
        assertThat(boards.byId("pico").orElseThrow().name()).isEqualTo("My ST Nucleo-G474RE");
        assertThat(boards.all()).hasSameSizeAs(Boards.builtIn().all());
    }

    @Test
    void aFolderThatIsNotThereHasNoBoards() {
        assertThat(Boards.with(folder.resolve("nowhere")).all())
                .containsExactlyElementsOf(Boards.builtIn().all());
    }

    @Test
    void twoFilesForOneBoardAreAnError() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), example());
        Files.writeString(folder.resolve("b.yaml"), example());
        assertThatThrownBy(() -> Boards.with(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("two files are for the board 'nucleo-g474re': a.yaml and b.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clockHz: 170000000 | '' | the key 'clockHz' is missing",
                "clockHz: 170000000 | clockHz: fast | the key 'clockHz' has the value 'fast', which is not a whole number",
                "clockHz: 170000000 | clockHz: 1.5 | 'clockHz'",
                "clockHz: 170000000 | clockHz: 99999999999999999999999 | 'clockHz'",
                "clockHz: 170000000 | clockHz: -5 | clockHz is -5, not 1e3 to 1e10",
                "clockHz: 170000000 | clockHz: [1, 2] | 'clockHz'",
                "clockHz: 170000000 | clockHz: | 'clockHz'",
                "id: nucleo | id: Nucleo | id 'Nucleo-g474re' is not lower case",
                "chip: | chips: | unknown key 'chips'; known there: id, name, names, chip, core",
                "note: | notes: | unknown key 'emulator.notes'",
                "nucleo g474re, | Nucleo G474RE, | names: 'Nucleo G474RE' is not in lower case",
                "flashBytes: 524288 | flashBytes: 0 | flashBytes is 0, less than 1024",
                "0x20000000 | 0x20000001 | emulator.ramOrigin is not an address",
                "tickPicoseconds: 40000 | tickPicoseconds: 0 | emulator.tickPicoseconds is 0, not above 0",
                "program: qemu-system-arm | program: '' | emulator.program is empty",
                "build: | built: | unknown key 'built'",
                "build: | 'sensors: [Knobs]%nbuild:' | sensors: 'Knobs' is not a sensor's id",
                "build: | 'sensors: knobs%nbuild:' | 'sensors'",
                "build: | 'sensors:%nbuild:' | the key 'sensors' is missing",
                "build: | 'chipFlashBytes: 1000%nbuild:' | chipFlashBytes is 1000, less than flashBytes 524288",
                "build: | 'chipRamBytes: lots%nbuild:' | the key 'chipRamBytes' has the value 'lots', which is not a whole number",
                "build: | 'arduino: {board: x}%nbuild:' | unknown key 'arduino.board'; known there: fqbn, coreFlashBytes, coreRamBytes, source",
                "build: | 'arduino: {source: x}%nbuild:' | the key 'arduino.fqbn' is missing",
                "build: | 'arduino: {fqbn: uno}%nbuild:' | arduino.fqbn 'uno' is not vendor:architecture:board",
                "build: | 'arduino: x%nbuild:' | 'arduino' has no keys below it",
                "build: | 'arduino: {fqbn: a:b:c, coreRamBytes: 5}%nbuild:' | arduino.source is empty",
                "build: | 'arduino: {fqbn: a:b:c, coreFlashBytes: -1}%nbuild:' | arduino.coreFlashBytes is -1",
                "build: | 'arduino: {fqbn: a:b:c, coreRamBytes: 131000, source: x}%nbuild:' | arduino.coreRamBytes leaves less than 1024",
                "build: | 'networks: {options: []}%nbuild:' | the key 'networks.build' is missing",
                "build: | 'networks: {machine: x}%nbuild:' | unknown key 'networks.machine'",
                "build: | 'current: {milliamps: 5, volts: 3}%nbuild:' | the key 'current.source' is missing",
                "build: | 'current: {volts: 3, source: x}%nbuild:' | the key 'current.milliamps' is missing",
                "build: | 'current: {milliamps: 5, volts: 3, source: \" \"}%nbuild:' | current.source is empty",
                "build: | 'current: {milliamps: -5, volts: 3, source: x}%nbuild:' | current.milliamps is -5.0, not 0.01 to 10000",
                "build: | 'current: {milliamps: 5, volts: 1e300, source: x}%nbuild:' | current.volts is 1.0E300, not 0.5 to 60",
                "build: | 'current: {milliamps: .nan, volts: 3, source: x}%nbuild:' | Malformed numeric value '.nan'",
                "build: | 'current: {milliamps: 5, volts: .inf, source: x}%nbuild:' | Malformed numeric value '.inf'",
                "build: | 'current: {milliamps: 5, volts: 3 V, source: x}%nbuild:' | the key 'current.volts' has the value '3 V', which is not a number",
                "build: | 'current: {amps: 5, volts: 3, source: x}%nbuild:' | unknown key 'current.amps'; known there: milliamps, volts, source",
                "build: | 'current: 5%nbuild:' | 'current' has no keys below it",
                "compiler: arm-none-eabi-gcc | '' | the key 'build.compiler' is missing",
                "id: nucleo | id: [ | (line ",
                "program: qemu-system-arm | '' | the key 'emulator.program' is missing",
            })
    void aBrokenFileIsNamedWithItsKey(String written, String instead, String expected) throws IOException {
        assertThat(example()).contains(written);
        Path file = Files.writeString(
                folder.resolve("broken.yaml"),
                example().replaceFirst(Pattern.quote(written), Matcher.quoteReplacement(instead.replace("%n", "\n"))));
        assertThatThrownBy(() -> Boards.with(folder)).isInstanceOfSatisfying(TinywrightException.class, e -> {
            assertThat(e.exitCode()).isEqualTo(2);
            assertThat(e.diagnosis().what()).startsWith("not a board: ").contains(expected);
            assertThat(e.diagnosis().where()).isEqualTo(file.toString());
            assertThat(e.diagnosis().hint()).contains("docs/boards.md");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | no keys", "'just text' | no keys", "'- a\n- b' | no keys"})
    void aFileThatIsNoBoardAtAllIsNamed(String text, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), text);
        assertThatThrownBy(() -> Boards.with(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(file.toString());
    }

    private static String example() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
