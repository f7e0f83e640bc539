package dev.tinywright.arduino;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An Arduino core for emulation: its files, as the jar has them. Headers are found in every folder that has some; every C and
 * C++ file is compiled, but for tests and for what is of another machine.
 *
 * @param files path to text
 */
record Core(SortedMap<String, String> files) {
    private static final String HEADER = ".*\\.(h|hpp|ipp)";
    private static final String SOURCE = ".*\\.(c|cpp|S)";

    Core {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(files)));
    }

    /** Returns the core in a folder of resources; one thread at a time, since an opened jar is shared by all. */
    static synchronized Core of(String folder) {
        URL url = Core.class.getResource(folder);
        if (url == null) {
            throw new IllegalStateException("the jar lacks " + folder);
        }
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return read(jar.getPath(folder));
                } catch (FileSystemAlreadyExistsException e) {
                    return read(FileSystems.getFileSystem(uri).getPath(folder));
                }
            }
            return read(Path.of(uri));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Core read(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith("test/")
                        && (name.matches(HEADER) || name.matches(SOURCE) || name.endsWith(".ld"))) {
                    files.put(name, Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return new Core(files);
    }

    /** Returns the core without the folder of a machine. */
    Core without(String machine) {
        SortedMap<String, String> rest = new TreeMap<>(files);
        rest.keySet().removeIf(name -> name.startsWith(machine + "/") || name.contains("/" + machine + "/"));
        return new Core(rest);
    }

    /** Returns the core with files of the proof's start-up code, from {@code runtime/firmware}. */
    Core withFirmware(String folder, List<String> names) {
        SortedMap<String, String> all = new TreeMap<>(files);
        for (String name : names) {
            try (InputStream in = Core.class.getResourceAsStream("/dev/tinywright/runtime/firmware/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the jar lacks runtime/firmware/" + name);
                }
                all.put(folder + "/" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Core(all);
    }

    List<String> sources() {
        return files.keySet().stream().filter(name -> name.matches(SOURCE)).toList();
    }

    /** Returns the folders with headers. */
    List<String> includes() {
        return files.keySet().stream()
                .filter(name -> name.matches(HEADER))
                .map(name -> name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : ".")
                .distinct()
                .toList();
    }

    /** Returns the headers that a sketch can include, for advice. */
    List<String> headers() {
        return files.keySet().stream()
                .filter(name -> name.matches(HEADER))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .filter(name -> Character.isUpperCase(name.charAt(0)))
                .sorted()
                .toList();
    }
}
