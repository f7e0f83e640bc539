package dev.tinywright.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Tables for tests. */
final class Data {
    static final String COLOURS =
            "Tell red from green on an Arduino Nano 33 BLE, under 32 KB flash and 8 KB RAM, at least 80 % accurate";

    private Data() {}

    /** The example of the README. */
    static Path fruit() {
        return example("examples/fruit/fruit.csv");
    }

    private static Path example(String name) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new AssertionError(name + " is not above " + Path.of("").toAbsolutePath());
    }

    /** Writes 120 rows of two classes that two of three columns tell apart. */
    static Path colours(Path folder) {
        return colours(folder, 120, 1.0);
    }

    /** @param distance between the classes' middles, in standard deviations over 4; 0 makes noise */
    static Path colours(Path folder, int rows, double distance) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("red,green,light,colour\n");
        for (int i = 0; i < rows; i++) {
            boolean isRed = i % 2 == 0;
            double shift = isRed ? distance : -distance;
            csv.append(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%.4f,%s%n",
                    random.nextGaussian() * 0.25 + shift,
                    random.nextGaussian() * 0.25 - shift,
                    random.nextGaussian(),
                    isRed ? "red" : "green"));
        }
        return Cli.write(folder.resolve("colours.csv"), csv.toString());
    }

    /** Names of everything in a folder that a person sees. */
    static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
