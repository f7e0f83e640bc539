package dev.tinywright.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.trace.TraceEvent.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is traced is read back as it was, also after a kill. */
class TraceFileTest {
    @TempDir
    Path folder = Path.of(".");

    private Path file = Path.of(".");

    @BeforeEach
    void nameTheFile() {
        file = TraceFile.in(folder);
    }

    private TraceFile write(List<TraceEvent> events) {
        TraceFile trace = new TraceFile(file);
        events.forEach(trace::add);
        return trace;
    }

    @Test
    void everyKindOfEventIsReadBackExactlyWhateverItsText() {
        write(Events.hostile());
        List<String> messages = new ArrayList<>();
        assertThat(TraceFile.read(file, messages::add)).isEqualTo(Events.hostile());
        assertThat(messages).isEmpty();
    }

    @Test
    void eachEventIsOneLineOfAsciiAndThereAtOnce() throws IOException {
        TraceFile trace = new TraceFile(file);
        int lines = 0;
        for (TraceEvent event : Events.hostile()) {
            trace.add(event);
            lines++;
            byte[] bytes = Files.readAllBytes(file);
            for (byte b : bytes) {
                assertThat(b == 10 || b >= 32).as("byte %s", b).isTrue();
            }
            assertThat(new String(bytes, StandardCharsets.US_ASCII).lines())
                    .hasSize(lines)
                    .allMatch(line -> line.startsWith("{\"v\":1,\"type\":\""));
        }
    }

    @Test
    void aLineReadsAsTheFormatSays() throws IOException {
        write(List.of(Events.answered(3, "plan", "{}", 1200, 300, 0.0009)));
        assertThat(Files.readString(file))
                .isEqualTo("{\"v\":1,\"type\":\"exchange\",\"at\":\"2026-11-21T08:00:03.123456789Z\","
                        + "\"model\":\"openai/gpt-5-mini\",\"hash\":\"h3\",\"request\":{\"job\":\"plan\","
                        + "\"prompt\":\"plan@1\",\"messages\":[{\"role\":\"SYSTEM\",\"text\":"
                        + "\"You build device programs.\"},{\"role\":\"USER\",\"text\":\"# Job: plan\\n\\n"
                        + "Tell ripe from green.\"}],\"temperature\":0.2,\"seed\":7,\"mostAnswerTokens\":4096},"
                        + "\"reply\":{\"text\":\"{}\",\"ending\":\"STOP\",\"usage\":{\"input\":1200,"
                        + "\"output\":300,\"counted\":true}},\"dollars\":9.0E-4,\"time\":\"PT1.5S\","
                        + "\"source\":\"MODEL\"}\n");
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        write(List.of(Events.run(0)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        write(List.of(Events.run(1)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void theHalfLineOfAKilledRunIsLeftOutAndSaid() throws IOException {
        write(List.of(Events.run(0), Events.note(1, "plan", "one")));
        append("{\"v\":1,\"type\":\"note\",\"at\":\"2026-11-2");
        List<String> messages = new ArrayList<>();
        assertThat(TraceFile.read(file, messages::add)).containsExactly(Events.run(0), Events.note(1, "plan", "one"));
        assertThat(messages).containsExactly("trace.jsonl, line 3: is not whole; left out");
    }

    @Test
    void theNextRunBeginsOnALineOfItsOwnAfterAKilledOne() throws IOException {
        write(List.of(Events.run(0)));
        append("{\"v\":1,\"type\":\"no");
        write(List.of(Events.run(9), Events.note(10, "plan", "two")));
        assertThat(TraceFile.read(file)).containsExactly(Events.run(0), Events.run(9), Events.note(10, "plan", "two"));
    }

    @Test
    void everyCutOfTheLastLineLeavesTheLinesBefore() throws IOException {
        write(List.of(Events.run(0)));
        String before = Files.readString(file);
        write(List.of(Events.hostile().get(2)));
        String whole = Files.readString(file);
        for (int end = before.length(); end < whole.length() - 1; end += 7) {
            Files.writeString(file, whole.substring(0, end));
            assertThat(TraceFile.read(file)).containsExactly(Events.run(0));
        }
    }

    @Test
    void linesOfANewerVersionAndStrangeLinesAreLeftOutAndSaid() throws IOException {
        write(List.of(Events.run(0)));
        append(
                "{\"v\":2,\"type\":\"run\"}\n[]\n\n{\"v\":1,\"type\":\"dance\",\"at\":\"2026-11-21T08:00:00Z\"}\n\u00ff\n");
        List<String> messages = new ArrayList<>();
        assertThat(TraceFile.read(file, messages::add)).containsExactly(Events.run(0));
        assertThat(messages).hasSize(5);
        assertThat(messages.getFirst()).isEqualTo("trace.jsonl, line 2: was written by a newer Tinywright; left out");
    }

    @Test
    void theLastTwentyRunsAreKept() throws IOException {
        for (int run = 0; run < TraceFile.KEPT_RUNS + 5; run++) {
            write(List.of(Events.run(run), Events.note(run, "plan", "run " + run)));
        }
        List<List<TraceEvent>> runs = TraceFile.runs(TraceFile.read(file));
        assertThat(runs).hasSize(TraceFile.KEPT_RUNS);
        assertThat(runs.getFirst()).containsExactly(Events.run(5), Events.note(5, "plan", "run 5"));
        assertThat(runs.getLast()).containsExactly(Events.run(24), Events.note(24, "plan", "run 24"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theLastRunHasTheEventsFromItsBeginning() {
        List<TraceEvent> events = List.of(
                Events.run(0),
                Events.answered(1, "plan", "old", 1, 1, 0),
                Events.run(5),
                Events.answered(6, "plan", "new", 1, 1, 0),
                Events.note(7, "", "done"));
        assertThat(TraceFile.lastRun(events)).isEqualTo(events.subList(2, 5));
        assertThat(TraceFile.exchangesOfLastRun(events)).containsExactly(Events.answered(6, "plan", "new", 1, 1, 0));
        assertThat(TraceFile.lastRun(List.of())).isEmpty();
    }

    @Test
    void aMissingTraceIsSaidAndAPlaceThatCannotBeWrittenToo() throws IOException {
        assertThatThrownBy(() -> TraceFile.read(file))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("there is no trace here")
                .hasMessageContaining("--llm");
        TraceFile inAFile =
                new TraceFile(Files.writeString(folder.resolve("plain"), "").resolve("trace.jsonl"));
        assertThatThrownBy(() -> inAFile.add(new Run(Events.START, "make", "x")))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the trace cannot be written");
    }

    @Test
    void twoLogsGetTheSameAndAreBothClosedEvenWhereOneFails() {
        List<String> told = new ArrayList<>();
        TraceLog second = new TraceLog() {
            @Override
            public void add(TraceEvent event) {
                told.add("added " + Duration.between(Events.START, event.at()).toSeconds());
            }

            @Override
            public void close() {
                told.add("closed");
            }
        };
        TraceLog first = new TraceLog() {
            @Override
            public void add(TraceEvent event) {
                told.add("first");
            }

            @Override
            public void close() {
                throw new IllegalStateException("cannot close");
            }
        };
        TraceLog both = TraceLog.both(first, second);
        both.add(Events.note(4, "", "x"));
        assertThatThrownBy(both::close).hasMessage("cannot close");
        assertThat(told).containsExactly("first", "added 4", "closed");
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    }
}
