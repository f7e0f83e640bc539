package dev.tinywright.llm;

import java.time.Duration;
import java.util.Optional;

/** Opens models. */
public final class Transports {
    private Transports() {}

    /**
     * @param url of the server; empty for the provider's own
     * @param key empty where none is needed
     */
    public static Transport open(ModelCard card, Optional<String> url, String key) {
        return new LangChainTransport(card, new Endpoint(url, key, Duration.ofMinutes(5), Duration.ofSeconds(60)));
    }
}
