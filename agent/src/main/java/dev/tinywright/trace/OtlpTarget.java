package dev.tinywright.trace;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, by OpenTelemetry's environment variables.
 *
 * @param endpoint takes POST requests of OTLP/HTTP
 * @param headers hold keys: never shown
 * @param withContent whether texts go along: prompts, answers, diagnoses, what was typed
 */
record OtlpTarget(URI endpoint, Map<String, String> headers, String service, boolean withContent) {
    OtlpTarget {
        headers = Map.copyOf(headers);
    }

    /** Empty where no endpoint is set, or sending is switched off. */
    static Optional<OtlpTarget> of(Map<String, String> environment) throws NotATarget {
        Map<String, String> env = new LinkedHashMap<>(environment);
        env.values().removeIf(String::isBlank); // as the specification has it: empty is the same as not set
        Optional<String> endpoint = Optional.ofNullable(env.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
                .or(() -> Optional.ofNullable(env.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                        .map(base -> base.replaceAll("/+$", "") + "/v1/traces"));
        if (endpoint.isEmpty() || isOff(env)) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>(headers(env.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", "")));
        headers.putAll(headers(env.getOrDefault("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "")));
        return Optional.of(new OtlpTarget(
                uri(endpoint.get().strip()),
                headers,
                env.getOrDefault("OTEL_SERVICE_NAME", "tinywright"),
                isTrue(env.get("TINYWRIGHT_OTEL_CONTENT"))));
    }

    /** Says what is wrong with the variables. */
    static final class NotATarget extends Exception {
        private static final long serialVersionUID = 1L;

        NotATarget(String what) {
            super(what);
        }
    }

    private static boolean isOff(Map<String, String> env) {
        return isTrue(env.get("OTEL_SDK_DISABLED")) || "none".equals(env.get("OTEL_TRACES_EXPORTER"));
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && value.strip().toLowerCase(Locale.ROOT).equals("true");
    }

    private static URI uri(String text) throws NotATarget {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // said below, without the text: it may hold a password
        }
        throw new NotATarget("the OpenTelemetry endpoint that the environment names is no http:// or https:// address");
    }

    /** Reads {@code name=value,name=value}, the values percent-encoded. */
    private static Map<String, String> headers(String list) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String entry : list.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                headers.put(
                        entry.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        decoded(entry.substring(equals + 1).strip()));
            }
        }
        return headers;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return value;
        }
    }

    /** The endpoint for people: no path, no user, no password, no query. */
    String shown() {
        return endpoint.getScheme() + "://" + endpoint.getHost()
                + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }

    /** Names the endpoint alone: headers hold keys. */
    @Override
    public String toString() {
        return shown();
    }
}
