package dev.tinywright.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a provider is, and how long it is waited for.
 *
 * @param url the base URL; empty for the provider's own
 * @param key empty where none is needed
 * @param timeout of a whole answer
 * @param idle without a new word
 */
record Endpoint(Optional<String> url, String key, Duration timeout, Duration idle) {
    /** Returns the address for messages: host and port. */
    String shown() {
        return url.map(text -> URI.create(text).getAuthority()).orElse("its own server");
    }

    @Override
    public String toString() {
        return "Endpoint[" + shown() + "]";
    }
}
