package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tinywright.diag.TinywrightException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema says the same as the reader, good or bad, document by document. */
class ExpectSchemaTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            good | "version": 1, "period": "1 s", "expect": {"a": {"line": "a"}}
            good | "version": 1, "period": "1.5 s", "settle": "2500 ms", "unsureBelow": "60 %", "expect": {"a": {"line": "a.*", "pins": {"LED_BUILTIN": "high", "7": "low", "D7": "low", "A0": "high", "LEDR": "low"}}, "unsure": {"silent": true}}, "atMostEvery": "1 min", "holds": "100 us", "strict": true
            good | "version": 1, "period": "1 s", "unsureBelow": 0.25, "expect": {"a": {"pins": {"3": "high"}, "silent": true}}
            bad  | "version": 2, "period": "1 s", "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 s"
            bad  | "version": 1, "period": "1 s", "expect": {}
            good | "version": 1, "period": "1 s", "expect": {"a": {}}
            good | "version": 1, "period": "1 s", "expect": {"a": {"line": "a", "silent": false}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"line": "a", "silent": true}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"line": 1}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"pins": {}}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"pins": {"B1": "high"}}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"pins": {"1": "up"}}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": "apple"}
            bad  | "version": 1, "period": "0 s", "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 h", "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": 1, "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 s", "unsureBelow": "0 %", "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 s", "unsureBelow": 1, "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 s", "strict": "very", "expect": {"a": {"line": "a"}}
            bad  | "version": 1, "period": "1 s", "expect": {"a": {"line": "a"}}, "extra": 1
            """)
    void agreesWithTheReader(String expected, String entries) {
        String json = "{" + entries + "}";
        var in = Objects.requireNonNull(
                Expectations.class.getResourceAsStream("/dev/tinywright/schema/expect.schema.json"));
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(in)
                .validate(json, InputFormat.JSON);
        assertThat(isRead(json)).as("reader").isEqualTo(expected.equals("good"));
        assertThat(errors.isEmpty()).as("schema: " + errors).isEqualTo(expected.equals("good"));
    }

    private static boolean isRead(String json) {
        try {
            ExpectationsFile.parse(json, "expect.yaml");
            return true;
        } catch (TinywrightException e) {
            return false;
        }
    }
}
