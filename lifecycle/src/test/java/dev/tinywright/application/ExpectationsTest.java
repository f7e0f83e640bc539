package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.application.Expectations.Level;
import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationsTest {
    private static Expectations parse(String yaml) {
        return ExpectationsFile.parse(yaml, "expect.yaml");
    }

    @Test
    void readsWhatTheDocumentationShows() throws IOException {
        String page = Files.readString(Path.of("../docs/expect.md"));
        String yaml = page.substring(page.indexOf("```yaml\n") + 8);
        Expectations it = parse(yaml.substring(0, yaml.indexOf("```")));
        assertThat(it.period()).isEqualTo(Duration.ofSeconds(1));
        assertThat(it.settle()).isEqualTo(Duration.ofMillis(2500));
        assertThat(it.unsureBelow()).hasValue(0.6);
        assertThat(it.expected().keySet()).containsExactly("apple", "banana", "orange", "unsure");
        assertThat(it.expected().get("apple")).satisfies(apple -> {
            assertThat(apple.line()).contains("apple");
            assertThat(apple.pins()).containsEntry("LED_BUILTIN", Level.HIGH);
        });
        assertThat(it.expected().get("unsure")).matches(Expectations.Expected::silent);
        assertThat(it.atMostEvery()).contains(Duration.ofMillis(900));
        for (String key : new String[] {
            "period", "settle", "unsureBelow", "line", "pins", "silent", "atMostEvery", "holds", "strict"
        }) {
            assertThat(page).contains("`" + key + "`");
        }
    }

    @Test
    void readsAgainWhatItWrites(@TempDir Path folder) throws IOException {
        for (Expectations it : new Expectations[] {
            Fruit.printed(),
            Fruit.printedAndLit(),
            parse(
                    "{version: 1, period: 250 us, settle: 1 min, expect: {\"no: 1 \\\"\": {line: \"\\\\{.*\\\\}\"}, \"0\": {pins: {D7: low, A0: high}}}, holds: 5 s, strict: true}")
        }) {
            Path file = Files.writeString(folder.resolve("expect.yaml"), it.text());
            assertThat(Expectations.read(file)).isEqualTo(it);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            version: 1, period: 1 s, expects: {a: {line: a}}       | unknown key 'expects', did you mean 'expect'?
            version: 1, period: 1 s, expect: {a: {lines: a}}       | unknown key 'expect.a.lines', did you mean 'line'?
            version: 1, expect: {a: {line: a}}                     | 'period' is missing
            version: 1, period: soon, expect: {a: {line: a}}       | 'period' must be a time above 0 and of at most 10 min
            version: 1, period: 1 s, expect: {a: {line: "("}}      | 'expect.a.line' is no regular expression
            version: 1, period: 1 s, expect: {a: {pins: {X9: high}}} | there is no pin 'X9'
            version: 1, period: 1 s, expect: {a: {pins: {D9: on}}} | 'expect.a.pins.D9' must be text
            version: 1, period: 1 s, expect: {a: {line: a, silent: true}} | both a line and silence
            version: 1, period: 1 s, expect: {a: {line: a}, unsure: {silent: true}} | not below which confidence
            version: 1, period: 1 s, unsureBelow: 100 %, expect: {a: {line: a}} | above 0 % and below 100 %
            version: 1, period: 1 s                                | 'expect' must say for each class what is seen
            """)
    void saysWhatIsWrong(String yaml, String message) {
        assertThatThrownBy(() -> parse("{" + yaml + "}"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("expect.yaml:1");
    }

    @Test
    void fitsTheLabelsOfTheModel() {
        Fruit.printed().requireFits(Fruit.contract(), "expect.yaml");
        assertThatThrownBy(() -> parse("{version: 1, period: 1 s, expect: {aple: {line: a}}}")
                        .requireFits(Fruit.contract(), "expect.yaml"))
                .hasMessageContaining("the model has no class 'aple', did you mean 'apple'?");
        assertThatThrownBy(() -> parse("{version: 1, period: 1 s, expect: {apple: {line: a}, banana: {line: b}}}")
                        .requireFits(Fruit.contract(), "expect.yaml"))
                .hasMessageContaining("nothing is expected for the class 'kiwi'");
    }

    @Test
    void literalTextMatchesItselfOnly() {
        assertThat("a.b (c) [1] {x} $^|?*+\\").matches(Expectations.Expected.literal("a.b (c) [1] {x} $^|?*+\\"));
        assertThat("aXb").doesNotMatch(Expectations.Expected.literal("a.b"));
    }
}
