package dev.tinywright.data;

import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Small CSV files for tests. */
final class Csv {
    static final SplitSettings BY_ROW = new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7);
    static final SplitSettings BY_GROUP = new SplitSettings(SplitSettings.By.GROUP, 0.2, 0.2, 7);

    private Csv() {}

    static DataSource source(Path path) {
        return new DataSource(path, Optional.empty(), List.of(), Optional.empty());
    }

    static Path write(Path folder, String name, String text) {
        return write(folder, name, text, StandardCharsets.UTF_8);
    }

    static Path write(Path folder, String name, String text, Charset charset) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(folder.resolve(name).toAbsolutePath().getParent());
            return Files.write(file, text.getBytes(charset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Table load(Path folder, String text) {
        return DataLoader.load(source(write(folder, "data.csv", text)), DataHints.none());
    }

    static Table load(Path folder, String text, DataHints hints) {
        return DataLoader.load(source(write(folder, "data.csv", text)), hints);
    }

    /** Rows "apple,0.51,0.27" and so on: two classes in turn, two readings, all different. */
    static String fruitRows(int rows, long seed) {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < rows; i++) {
            text.append(fruitRow(i % 2 == 0 ? "apple" : "banana", random));
        }
        return text.toString();
    }

    static String fruitRow(String label, SplittableRandom random) {
        return String.format(Locale.ROOT, "%s,%.6f,%.6f%n", label, random.nextDouble(), random.nextDouble());
    }
}
