package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SketchFolderTest {
    @TempDir
    Path parent = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectory(parent.resolve("fruit"));
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsTabsAndCodeAndLeavesTheRest() throws IOException {
        file("fruit.ino", "void setup() {}");
        file("b.ino", "");
        file("x.h", "");
        file("x.cpp", "");
        file("y.c", "");
        file("notes.txt", "");
        file("expect.yaml", "");
        Sketch sketch = SketchFolder.read(folder);
        assertThat(sketch.name()).isEqualTo("fruit");
        assertThat(sketch.files().keySet()).containsExactly("b.ino", "fruit.ino", "x.cpp", "x.h", "y.c");
        assertThat(SketchFolder.read(folder.resolve("fruit.ino"))).isEqualTo(sketch);
        Path copy = parent.resolve("copy").resolve("fruit");
        SketchFolder.write(sketch, copy);
        assertThat(SketchFolder.read(copy)).isEqualTo(sketch);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertFails(parent.resolve("none"), "there is no sketch folder 'none'");
        assertFails(folder, "no file in it ends with .ino");
        file("other.ino", "");
        assertFails(folder, "the main tab fruit.ino is missing; there is other.ino");
    }

    @Test
    void refusesWhatItWouldNotCompile() throws IOException {
        file("fruit.ino", " ".repeat((1 << 20) + 1));
        assertFails(folder, "the file has 1048577 bytes");
        file("fruit.ino", "");
        Files.createDirectory(folder.resolve("src"));
        assertFails(folder, "code in a folder src");
    }

    private static void assertFails(Path folder, String message) {
        assertThatThrownBy(() -> SketchFolder.read(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(message);
    }
}
