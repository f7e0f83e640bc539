package dev.tinywright.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.9625, 96.3 %", "1, 100 %", "0.99999, 99.9 %", "0, 0.0 %", "NaN, –"})
    void writesSharesAsPercent(double share, String text) {
        assertThat(plain(Numbers.percent(share))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"620, 620 B", "5468, 5.34 KiB", "32768, 32 KiB", "262144, 256 KiB", "1310720, 1.25 MiB"})
    void writesBytes(double bytes, String text) {
        assertThat(plain(Numbers.bytes(bytes))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0534, 53.4 µs", "12.345, 12.3 ms", "2500, 2.5 s"})
    void writesDurationsInTheUnitThatSuits(double millis, String text) {
        assertThat(plain(Numbers.millis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1234567, 0.123",
        "123456, 123456",
        "0.30000000000000004, 0.3",
        "-2, −2",
        "0.0000123, 1.23e-5",
        "1e300, 1e300"
    })
    void writesSignificantDigits(double value, String text) {
        assertThat(Numbers.significant(value, 3).replace("e\u2212", "e-")).isEqualTo(text);
    }

    @Test
    void axesEndAtRoundNumbersAndEnclose() {
        Axis axis = Axis.rounded(0.13, 0.97, 5, 0, 100);
        assertThat(axis.low()).isLessThanOrEqualTo(0.13);
        assertThat(axis.high()).isGreaterThanOrEqualTo(0.97);
        assertThat(axis.ticks()).hasSizeBetween(4, 8);
        assertThat(axis.at(axis.low())).isZero();
        assertThat(axis.at(axis.high())).isEqualTo(100);
        assertThat(Axis.exact(3, 3, 5, 0, 1).at(3)).isZero();
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
