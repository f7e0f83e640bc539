package dev.tinywright.llm;

import java.util.Optional;

/** Opens models. */
public final class Transports {
    private Transports() {}

    /** Returns the model at the endpoint; nothing is sent before it is asked. */
    public static Transport open(ModelCard card, Endpoint endpoint) {
        return new LangChainTransport(card, endpoint);
    }

    /**
     * Returns the model with its usual waiting times.
     *
     * @param url of the server; empty for the provider's own
     * @param key empty where none is needed
     */
    public static Transport open(ModelCard card, Optional<String> url, String key) {
        return open(card, Endpoint.of(url, key.isBlank() ? Optional.empty() : Optional.of(Key.of(key))));
    }
}
