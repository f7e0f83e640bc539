package dev.tinywright.mind;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts an answer on the wire, and does to it what happens on the way. */
final class Sender {
    private final HttpExchange http;
    private final Protocol protocol;
    private final Faults.Timings timings;

    Sender(HttpExchange http, Protocol protocol, Faults.Timings timings) {
        this.http = http;
        this.protocol = protocol;
        this.timings = timings;
    }

    /** Returns the status that such a fault is answered with; 0 where nothing is. */
    static int status(Optional<Fault> fault) {
        return fault.map(f -> switch (f) {
                    case HTTP_429 -> 429;
                    case HTTP_500 -> 500;
                    case TIMEOUT -> 0;
                    default -> 200;
                })
                .orElse(200);
    }

    void send(Asked asked, Answer answer, Optional<Fault> fault) throws IOException, InterruptedException {
        List<String> pieces = asked.isStreamed()
                ? protocol.pieces(asked, answer)
                : List.of(protocol.whole(asked, answer).toString());
        String type = asked.isStreamed() ? protocol.streamType() : "application/json";
        http.getResponseHeaders().set("Content-Type", type);
        switch (fault.filter(f -> f.kind() == Fault.Kind.TRANSPORT).orElse(Fault.EMPTY)) {
            case HTTP_429 -> refuse();
            case HTTP_500 -> error(500, "The server had an error while processing your request. Sorry about that!");
            case TIMEOUT -> Thread.sleep(timings.hold());
            case SLOW_DRIP -> drip(String.join("", pieces));
            case WRONG_CONTENT_LENGTH -> tooLittle(bytes(String.join("", pieces)));
            case BROKEN_BODY -> stream(List.of(broken(pieces)), Duration.ZERO);
            default -> stream(pieces, Duration.ZERO);
        }
    }

    void error(int status, String message) throws IOException {
        json(status, protocol.error(status, message).toString());
    }

    private void refuse() throws IOException {
        http.getResponseHeaders()
                .set("Retry-After", String.valueOf(timings.retryAfter().toSeconds()));
        error(429, "Rate limit reached for requests. Please try again later.");
    }

    void json(int status, String body) throws IOException {
        byte[] bytes = bytes(body);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private void stream(List<String> pieces, Duration pause) throws IOException, InterruptedException {
        http.sendResponseHeaders(200, 0); // in chunks
        try (OutputStream out = http.getResponseBody()) {
            for (String piece : pieces) {
                out.write(bytes(piece));
                out.flush();
                Thread.sleep(pause);
            }
        }
    }

    /** Some letters at a time, never so long without one that a client would give up for the silence alone. */
    private void drip(String body) throws IOException, InterruptedException {
        int[] letters = body.codePoints().toArray();
        int drops = Math.min(40, letters.length);
        List<String> pieces = new ArrayList<>();
        for (int drop = 0; drop < drops; drop++) {
            int from = drop * letters.length / drops;
            pieces.add(new String(letters, from, (drop + 1) * letters.length / drops - from));
        }
        stream(pieces, timings.drip().dividedBy(drops));
    }

    private void tooLittle(byte[] body) throws IOException {
        http.sendResponseHeaders(200, body.length);
        http.getResponseBody().write(body, 0, body.length / 2);
        http.getResponseBody().flush();
    }

    private static String broken(List<String> pieces) {
        String all = String.join("", pieces);
        return all.substring(0, all.lastIndexOf('"', all.length() / 2) + 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
