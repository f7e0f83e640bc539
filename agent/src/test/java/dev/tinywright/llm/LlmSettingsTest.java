package dev.tinywright.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmSettingsTest {
    private static final ModelName PHI = ModelName.parse("ollama/phi4");

    @TempDir
    Path folder;

    @Test
    void theCommandLineComesFirstThenTheEnvironmentThenTheFile() throws IOException {
        Path file = file("""
                model: openai/gpt-4o
                larger: openai/gpt-5
                max-calls: 9
                max-tokens: 5000000
                max-dollars: 0.5
                private: true
                """);
        Map<String, String> environment = Map.of("TINYWRIGHT_LLM", "mistral/mistral-small");
        assertThat(LlmSettings.of(LlmSettings.NONE, Map.of(), file).model()).contains(ModelName.parse("openai/gpt-4o"));
        assertThat(LlmSettings.of(LlmSettings.NONE, environment, file).model())
                .contains(ModelName.parse("mistral/mistral-small"));
        LlmSettings said = LlmSettings.of(LlmSettings.NONE.withModel(PHI), environment, file);
        assertThat(said.model()).contains(PHI);
        assertThat(said.larger()).contains(ModelName.parse("openai/gpt-5"));
        assertThat(said.maxCalls()).hasValue(9);
        assertThat(said.maxTokens()).hasValue(5_000_000);
        assertThat(said.maxDollars()).hasValue(0.5);
        assertThat(said.isPrivate()).isTrue();
    }

    @Test
    void theAddressOfOneModelsServerIsNotTakenForAnothers() throws IOException {
        Path file = file("model: ollama/phi4\nurl: http://localhost:1234\n");
        assertThat(LlmSettings.of(LlmSettings.NONE, Map.of(), file).url()).contains("http://localhost:1234");
        assertThat(LlmSettings.of(LlmSettings.NONE.withModel(ModelName.parse("openai/gpt-4o")), Map.of(), file)
                        .url())
                .isEmpty();
    }

    @Test
    void whatIsNotSaidIsNotThere() {
        assertThat(LlmSettings.of(LlmSettings.NONE, Map.of(), folder.resolve("none.yaml")))
                .isEqualTo(LlmSettings.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "modell: ollama/phi4, modell",
        "model: phi4, phi4",
        "max-calls: many, max-calls is not a whole number",
        "max-calls: 0, max-calls is not greater than 0",
        "private: perhaps, private is not true or false",
        "url: localhost, is no address",
        "'- model', no table",
        "'model: [', line 1"
    })
    void aMistakeIsNamed(String text, String named) {
        assertThatThrownBy(() -> LlmSettings.fromFile(file(text))).hasMessageContaining(named);
    }

    @Test
    void saidTwiceIsAMistake() {
        assertThatThrownBy(() -> LlmSettings.fromFile(file("model: ollama/phi4\nmodel: ollama/phi3\n")))
                .hasMessageContaining("llm.yaml");
        assertThat(LlmSettings.NONE.orElse(LlmSettings.NONE).url()).isEqualTo(Optional.empty());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("llm.yaml"), text);
    }
}
