package dev.tinywright.trace;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A server on this computer that takes OTLP/HTTP requests and keeps what is in them. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    record Received(String path, Map<String, List<String>> headers, ExportTraceServiceRequest request) {}

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector answering(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Collector collector = new Collector(server);
        server.createContext("/", http -> {
            try (http) {
                ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(http.getRequestBody());
                collector.received.add(
                        new Received(http.getRequestURI().getPath(), Map.copyOf(http.getRequestHeaders()), request));
                http.sendResponseHeaders(status, -1);
            }
        });
        server.start();
        return collector;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> received() {
        return received;
    }

    Resource resource() {
        return received.getFirst().request().getResourceSpans(0).getResource();
    }

    List<Span> spans() {
        return received.stream()
                .flatMap(r -> r.request().getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    Span span(String name) {
        List<Span> found =
                spans().stream().filter(span -> span.getName().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans " + name);
        }
        return found.getFirst();
    }

    static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, entry -> text(entry.getValue())));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Collector::text)
                        .collect(Collectors.joining(", ", "[", "]"));
            default -> value.getValueCase().name();
        };
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
