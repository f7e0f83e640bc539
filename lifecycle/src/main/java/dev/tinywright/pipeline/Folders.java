package dev.tinywright.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole folders, deleted and replaced. */
final class Folders {
    private Folders() {}

    /**
     * Puts {@code next} in the place of {@code folder}. Two renames, between which only {@code old} exists: a run killed
     * there leaves that for {@link #recover}.
     *
     * @param old where the former folder is until the new one is in its place; on the same disk as both
     * @throws dev.tinywright.diag.TinywrightException where it cannot be done; the former folder is then in its place
     */
    static void replace(Path folder, Path next, Path old) {
        delete(old);
        try {
            if (Files.exists(folder)) {
                Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            recover(folder, old);
            throw Project.cannotWrite(folder, e);
        }
        delete(old);
    }

    /** Puts {@code old} back where a run was killed between the two renames of {@link #replace}. */
    static void recover(Path folder, Path old) {
        if (Files.exists(old) && !Files.exists(folder)) {
            try {
                Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw Project.cannotWrite(folder, e);
            }
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw Project.cannotWrite(folder, e);
        }
    }
}
