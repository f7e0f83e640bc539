package dev.tinywright.trace;

import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends a run as OpenTelemetry spans, with the GenAI conventions, over OTLP/HTTP when it is over. Which spans and attributes is
 * in docs/trace.md. A dead endpoint costs a few seconds at the end and one line; it fails nothing.
 */
public final class Telemetry implements TraceLog {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration SEND = Duration.ofSeconds(3);

    /** Spans of one request: some collectors take no more than 4 MB. */
    private static final int BATCH = 100;

    /** Held here, since a logger that nobody holds forgets its level. The exporter logs what we say in one line. */
    private static final Logger SILENCED = Logger.getLogger("io.opentelemetry");

    private final OtlpTarget target;
    private final Consumer<String> messages;
    private final List<TraceEvent> events = new ArrayList<>();

    private Telemetry(OtlpTarget target, Consumer<String> messages) {
        this.target = target;
        this.messages = messages;
        SILENCED.setLevel(Level.OFF);
    }

    /**
     * Returns the log that sends to the endpoint named by {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT} or
     * {@code OTEL_EXPORTER_OTLP_ENDPOINT}; one that keeps nothing where there is none.
     *
     * @param environment of the process
     * @param messages is told in one line where spans could not be sent
     */
    public static TraceLog sink(Map<String, String> environment, Consumer<String> messages) {
        try {
            Optional<OtlpTarget> target = OtlpTarget.of(environment);
            return target.isPresent() ? new Telemetry(target.get(), messages) : TraceLog.none();
        } catch (OtlpTarget.NotATarget e) {
            messages.accept("no spans are sent: " + e.getMessage());
            return TraceLog.none();
        }
    }

    @Override
    public synchronized void add(TraceEvent event) {
        events.add(event);
    }

    /** Sends what came since the last time. */
    @Override
    public synchronized void close() {
        if (events.isEmpty()) {
            return;
        }
        if (!isSent()) {
            messages.accept("the run's spans could not be sent to " + target.shown()
                    + " (OTEL_EXPORTER_OTLP_ENDPOINT); nothing else is affected");
        }
        events.clear();
    }

    private boolean isSent() {
        try (OtlpHttpSpanExporter exporter = exporter()) {
            long end = System.nanoTime() + SEND.toNanos();
            for (List<TraceEvent> run : TraceFile.runs(events)) {
                if (!isSent(Spans.of(run, target), exporter, end)) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException _) { // its message may hold a header
            return false;
        }
    }

    private static boolean isSent(List<SpanData> spans, OtlpHttpSpanExporter exporter, long end) {
        for (int from = 0; from < spans.size(); from += BATCH) {
            List<SpanData> batch = spans.subList(from, Math.min(spans.size(), from + BATCH));
            long left = Math.max(0, end - System.nanoTime());
            if (!exporter.export(batch).join(left, TimeUnit.NANOSECONDS).isSuccess()) {
                return false;
            }
        }
        return true;
    }

    private OtlpHttpSpanExporter exporter() {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(target.endpoint().toString())
                .setConnectTimeout(CONNECT)
                .setTimeout(SEND)
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop());
        target.headers().forEach(builder::addHeader);
        return builder.build();
    }
}
