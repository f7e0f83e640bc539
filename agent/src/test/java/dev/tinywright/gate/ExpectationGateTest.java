package dev.tinywright.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.application.ExpectationWriter;
import dev.tinywright.application.Expectations;
import dev.tinywright.application.Wish;
import dev.tinywright.diag.Diagnosis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationGateTest {
    private static final SketchFacts FRUIT = Devices.fruit();
    private static final Wish WISH = Wish.read(
            "print the fruit once a second and light the built-in LED for apples",
            FRUIT.contract().labels());
    private static final Expectations RULES = ExpectationWriter.write(WISH, FRUIT.contract(), FRUIT.board());

    @Test
    void whatTheRulesWritePasses() {
        assertThat(check(RULES)).isEmpty();
        Wish json = Wish.read(
                "print JSON lines with the confidence", FRUIT.contract().labels());
        Expectations rules = ExpectationWriter.write(json, FRUIT.contract(), FRUIT.board());
        assertThat(ExpectationGate.check(rules, rules, json, FRUIT.contract())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            .* ; matches nearly any line
            [a-z0-9]* ; matches nearly any line
            (a+)+b ; may take for ever
            (a\\w*)*b ; may take for ever
            apple ; matches what
            (apple|kiwi) ; matches what
            """)
    void patternsMustTellClassesApartAndEnd(String pattern, String what) {
        assertThat(check(of(pattern, "1 s", "high"))).isNotEmpty().first().satisfies(d -> assertThat(d.what())
                .contains(what));
    }

    @Test
    void expectationsMayAddButNotTakeAway() {
        assertThat(check(of("banana( !+)?", "500 ms", "high"))).isEmpty();
        assertThat(check(of("banana", "2 s", "high")))
                .extracting(Diagnosis::what)
                .singleElement()
                .asString()
                .contains("longer");
        assertThat(check(of("banana", "1 s", "low")))
                .extracting(Diagnosis::what)
                .singleElement()
                .asString()
                .contains("LED_BUILTIN");
    }

    @Test
    void everyLabelIsCovered() {
        String text = of("banana", "1 s", "high").text().replaceAll("(?m)^  kiwi:.*\n", "");
        assertThat(check(Expectations.parse(text, "expect.yaml")))
                .singleElement()
                .satisfies(d -> assertThat(d.what()).contains("kiwi"));
    }

    private static Expectations of(String banana, String period, String led) {
        return Expectations.parse("""
                version: 1
                period: %s
                settle: 1 s
                expect:
                  apple: {line: "apple", pins: {LED_BUILTIN: %s}}
                  banana: {line: '%s', pins: {LED_BUILTIN: low}}
                  kiwi: {line: "kiwi", pins: {LED_BUILTIN: low}}
                """.formatted(period, led, banana), "expect.yaml");
    }

    private static List<Diagnosis> check(Expectations theirs) {
        return ExpectationGate.check(theirs, RULES, WISH, FRUIT.contract());
    }
}
