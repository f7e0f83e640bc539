package dev.tinywright.benchmarks;

import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transport;
import dev.tinywright.llm.Transports;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import dev.tinywright.pipeline.Project;
import dev.tinywright.process.Confinement;
import dev.tinywright.report.Statistics;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.session.Caps;
import dev.tinywright.session.LiveSession;
import dev.tinywright.study.Chain;
import dev.tinywright.study.Level;
import dev.tinywright.study.Stage;
import dev.tinywright.study.Study;
import dev.tinywright.trace.Recorded;
import dev.tinywright.trace.TraceFile;
import dev.tinywright.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Whole chains of the fruit case, planned by a scripted model that errs: how many it brings about by itself within the usual
 * caps, how many succeed in the end, and what a chain takes. Everything goes through the real client over HTTP; the chains
 * share one cache of stage results, so that equal trainings are not repeated. No answer of the model is kept.
 */
public final class LlmChains {
    private static final String FRUIT =
            "Tell apples, bananas, oranges and grapes apart by colour on an Arduino Nano 33 BLE Sense, under 32 KB flash and "
                    + "8 KB RAM, at least 85 % accurate, and print the fruit once a second";
    private static final int SIDE_BY_SIDE = 2;
    private static final String USAGE = "usage: run-llm [--chains 200] [--faults 0.3] [--without-faults 20] [--seed 1]";

    private final Path folder;
    private final Study.Settings settings;

    private LlmChains(Path home, Path folder) {
        this.folder = folder;
        this.settings = new Study.Settings(
                FRUIT,
                home.resolve("examples/fruit/fruit.csv"),
                List.of(Stage.CHAIN),
                List.of(Level.FULL),
                1,
                1,
                Caps.USUAL,
                Confinement.REQUIRED,
                true,
                Boards.builtIn(),
                Sensors.builtIn());
    }

    /** A chain and what came of it; empty where it ended with an error. */
    private record Link(int number, Optional<Chain.Done> done, String error) {
        boolean isOwn() {
            return done.filter(d -> d.isOwnWork() && d.passed()).isPresent();
        }

        boolean passed() {
            return done.filter(Chain.Done::passed).isPresent();
        }
    }

    public static void main(String... words) throws IOException, InterruptedException {
        Map<String, String> given =
                new TreeMap<>(Map.of("--chains", "200", "--faults", "0.3", "--without-faults", "20", "--seed", "1"));
        for (int i = 0; i < words.length; i += 2) {
            if (!given.containsKey(words[i]) || i + 1 == words.length) {
                System.err.println(USAGE);
                System.exit(2);
            }
            given.put(words[i], words[i + 1]);
        }
        Path folder = Files.createTempDirectory("tinywright-chains");
        try {
            LlmChains chains = new LlmChains(
                    Path.of(System.getProperty("tinywright.home", ".")).toAbsolutePath(), folder);
            long seed = Long.parseLong(given.getOrDefault("--seed", "1"));
            double faults = Double.parseDouble(given.getOrDefault("--faults", "0.3"));
            System.out.println("Chains of the fruit case through the real client over HTTP, " + SIDE_BY_SIDE
                    + " side by side; they share one cache of stage results, equal trainings are not repeated.");
            chains.series(Integer.parseInt(given.getOrDefault("--without-faults", "20")), 0, seed);
            chains.series(Integer.parseInt(given.getOrDefault("--chains", "200")), faults, seed);
        } finally {
            delete(folder);
        }
    }

