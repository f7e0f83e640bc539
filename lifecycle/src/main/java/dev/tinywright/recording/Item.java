package dev.tinywright.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A file of the data, in a folder or in an archive.
 *
 * @param name path below the data's folder, with slashes, as shown to people
 * @param path of the file, or of the archive that holds it
 */
record Item(String name, Path path, ByteSource bytes) {

    /** Returns what follows the last dot, in lower case; empty where there is none. */
    String extension() {
        int dot = fileName().lastIndexOf('.');
        return dot <= 0 ? "" : fileName().substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Returns the file's name without its last extension. */
    String stem() {
        int dot = fileName().lastIndexOf('.');
        return dot <= 0 ? fileName() : fileName().substring(0, dot);
    }

    /** Returns the folders from the data's own downwards. */
    List<String> folders() {
        List<String> parts = List.of(name.split("/"));
        return parts.subList(0, parts.size() - 1);
    }
}
