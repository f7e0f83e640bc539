package dev.tinywright.mind;

import java.util.Map;
import java.util.Optional;

/**
 * One request and what became of it.
 *
 * @param number from 0
 * @param protocol openai (Mistral too), anthropic, gemini or ollama
 * @param path without what follows a question mark
 * @param headers by name in small letters; values of keys are not kept
 * @param body of the request, as it came
 * @param seen what the model got to see of it
 * @param job of the prompt, empty where it named none
 * @param status of the HTTP answer; 0 where there was none
 * @param answer what the model said, before anything happened to it on the way
 */
public record Exchange(
        int number,
        String protocol,
        String path,
        Map<String, String> headers,
        String body,
        String model,
        double temperature,
        String seen,
        String job,
        boolean isRepair,
        Optional<Fault> fault,
        int status,
        String answer,
        int inputTokens,
        int outputTokens) {
    public Exchange {
        headers = Map.copyOf(headers);
    }
}
