package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the files of a data source and what their places say of the class. */
final class DataFiles {
    private static final Set<String> PARTS =
            Set.of("train", "training", "test", "testing", "validation", "valid", "val", "dev", "eval", "holdout");

    private DataFiles() {}

    /** @param label the class of all rows of the file; empty where a column tells */
    record Part(CsvFile file, String label) {}

    /**
     * @param labelled true where the class is the name of the file or folder
     * @param grouped true where a file is a recording, whose rows belong together
     */
    record Layout(List<Part> parts, boolean labelled, boolean grouped, String note) {}

    /** @throws TinywrightException where there is nothing, or not clearly one of the ways data can lie in a folder */
    static Layout find(Path path) {
        if (!Files.exists(path)) {
            throw TinywrightException.usage(
                    "there is no file or folder of this name",
                    path.toString(),
                    "check the path given with --data, or data.path in task.yaml, which is relative to the project"
                            + " folder");
        }
        if (!Files.isDirectory(path)) {
            requireFile(path);
            return single(path, path.getFileName().toString(), "");
        }
        List<Path> files = csvFiles(path);
        List<Path> folders =
                folders(path).stream().filter(f -> !csvFiles(f).isEmpty()).toList();
        if (files.size() == 1) {
            String name = files.getFirst().getFileName().toString();
            String beside = folders.isEmpty() ? "" : "; the folders beside it are not read";
            return single(files.getFirst(), name, "data: " + name + ", the only CSV file in the folder" + beside);
        }
        if (GivenSplit.isIn(names(files))) {
            return divided(files, "");
        }
        if (files.isEmpty()
                && GivenSplit.isIn(names(folders))
                && folders.stream().allMatch(f -> csvFiles(f).size() == 1)) {
            return divided(folders.stream().map(f -> csvFiles(f).getFirst()).toList(), "folder ");
        }
        if (!files.isEmpty()) {
            return filePerClass(path, files);
        }
        if (!folders.isEmpty()) {
            return folderPerClass(path, folders);
        }
        throw TinywrightException.usage(
                "the folder has no CSV file, neither itself nor in its folders",
                path.toString(),
                "give a .csv file, a folder with a CSV per class, or a folder per class with CSVs");
    }

    /** Pipes and devices cannot be read twice. */
    private static void requireFile(Path path) {
        if (!Files.isRegularFile(path)) {
            throw TinywrightException.usage(
                    "this is neither a file nor a folder",
                    path.toString(),
                    "save the data as a .csv file and give that");
        }
    }

    private static Layout single(Path file, String name, String note) {
        return new Layout(List.of(new Part(Sniffer.sniff(file, name), "")), false, false, note);
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(path -> path.getFileName().toString()).toList();
    }

    /** Files that are to be learned from and files that are to be tested on. */
    private static Layout divided(List<Path> files, String folder) {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            int names = file.getNameCount();
            Path name = folder.isEmpty() ? file.getFileName() : file.subpath(names - 2, names);
            parts.add(new Part(Sniffer.sniff(file, name.toString().replace('\\', '/')), ""));
        }
        List<String> test = parts.stream()
                .map(part -> part.file().name())
                .filter(GivenSplit::isTest)
                .toList();
        String note = "split: as the " + (folder.isEmpty() ? "files" : "folders") + " give it; tested on "
                + String.join(", ", test);
        return new Layout(parts, false, false, note);
    }

    private static Layout filePerClass(Path folder, List<Path> files) {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            parts.add(new Part(
                    Sniffer.sniff(file, name),
                    name.substring(0, name.lastIndexOf('.')).strip()));
        }
        requireClasses(parts.stream().map(Part::label).toList(), folder, files.getFirst());
        return new Layout(parts, true, false, "label: the file's name, because the folder has a CSV file per class");
    }

    private static Layout folderPerClass(Path folder, List<Path> folders) {
        requireClasses(folders.stream().map(f -> f.getFileName().toString()).toList(), folder, folders.getFirst());
        List<Part> parts = new ArrayList<>();
        boolean several = false;
        for (Path label : folders) {
            List<Path> files = csvFiles(label);
            several |= files.size() > 1;
            for (Path file : files) {
                String name = label.getFileName() + "/" + file.getFileName();
                parts.add(new Part(
                        Sniffer.sniff(file, name),
                        label.getFileName().toString().strip()));
            }
        }
        String group = several ? "; group: the file, because a class has several" : "";
        return new Layout(
                parts, true, several, "label: the folder's name, because there is a folder per class" + group);
    }

    private static void requireClasses(List<String> names, Path folder, Path first) {
        if (names.stream().allMatch(name -> PARTS.contains(name.toLowerCase(Locale.ROOT)))) {
            throw TinywrightException.usage(
                    "the folder is divided into " + String.join(", ", names) + ", which are not classes",
                    folder.toString(),
                    "give one of them, such as " + first
                            + ": Tinywright makes its own split, or put them together first");
        }
    }

    private static List<Path> csvFiles(Path folder) {
        return children(folder).stream()
                .filter(Files::isRegularFile)
                .filter(file -> {
                    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                    return name.endsWith(".csv") || name.endsWith(".tsv");
                })
                .toList();
    }

    private static List<Path> folders(Path folder) {
        return children(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Encoding.unreadable(folder, e);
        }
    }
}