    private void series(int chains, double faults, long seed) throws IOException, InterruptedException {
        if (chains == 0) {
            return;
        }
        long from = System.nanoTime();
        List<Link> links = new ArrayList<>();
        try (MindServer mind = MindServer.start(Faults.at(faults, seed));
                ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            links.add(link(mind, faults, 0)); // alone: it fills the cache
            List<Future<Link>> running = new ArrayList<>();
            for (int i = 1; i < chains; i++) {
                int number = i;
                running.add(threads.submit(() -> link(mind, faults, number)));
            }
            for (Future<Link> one : running) {
                try {
                    links.add(one.get());
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        print(links, faults, (System.nanoTime() - from) / 1e9);
    }

    private Link link(MindServer mind, double faults, int number) {
        Path project = folder.resolve("%s-%d/fruit".formatted(faults, number));
        Recorded recorded = new Recorded();
        TraceLog trace = TraceLog.both(recorded, new TraceFile(TraceFile.in(project)));
        Link link;
        try (LiveSession session = new LiveSession(
                transport(mind, number), Optional.empty(), Caps.USUAL, trace, word -> {}, InstantSource.system())) {
            Chain.Done done = Chain.make(settings, session, recorded, new Project(project, folder.resolve("cache")));
            link = new Link(number, Optional.of(done), "");
        } catch (TinywrightException e) {
            link = new Link(number, Optional.empty(), e.diagnosis().text());
        }
        if (!link.isOwn()) {
            System.err.println("chain " + number + ": "
                    + link.done().map(Chain.Done::whyNot).orElse(link.error()));
        }
        delete(project);
        return link;
    }

    /** Each chain asks a model of another name: each has errors of its own. */
    private static Transport transport(MindServer mind, int number) {
        ModelCard card = new ModelCard(
                new ModelName("openai", "scripted-" + number), 128_000, 8192, true, Optional.empty(), true);
        return Transports.open(card, Optional.of(mind.url() + "/v1"), "none");
    }

    private static void print(List<Link> links, double faults, double seconds) {
        List<Chain.Done> done =
                links.stream().flatMap(link -> link.done().stream()).toList();
        long own = links.stream().filter(Link::isOwn).count();
        long passed = links.stream().filter(Link::passed).count();
        System.out.printf(
                Locale.ROOT, "%n%d chains, %.0f %% of answers faulty, %.0f s%n", links.size(), 100 * faults, seconds);
        System.out.printf(
                Locale.ROOT,
                "  goals met by the model's own work  %d of %d (%s)%n",
                own,
                links.size(),
                share(own, links));
        System.out.printf(
                Locale.ROOT,
                "  goals met in the end               %d of %d (%s)%n",
                passed,
                links.size(),
                share(passed, links));
        System.out.println("  calls a chain                      "
                + spread(done, d -> d.cost().calls()));
        System.out.println("  tokens a chain, by o200k_base      " + spread(done, Chain.Done::countedTokens));
        System.out.println(
                "  chains with each fault             " + counts(done.stream().flatMap(d -> d.kinds().stream())));
        System.out.println("  repairs by rules, at no cost       "
                + counts(done.stream().flatMap(d -> d.repairs().stream()).map(LlmChains::kindOfRepair)));
        System.out.println("  not by the model's own work        "
                + counts(links.stream()
                        .filter(link -> !link.isOwn())
                        .map(link -> link.done().map(Chain.Done::whyNot).orElse(link.error()))));
    }

    private static String share(long count, List<Link> links) {
        Statistics.Estimate share = Statistics.wilson((int) count, links.size());
        return String.format(
                Locale.ROOT,
                "%.1f %%, 95 %% interval %.1f to %.1f %%",
                100 * share.value(),
                100 * share.low(),
                100 * share.high());
    }

    private static String spread(List<Chain.Done> done, ToLongFunction<Chain.Done> figure) {
        long[] sorted = done.stream().mapToLong(figure).sorted().toArray();
        OptionalDouble mean = Arrays.stream(sorted).average();
        if (mean.isEmpty()) {
            return "-";
        }
        long high = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        return String.format(
                Locale.ROOT,
                "mean %.1f, 95th percentile %d, most %d",
                mean.getAsDouble(),
                high,
                sorted[sorted.length - 1]);
    }

    /** A repair's sentence without its names and numbers. */
    private static String kindOfRepair(String what) {
        String plain = what.replaceAll("\"[^\"]*\"|'[^']*'|`[^`]*`|[0-9]+", "…").replaceAll("\\s+", " ");
        return plain.length() <= 70 ? plain : plain.substring(0, 70) + "…";
    }

    private static String counts(Stream<String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(e -> e.getValue() + " " + e.getKey())
                .reduce((a, b) -> a + "; " + b)
                .orElse("none");
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("cannot delete " + folder + ": " + e.getMessage());
        }
    }
}
