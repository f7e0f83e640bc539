package dev.tinywright.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardsTest {
    @TempDir
    Path folder;

    @Test
    void aNameIsFoundExactlyThenByItsLongestBeginning() {
        ModelCards cards = ModelCards.load(folder.resolve("none.yaml"));
        assertThat(price(cards, "openai/gpt-4o")).isEqualTo(2.5);
        assertThat(price(cards, "openai/gpt-4o-mini-2024-07-18")).isEqualTo(0.15);
        assertThat(cards.card(ModelName.parse("openai/gpt-5-nano")).takesTemperature())
                .isFalse();
        assertThat(price(cards, "ollama/qwen2.5-coder:14b")).isZero();
    }

    @Test
    void everyShippedPriceHasADateAndASource() {
        ModelCards cards = ModelCards.load(folder.resolve("none.yaml"));
        assertThat(cards.models()).hasSizeGreaterThan(30);
        cards.models().forEach((name, entry) -> entry.price().ifPresent(price -> {
            assertThat(price.asOf()).as(name).matches("20\\d\\d-\\d\\d-\\d\\d");
            assertThat(price.source()).as(name).hasSizeGreaterThan(10);
        }));
    }

    @Test
    void anUnknownModelIsTakenForASmallOneWithoutAPrice() {
        ModelCards cards = ModelCards.load(folder.resolve("none.yaml"));
        ModelCard local = cards.card(ModelName.parse("ollama/never-heard-of"));
        assertThat(local.contextTokens()).isEqualTo(8192);
        assertThat(local.isKnown()).isFalse();
        ModelCard other = cards.card(ModelName.parse("openai/never-heard-of"));
        assertThat(other.contextTokens()).isEqualTo(32_768);
        assertThat(other.price()).isEmpty();
        assertThat(other.takesSchema()).isFalse();
    }

    @Test
    void theUsersTableWins() throws IOException {
        ModelCards cards = cards("""
                models:
                  "openai/gpt-4o": {context: 64000, input: 9, output: 10}
                  "openai/my-own": {context: 100000, answer: 5000, schema: true}
                """);
        assertThat(price(cards, "openai/gpt-4o")).isEqualTo(9);
        assertThat(cards.card(ModelName.parse("openai/my-own")).takesSchema()).isTrue();
        assertThat(price(cards, "openai/gpt-4o-mini")).isEqualTo(0.15);
    }

    @Test
    void aMistakeInTheUsersTableIsNamed() {
        assertThatThrownBy(() -> cards("models: {openai/x: {context: many}}"))
                .hasMessageContaining("openai/x: context is no number of tokens");
        assertThatThrownBy(() -> cards("models: {openai/x: {context: 1000, prize: 3}}"))
                .hasMessageContaining("prize");
        assertThatThrownBy(() -> cards("models: {openai/x: {context: 1000, input: 3}}"))
                .hasMessageContaining("output is no price");
        assertThatThrownBy(() -> cards("modles: {}")).hasMessageContaining("modles");
    }

    private static double price(ModelCards cards, String name) {
        return cards.card(ModelName.parse(name)).price().orElseThrow().input();
    }

    private ModelCards cards(String text) throws IOException {
        return ModelCards.load(Files.writeString(folder.resolve("models.yaml"), text));
    }
}
