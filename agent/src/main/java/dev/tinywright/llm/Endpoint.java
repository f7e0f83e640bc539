package dev.tinywright.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a provider is, and how long it is waited for.
 *
 * @param url the base URL; empty for the provider's own
 * @param key empty where none is needed
 * @param first until the first word: a model may have to be loaded, or think
 * @param idle without a new word
 * @param total of a whole answer
 */
public record Endpoint(Optional<String> url, Optional<Key> key, Duration first, Duration idle, Duration total) {
    /** Waits long enough for a model on a slow computer. */
    public static Endpoint of(Optional<String> url, Optional<Key> key) {
        return new Endpoint(url, key, Duration.ofMinutes(4), Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    /** Returns the same with other times. */
    public Endpoint waiting(Duration newFirst, Duration newIdle, Duration newTotal) {
        return new Endpoint(url, key, newFirst, newIdle, newTotal);
    }

    /** Returns the address for messages: host and port. */
    String shown() {
        return url.map(text -> URI.create(text).getRawAuthority())
                .map(authority -> authority.substring(authority.lastIndexOf('@') + 1))
                .orElse("the provider's server");
    }
}
