package dev.tinywright.trace;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.llm.AnswerSchema;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import dev.tinywright.trace.TraceEvent.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Events as a run could have brought them. */
final class Events {
    static final Instant START = Instant.parse("2026-11-21T08:00:00.123456789Z");

    static final String HOSTILE = "\"}\n{\"v\":1,\"type\":\"run\"}\r\n\u0000\u001b[2J\u2028\u2029\u0085 \ud83d \udc4d "
            + "\ud83d\udc4d \u202e </script> \\u0041 %s {{hole}}";

    private Events() {}

    static Run run(int second) {
        return new Run(at(second), "make \"Tell ripe from green\" --data fruit.csv", "openai/gpt-5-mini");
    }

    static Instant at(int second) {
        return START.plusSeconds(second);
    }

    static Request request(String job) {
        return request(job, "You build device programs.", "# Job: " + job + "\n\nTell ripe from green.");
    }

    static Request request(String job, String system, String user) {
        return new Request(
                job,
                job + "@1",
                List.of(new Message(Message.Role.SYSTEM, system), new Message(Message.Role.USER, user)),
                Optional.empty(),
                0.2,
                7,
                4096);
    }

    static Exchange answered(int second, String job, String text, long in, long out, double dollars) {
        return new Exchange(
                at(second),
                "openai/gpt-5-mini",
                "h" + second,
                request(job),
                new Reply.Answered(text, Reply.Ending.STOP, new Reply.Usage(in, out, true)),
                OptionalDouble.of(dollars),
                Duration.ofMillis(1500),
                Source.MODEL);
    }

    static Exchange reused(int second, String job, Source source) {
        return new Exchange(
                at(second),
                "openai/gpt-5-mini",
                "h" + second,
                request(job),
                new Reply.Answered("{}", Reply.Ending.STOP, new Reply.Usage(900, 90, false)),
                OptionalDouble.of(0),
                Duration.ofMillis(1),
                source);
    }

    static Exchange unanswered(int second, String job, Reply.Reason reason, String message) {
        return new Exchange(
                at(second),
                "openai/gpt-5-mini",
                "h" + second,
                request(job),
                new Reply.Unanswered(reason, message, Optional.of(Duration.ofSeconds(2))),
                OptionalDouble.empty(),
                Duration.ofMillis(250),
                Source.MODEL);
    }

    static Gate passed(int second, String job, int round, String gate) {
        return new Gate(at(second), job, round, gate, List.of(), Duration.ofMillis(40));
    }

    static Gate failed(int second, String job, int round, String gate, String what) {
        return new Gate(
                at(second),
                job,
                round,
                gate,
                List.of(new Diagnosis(what, "line 3", "write it right"), new Diagnosis("another", "", "")),
                Duration.ofMillis(120));
    }

    static Repair repair(int second, String job, int round, String what) {
        return new Repair(at(second), job, round, what);
    }

    static Note note(int second, String job, String text) {
        return new Note(at(second), job, text);
    }

    /** One of each kind, with text that would like to be something else. */
    static List<TraceEvent> hostile() {
        Request request = new Request(
                HOSTILE,
                HOSTILE,
                List.of(
                        new Message(Message.Role.SYSTEM, HOSTILE),
                        new Message(Message.Role.USER, ""),
                        new Message(Message.Role.ASSISTANT, HOSTILE)),
                Optional.of(schema()),
                0.1 + 0.2,
                Long.MIN_VALUE,
                Integer.MAX_VALUE);
        return List.of(
                new Run(START, HOSTILE, HOSTILE),
                new Exchange(
                        START,
                        HOSTILE,
                        HOSTILE,
                        request,
                        new Reply.Answered(
                                HOSTILE.repeat(2000),
                                Reply.Ending.REPETITION,
                                new Reply.Usage(Long.MAX_VALUE, 0, false)),
                        OptionalDouble.of(1e-7 / 3),
                        Duration.ofNanos(1),
                        Source.CACHE),
                new Exchange(
                        Instant.EPOCH,
                        "",
                        "",
                        request(""),
                        new Reply.Unanswered(Reply.Reason.TIMEOUT, HOSTILE, Optional.of(Duration.ofMillis(1500))),
                        OptionalDouble.empty(),
                        Duration.ofDays(3),
                        Source.REPLAY),
                new Exchange(
                        START,
                        "",
                        "",
                        request(""),
                        new Reply.Unanswered(Reply.Reason.CAP, "", Optional.empty()),
                        OptionalDouble.of(0),
                        Duration.ZERO,
                        Source.MODEL),
                new Gate(
                        START,
                        HOSTILE,
                        3,
                        HOSTILE,
                        List.of(new Diagnosis(HOSTILE, HOSTILE, HOSTILE), new Diagnosis("", "", "")),
                        Duration.ofMillis(7)),
                new Gate(START, "", 1, "parse", List.of(), Duration.ZERO),
                new Repair(START, HOSTILE, 2, HOSTILE),
                new Note(START, "", HOSTILE));
    }

    private static AnswerSchema schema() {
        try {
            return new AnswerSchema(
                    "plan",
                    new ObjectMapper()
                            .readTree("{\"type\":\"object\",\"a\":[1,2.5,null,true,{}],\"\\ud800\":\"\\u2028\"}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
