package dev.tinywright.arduino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes may make one core at the same time: the first to end is kept. */
class CoreArchiveTest {
    @TempDir
    private Path cache;

    @Test
    void theCoreOfAnotherProcessIsTaken() throws IOException {
        Path core = folder("core-1", "core.a", "first");
        Path scratch = folder("making-2", "core.a", "second");

        CoreArchive.publish(scratch, core);

        assertThat(core.resolve("core.a")).hasContent("first");
        assertThat(scratch).doesNotExist();
    }

    @Test
    void whatIsNoCoreIsAnError() throws IOException {
        Path other = folder("core-1", "notes.txt", "a person's");
        Path scratch = folder("making-2", "core.a", "second");

        assertThatThrownBy(() -> CoreArchive.publish(scratch, other)).isInstanceOf(IOException.class);
        assertThat(other.resolve("notes.txt")).hasContent("a person's");
    }

    private Path folder(String name, String file, String text) throws IOException {
        Path folder = Files.createDirectory(cache.resolve(name));
        Files.writeString(folder.resolve(file), text);
        return folder;
    }
}
