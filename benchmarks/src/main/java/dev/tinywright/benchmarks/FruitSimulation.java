package dev.tinywright.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Simulates a colour sensor held to fruit and writes {@code examples/fruit/fruit.csv}: made-up data, no measurements.
 *
 * <p>A channel counts {@code reflectance · lamp / distance² + ambient}, with photon and read noise; a row holds the shares
 * r/(r+g+b), g/(r+g+b), b/(r+g+b). Each fruit has a mean reflectance per channel and varies around it in ripeness, which
 * moves red against green, and in its spots. The lamp is warmer or colder from row to row. The same seed gives the same
 * file on every machine.
 */
public final class FruitSimulation {
    private static final long SEED = 20_260_101;
    /** Counts that a channel of a white card gives at the reference distance. */
    private static final double FULL_SCALE = 900;

    private static final double READ_NOISE = 1.5;

    private final SplittableRandom random;

    private FruitSimulation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * A kind of fruit.
     *
     * @param ripeness how far ripeness moves red up and green down, as a share of the reflectance
     */
    private record Fruit(String name, int rows, double red, double green, double blue, double ripeness) {}

    private static final List<Fruit> FRUIT = List.of(
            new Fruit("apple", 214, 0.47, 0.185, 0.125, 0.105),
            new Fruit("banana", 205, 0.60, 0.47, 0.19, 0.07),
            new Fruit("orange", 198, 0.62, 0.275, 0.10, 0.08),
            new Fruit("grape", 176, 0.225, 0.15, 0.165, 0.10));

    /** @param args the file to write; {@code examples/fruit/fruit.csv} where there is none */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args.length > 0 ? args[0] : "examples/fruit/fruit.csv");
        Files.writeString(file, csv(), StandardCharsets.UTF_8);
    }

    /** Returns the whole file: header, about 800 rows in random order, with the flaws of a real recording. */
    public static String csv() {
        FruitSimulation simulation = new FruitSimulation(SEED);
        List<String> rows = new ArrayList<>();
        for (Fruit fruit : FRUIT) {
            for (int i = 0; i < fruit.rows(); i++) {
                rows.add(simulation.row(fruit));
            }
        }
        simulation.shuffle(rows);
        simulation.addFlaws(rows);
        return "Fruit,Red,Green,Blue\n" + String.join("\n", rows) + "\n";
    }

    private String row(Fruit fruit) {
        double ripe = fruit.ripeness() * random.nextGaussian();
        double spots = 0.05 * random.nextGaussian();
        double warmth = 0.05 * random.nextGaussian();
        double distance = 0.8 + 0.7 * random.nextDouble();
        double light = FULL_SCALE * (0.8 + 0.4 * random.nextDouble()) / (distance * distance);
        double ambient = 4 + 8 * random.nextDouble();
        double red = count(fruit.red() * (1 + ripe) * (1 + warmth), light, ambient);
        double green = count(fruit.green() * (1 - ripe) * (1 + spots), light, ambient);
        double blue = count(fruit.blue() * (1 + spots) * (1 - warmth), light, ambient);
        double sum = red + green + blue;
        return String.format(Locale.ROOT, "%s,%.4f,%.4f,%.4f", fruit.name(), red / sum, green / sum, blue / sum);
    }

    /** Whole counts, at least one: light that comes back, light that is there anyway, noise of both and of the converter. */
    private double count(double reflectance, double light, double ambient) {
        double counts = reflectance * light + ambient;
        double noise = Math.sqrt(counts) * random.nextGaussian() + READ_NOISE * random.nextGaussian();
        return Math.max(1, Math.rint(counts + noise));
    }

    private void shuffle(List<String> rows) {
        for (int i = rows.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            rows.set(i, rows.set(j, rows.get(i)));
        }
    }

    /** Ten rows sent twice, three with a reading lost, a few labels typed in another way. */
    private void addFlaws(List<String> rows) {
        for (int n = 0; n < 10; n++) {
            int at = random.nextInt(rows.size());
            rows.add(at, rows.get(at));
        }
        for (int n = 0; n < 3; n++) {
            int at = random.nextInt(rows.size());
            String[] cells = rows.get(at).split(",");
            cells[1 + n] = "";
            rows.set(at, cells[0] + "," + cells[1] + "," + cells[2] + "," + (cells.length > 3 ? cells[3] : ""));
        }
        int retyped = 0;
        for (int i = 0; i < rows.size() && retyped < 9; i += 37) {
            if (rows.get(i).startsWith("apple,")) {
                rows.set(
                        i, (retyped % 3 == 2 ? "Apple " : "Apple") + rows.get(i).substring("apple".length()));
                retyped++;
            }
        }
    }
}
