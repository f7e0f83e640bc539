package dev.tinywright.mind;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps every exchange, in memory and, where there is a file, as a line of JSON. */
final class ExchangeLog {
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Optional<Path> file;

    ExchangeLog(Optional<Path> file) {
        this.file = file;
    }

    synchronized void add(Exchange exchange) {
        exchanges.add(exchange);
        file.ifPresent(path -> append(path, line(exchange)));
    }

    synchronized List<Exchange> exchanges() {
        return exchanges.stream()
                .sorted((a, b) -> Integer.compare(a.number(), b.number()))
                .toList();
    }

    private static void append(Path path, ObjectNode line) {
        try {
            Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode line(Exchange exchange) {
        ObjectNode line = Protocol.object()
                .put("number", exchange.number())
                .put("protocol", exchange.protocol())
                .put("path", exchange.path())
                .put("model", exchange.model())
                .put("temperature", exchange.temperature())
                .put("job", exchange.job())
                .put("repair", exchange.isRepair())
                .put("fault", exchange.fault().map(Fault::id).orElse("none"))
                .put("status", exchange.status())
                .put("inputTokens", exchange.inputTokens())
                .put("outputTokens", exchange.outputTokens());
        exchange.headers().forEach(line.putObject("headers")::put);
        return line.put("body", exchange.body()).put("answer", exchange.answer());
    }
}
