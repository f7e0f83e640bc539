package dev.tinywright.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.llm.Message;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.trace.TraceEvent.Exchange;
import dev.tinywright.trace.TraceEvent.Gate;
import dev.tinywright.trace.TraceEvent.Note;
import dev.tinywright.trace.TraceEvent.Repair;
import dev.tinywright.trace.TraceEvent.Run;
import dev.tinywright.trace.TraceEvent.Source;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A run as spans: one for the run, in it one for each job, in these one for each exchange and gate. Names and attributes are
 * those of the GenAI semantic conventions where these have one, else begin with {@code tinywright.}.
 */
final class Spans {
    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Tracer tracer;
    private final boolean withContent;

    private Spans(Tracer tracer, boolean withContent) {
        this.tracer = tracer;
        this.withContent = withContent;
    }

    /** Returns the spans of one run, ended, parents after their children. */
    static List<SpanData> of(List<TraceEvent> run, OtlpTarget target) {
        EndedSpans ended = new EndedSpans();
        Resource resource = Resource.getDefault()
                .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), target.service())));
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(ended)
                .build()) {
            new Spans(provider.get("dev.tinywright"), target.withContent()).run(run);
        }
        return ended.spans();
    }

    private void run(List<TraceEvent> events) {
        RunOutline outline = RunOutline.of(events);
        Span span = start("invoke_agent tinywright", SpanKind.INTERNAL, Context.root(), began(events));
        span.setAttribute("gen_ai.operation.name", "invoke_agent");
        span.setAttribute("gen_ai.agent.name", "tinywright");
        outline.run().ifPresent(run -> describe(span, run));
        Context inside = Context.root().with(span);
        outline.jobs().forEach(job -> job(inside, job));
        outline.notes().forEach(note -> note(span, note));
        span.end(ended(events));
    }

    private void describe(Span span, Run run) {
        // No gen_ai.request.model: tools count each span that has one as a call.
        span.setAttribute("gen_ai.provider.name", provider(run.model()));
        span.setAttribute("tinywright.model", run.model());
        if (withContent) {
            span.setAttribute("tinywright.command", run.command());
        }
    }

    private void job(Context parent, RunOutline.Job job) {
        if (job.events().isEmpty()) {
            return;
        }
        Span span = start("job " + job.name(), SpanKind.INTERNAL, parent, began(job.events()));
        span.setAttribute("tinywright.job", job.name());
        Context inside = parent.with(span);
        for (RunOutline.Round round : job.rounds()) {
            round.events().forEach(event -> event(inside, span, round.number(), event));
        }
        span.end(ended(job.events()));
    }

    private void event(Context inside, Span job, int round, TraceEvent event) {
        switch (event) {
            case Exchange exchange -> exchange(inside, round, exchange);
            case Gate gate -> gate(inside, gate);
            case Repair repair -> job.addEvent("repair", texts("tinywright.repair", repair.what()), repair.at());
            case Note note -> note(job, note);
            case Run _ -> {}
        }
    }

    private void note(Span span, Note note) {
        span.addEvent("note", texts("tinywright.note", note.text()), note.at());
    }

    private Attributes texts(String key, String text) {
        return withContent ? Attributes.of(AttributeKey.stringKey(key), text) : Attributes.empty();
    }

    private void exchange(Context inside, int round, Exchange exchange) {
        Request request = exchange.request();
        boolean wasSent = exchange.source() == Source.MODEL;
        Span span = start(
                "chat " + modelOf(exchange.model()),
                wasSent ? SpanKind.CLIENT : SpanKind.INTERNAL,
                inside,
                exchange.at().minus(exchange.time()));
        span.setAttribute("gen_ai.operation.name", "chat");
        model(span, exchange.model());
        span.setAttribute("gen_ai.request.temperature", request.temperature());
        span.setAttribute("gen_ai.request.seed", request.seed());
        span.setAttribute("gen_ai.request.max_tokens", request.mostAnswerTokens());
        span.setAttribute("gen_ai.output.type", request.schema().isPresent() ? "json" : "text");
        span.setAttribute("tinywright.prompt", request.prompt());
        span.setAttribute("tinywright.round", round);
        span.setAttribute("tinywright.source", lower(exchange.source()));
        if (withContent) {
            prompts(span, request);
        }
        reply(span, exchange.reply(), wasSent);
        exchange.dollars().ifPresent(dollars -> span.setAttribute("gen_ai.usage.cost", wasSent ? dollars : 0));
        span.end(exchange.at());
    }

    private void reply(Span span, Reply reply, boolean wasSent) {
        switch (reply) {
            case Reply.Answered answered -> {
                span.setAttribute(FINISH_REASONS, List.of(finishReason(answered.ending())));
                if (wasSent) { // what is reused must not be counted again
                    span.setAttribute(
                            "gen_ai.usage.input_tokens", answered.usage().input());
                    span.setAttribute(
                            "gen_ai.usage.output_tokens", answered.usage().output());
                }
                if (withContent) {
                    span.setAttribute("gen_ai.output.messages", output(answered));
                }
            }
            case Reply.Unanswered unanswered -> {
                span.setAttribute("error.type", lower(unanswered.reason()));
                span.setStatus(StatusCode.ERROR, withContent ? unanswered.message() : "");
            }
        }
    }

    private void gate(Context inside, Gate gate) {
        Span span = start(
                "gate " + gate.gate(), SpanKind.INTERNAL, inside, gate.at().minus(gate.time()));
        boolean passed = gate.diagnoses().isEmpty();
        span.setAttribute("tinywright.gate", gate.gate());
        span.setAttribute("tinywright.round", gate.round());
        span.setAttribute("tinywright.passed", passed);
        span.setAttribute("tinywright.diagnoses", gate.diagnoses().size());
        if (!passed) {
            span.setAttribute("error.type", "gate_failed");
            span.setStatus(
                    StatusCode.ERROR, withContent ? gate.diagnoses().getFirst().what() : "");
        }
        if (withContent) {
            gate.diagnoses()
                    .forEach(diagnosis ->
                            span.addEvent("diagnosis", texts("tinywright.diagnosis", diagnosis.text()), gate.at()));
        }
        span.end(gate.at());
    }

    private Span start(String name, SpanKind kind, Context parent, Instant at) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent)
                .setStartTimestamp(at)
                .startSpan();
    }

    private static void model(Span span, String name) {
        span.setAttribute("gen_ai.provider.name", provider(name));
        span.setAttribute("gen_ai.request.model", modelOf(name));
    }

    private static String modelOf(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static String provider(String name) {
        String provider = name.substring(0, Math.max(0, name.indexOf('/')));
        return switch (provider) {
            case "gemini" -> "gcp.gemini";
            case "mistral" -> "mistral_ai";
            default -> provider;
        };
    }

    private static String finishReason(Reply.Ending ending) {
        return switch (ending) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case FILTER -> "content_filter";
            case REPETITION -> "repetition";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void prompts(Span span, Request request) {
        ArrayNode system = JsonNodeFactory.instance.arrayNode();
        ArrayNode input = JsonNodeFactory.instance.arrayNode();
        for (Message message : request.messages()) {
            if (message.role() == Message.Role.SYSTEM) {
                system.add(part(message.text()));
            } else {
                ObjectNode node = input.addObject().put("role", lower(message.role()));
                node.putArray("parts").add(part(message.text()));
            }
        }
        span.setAttribute("gen_ai.system_instructions", system.toString());
        span.setAttribute("gen_ai.input.messages", input.toString());
    }

    private static String output(Reply.Answered answered) {
        ArrayNode output = JsonNodeFactory.instance.arrayNode();
        ObjectNode node = output.addObject().put("role", "assistant");
        node.putArray("parts").add(part(answered.text()));
        node.put("finish_reason", finishReason(answered.ending()));
        return output.toString();
    }

    private static ObjectNode part(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "text").put("content", text);
    }

    private static Instant began(List<TraceEvent> events) {
        return events.stream()
                .map(event -> event.at().minus(time(event)))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant ended(List<TraceEvent> events) {
        return events.stream()
                .map(TraceEvent::at)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Duration time(TraceEvent event) {
        return switch (event) {
            case Exchange exchange -> exchange.time();
            case Gate gate -> gate.time();
            case Run _, Repair _, Note _ -> Duration.ZERO;
        };
    }
}
