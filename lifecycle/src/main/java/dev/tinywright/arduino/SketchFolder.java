package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A sketch on disk: a folder with a main tab of the same name, as the Arduino IDE keeps it. */
public final class SketchFolder {
    private static final long MAX_BYTES = 1 << 20;
    private static final String CODE = ".*\\.(ino|h|hpp|hh|c|cpp|cc|cxx|S)";

    private SketchFolder() {}

    /**
     * Returns the sketch in {@code folder}.
     *
     * @param folder or the main tab in it
     * @throws TinywrightException (usage) where there is none, its main tab has another name, or a file is too large
     */
    public static Sketch read(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (Files.isRegularFile(absolute)) {
            absolute = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        }
        String name =
                Optional.ofNullable(absolute.getFileName()).map(Path::toString).orElse("");
        if (!Files.isDirectory(absolute)) {
            throw TinywrightException.usage(
                    "there is no sketch folder '" + name + "'",
                    folder.toString(),
                    "a sketch is a folder with a file of the same name in it: " + name + "/" + name + ".ino");
        }
        SortedMap<String, String> files = files(absolute);
        requireMain(name, files, folder);
        return new Sketch(name, files);
    }

    /** Writes the files of {@code sketch} into {@code folder}, which is made where it is missing. */
    public static void write(Sketch sketch, Path folder) {
        try {
            Files.createDirectories(folder);
            for (var file : sketch.files().entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write the sketch: " + e.getMessage(), folder.toString(), "make the folder writable");
        }
    }

    private static SortedMap<String, String> files(Path folder) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (Files.isRegularFile(entry) && name.matches(CODE) && !name.startsWith(".")) {
                    files.put(name, text(entry));
                } else if (Files.isDirectory(entry) && name.equals("src")) {
                    throw TinywrightException.usage(
                            "the sketch has code in a folder src, which is not read",
                            entry.toString(),
                            "move its files beside the main tab");
                }
            }
        } catch (IOException e) {
            throw TinywrightException.usage("cannot read the sketch: " + e.getMessage(), folder.toString(), "");
        }
        return files;
    }

    /** Text in another encoding than UTF-8 is in comments and strings; it does not keep a sketch from compiling. */
    private static String text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw TinywrightException.usage(
                    "the file has " + Files.size(file) + " bytes, at most " + MAX_BYTES + " are read",
                    file.toString(),
                    "keep data of this size out of the sketch");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static void requireMain(String name, SortedMap<String, String> files, Path folder) {
        List<String> tabs =
                files.keySet().stream().filter(file -> file.endsWith(".ino")).toList();
        if (tabs.isEmpty()) {
            throw TinywrightException.usage(
                    "the folder has no sketch: no file in it ends with .ino",
                    folder.toString(),
                    "name the main file " + name + ".ino");
        }
        if (!tabs.contains(name + ".ino")) {
            throw TinywrightException.usage(
                    "the main tab " + name + ".ino is missing; there is " + String.join(", ", tabs),
                    folder.toString(),
                    "the main tab and its folder must have the same name: rename one of them");
        }
    }
}
