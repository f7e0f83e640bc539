package dev.tinywright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.board.Boards;
import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Transports;
import dev.tinywright.mind.Fault;
import dev.tinywright.mind.Faults;
import dev.tinywright.mind.MindServer;
import dev.tinywright.process.Command;
import dev.tinywright.process.Confinement;
import dev.tinywright.sensor.Sensors;
import dev.tinywright.session.Caps;
import dev.tinywright.session.LiveSession;
import dev.tinywright.session.Session;
import dev.tinywright.trace.TraceLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study with a model that is played, over real HTTP. */
class StudyTest {
    private static final Caps ENOUGH = new Caps(1000, 10_000_000, 1, Duration.ofHours(1), 6);
    private static final String SENTENCE =
            "Tell apple, banana and orange apart by colour on an Arduino Nano 33 BLE Sense,"
                    + " at least 90 % accurate, and print the fruit once a second";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @BeforeEach
    void toolsAreThere() {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: what a model writes is not run");
        assumeTrue(Command.find("arm-none-eabi-gcc").isPresent(), "the compiler for the board is not installed");
    }

    /** Shares of red, green and blue, as the paper's: well apart, with noise. */
    private Path data() throws IOException {
        Random random = new Random(7);
        StringBuilder csv = new StringBuilder("Fruit,Red,Green,Blue\n");
        double[][] means = {{0.55, 0.25, 0.20}, {0.40, 0.40, 0.20}, {0.50, 0.33, 0.17}};
        List<String> names = List.of("apple", "banana", "orange");
        for (int i = 0; i < 120; i++) {
            double[] mean = means[i % 3];
            double red = mean[0] + 0.01 * random.nextGaussian();
            double green = mean[1] + 0.01 * random.nextGaussian();
            csv.append(
                    String.format(Locale.ROOT, "%s,%.4f,%.4f,%.4f%n", names.get(i % 3), red, green, 1 - red - green));
        }
        return Files.writeString(folder.resolve("fruit.csv"), csv);
    }

    private StudyResult study(MindServer server, List<Stage> stages, List<Level> levels, int runs, Caps caps)
            throws IOException {
        Path file = folder.resolve("fruit.csv");
        Study.Settings settings = new Study.Settings(
                SENTENCE,
                Files.exists(file) ? file : data(),
                stages,
                levels,
                runs,
                1,
                caps,
                Confinement.REQUIRED,
                false,
                Boards.builtIn(),
                Sensors.builtIn());
        return Study.run(settings, model(server), folder.resolve("study"), line -> {}, () -> false);
    }

    private static Study.Model model(MindServer server) {
        ModelCard card = new ModelCard(
                ModelName.parse("openai/scripted"),
                128_000,
                8192,
                true,
                Optional.of(new ModelCard.Price(1, 2, "2026-01-01", "made up")),
                true);
        return new Study.Model() {
            @Override
            public String name() {
                return "openai/scripted";
            }

            @Override
            public Session open(Caps caps, TraceLog trace) {
                return new LiveSession(
                        Transports.open(card, Optional.of(server.url() + "/v1"), "none"),
                        Optional.empty(),
                        caps,
                        trace,
                        word -> {},
                        InstantSource.system());
            }
        };
    }

    @Test
    void aModelWithoutFaultsSucceedsInEveryStageAtEveryLevel() throws IOException {
        MindServer.Options options = MindServer.Options.of(Faults.none()).withMind(new KnowingMind());
        try (MindServer server = MindServer.start(options)) {
            StudyResult result =
                    study(server, List.of(Stage.values()), List.of(Level.FULL, Level.MEDIUM, Level.BARE), 2, ENOUGH);

            assertThat(result.cells()).hasSize(12).allSatisfy(cell -> {
                assertThat(cell.runs()).hasSize(2).allSatisfy(run -> assertThat(run.outcome())
                        .as("%s", run)
                        .isEqualTo(new StudyRun.Outcome(true, true, true, true, true)));
                assertThat(cell.failures()).isEmpty();
                assertThat(cell.dollarsPerSuccess()).isPresent();
            });
            int asked = server.exchanges().size();
            assertThat(study(server, List.of(Stage.values()), List.of(Level.values()), 2, ENOUGH)
                            .cells())
                    .hasSize(12);
            assertThat(server.exchanges())
                    .as("runs that are done are not done again")
                    .hasSize(asked);
        }
        assertThat(folder.resolve("study/study.html"))
                .content()
                .contains("<svg")
                .doesNotContain("http-equiv");
        assertThat(folder.resolve("study/runs.csv")).content().hasLineCount(25);
    }

    @Test
    void aFaultInEveryAnswerIsNamedAndACapKeepsWhatIsDone() throws IOException {
        Faults faults = Faults.at(1, 3).only(Fault.WRONG_SCALE);
        try (MindServer server = MindServer.start(faults)) {
            StudyResult result = study(server, List.of(Stage.SKETCH), List.of(Level.FULL), 2, ENOUGH);

            StudyResult.Cell cell = result.cells().getFirst();
            assertThat(cell.hits(StudyRun.Outcome::first)).isZero();
            assertThat(cell.hits(StudyRun.Outcome::theirsFirst))
                    .as("it compiles")
                    .isEqualTo(2);
            assertThat(cell.failures()).containsOnlyKeys("wrong-scale");

            int asked = server.exchanges().size();
            Caps spent = new Caps(asked, 10_000_000, 1, Duration.ofHours(1), 6);
            StudyResult capped = study(server, List.of(Stage.SKETCH), List.of(Level.FULL), 5, spent);
            assertThat(capped.ended()).contains("--max-calls");
            assertThat(capped.cells()).singleElement().isEqualTo(cell);
            assertThat(server.exchanges())
                    .as("a cap holds for all runs together")
                    .hasSize(asked);
        }
    }
}
