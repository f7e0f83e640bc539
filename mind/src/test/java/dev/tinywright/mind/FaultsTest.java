package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often which fault is drawn, and when it is drawn again. */
class FaultsTest {
    private static final int MANY = 4000;

    @Test
    void comeAtTheirRate() {
        Faults faults = Faults.at(0.3, 7);

        assertThat(share(faults, "sketch")).isCloseTo(0.3, within(0.03));
        assertThat(share(faults, "task")).isCloseTo(0.3, within(0.03));
        assertThat(share(Faults.at(1, 7), "plan")).isEqualTo(1);
        assertThat(share(Faults.none(), "plan")).isZero();
    }

    @Test
    void comeByWeight() {
        Faults faults = Faults.at(1, 7)
                .only(Fault.EMPTY, Fault.PROSE_ONLY, Fault.HTTP_500)
                .withWeights(Map.of(Fault.EMPTY, 2.0, Fault.HTTP_500, 1.0, Fault.PROSE_ONLY, 0.0));
        List<Optional<Fault>> drawn = drawn(faults, "plan");

        assertThat(drawn).doesNotContain(Optional.of(Fault.PROSE_ONLY), Optional.empty());
        assertThat(drawn.stream().filter(Optional.of(Fault.EMPTY)::equals).count() / (double) MANY)
                .isCloseTo(2 / 3.0, within(0.03));
    }

    @Test
    void fitTheJob() {
        assertThat(drawn(Faults.at(1, 7), "task")).doesNotContain(Optional.of(Fault.WRONG_HEADER));
        assertThat(drawn(Faults.at(1, 7), "sketch")).doesNotContain(Optional.of(Fault.INVALID_JSON));
        assertThat(drawn(Faults.at(1, 7).only(Fault.WRONG_HEADER), "task")).containsOnly(Optional.empty());
    }

    @Test
    void areOfARateThatCanBe() {
        assertThatThrownBy(() -> Faults.at(1.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fault.named("wrong")).hasMessageContaining("wrong-array-name");
    }

    @Test
    void areMadeAgainByTheSameTextAtTemperatureZeroAndNotAboveIt() throws IOException {
        try (MindServer server =
                MindServer.start(Faults.at(0.5, 11).only(Fault.EMPTY, Fault.PROSE_ONLY, Fault.INVALID_JSON))) {
            String prompt = Samples.PLAN.text();
            assertThat(IntStream.range(0, 12).mapToObj(i -> ask(server, prompt, 0)))
                    .containsOnly(ask(server, prompt, 0));
            assertThat(IntStream.range(0, 24)
                            .mapToObj(i -> ask(server, prompt, 0.7))
                            .distinct())
                    .hasSizeGreaterThan(1);
            assertThat(IntStream.range(0, 24)
                            .mapToObj(i -> ask(server, prompt + "\n" + i, 0))
                            .distinct())
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void ofTheWayPassEvenAtTemperatureZero() throws IOException {
        try (MindServer server = MindServer.start(Faults.at(0.5, 3).only(Fault.HTTP_500))) {
            IntStream.range(0, 24).forEach(i -> ask(server, Samples.PLAN.text(), 0));
            assertThat(server.exchanges()).extracting(Exchange::status).contains(200, 500);
        }
    }

    @Test
    void areTheSameForTheSameSeedAndOtherForAnotherModel() throws IOException {
        assertThat(faultsOf(5)).isEqualTo(faultsOf(5)).isNotEqualTo(faultsOf(6));
    }

    private static List<Optional<Fault>> faultsOf(long seed) throws IOException {
        try (MindServer server = MindServer.start(Faults.at(0.5, seed).only(Fault.EMPTY, Fault.PROSE_ONLY))) {
            IntStream.range(0, 20).forEach(i -> ask(server, Samples.PLAN.text() + i, 0.5));
            return server.exchanges().stream().map(Exchange::fault).toList();
        }
    }

    @Test
    void areWrittenDownWithTheExchange(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("log.jsonl");
        try (MindServer server = MindServer.start(
                MindServer.Options.of(Faults.inOrder(Fault.EMPTY)).withLog(log))) {
            ask(server, Samples.PLAN.text(), 0);
            ask(server, Samples.PLAN.text(), 0);
        }
        List<String> lines = Files.readAllLines(log);

        assertThat(lines).hasSize(2);
        assertThat(Client.json(lines.getFirst()).path("fault").asText()).isEqualTo("empty");
        assertThat(Client.json(lines.getLast()).path("fault").asText()).isEqualTo("none");
        assertThat(Client.json(lines.getLast()).path("job").asText()).isEqualTo("plan");
        assertThat(Client.json(lines.getLast()).path("answer").asText()).contains("drop-duplicates");
    }

    private static String ask(MindServer server, String prompt, double temperature) {
        try {
            return Client.said(Client.post(server.url() + "/v1/chat/completions", Client.openAi(prompt, temperature)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static double share(Faults faults, String job) {
        return drawn(faults, job).stream().filter(Optional::isPresent).count() / (double) MANY;
    }

    private static List<Optional<Fault>> drawn(Faults faults, String job) {
        return IntStream.range(0, MANY)
                .mapToObj(i -> faults.draw(i, job, new SplittableRandom(2L * i), new SplittableRandom(2L * i + 1)))
                .toList();
    }
}
