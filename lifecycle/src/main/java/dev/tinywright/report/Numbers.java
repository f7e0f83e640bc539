package dev.tinywright.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers for people, the same on every machine. */
final class Numbers {
    private static final String MINUS = "\u2212";
    private static final String SPACE = "\u00a0";

    private Numbers() {}

    /** A share as a percentage with one digit: "96.3 %". Only a share of exactly 1 is written as 100 %. */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return "\u2013";
        }
        double shown = share < 1 ? Math.min(share * 100, 99.9) : 100;
        String text = String.format(Locale.ROOT, "%.1f", shown);
        return (share == 1 ? "100" : text) + SPACE + "%";
    }

    /** A share as whole percent, without the sign: "96". */
    static String wholePercent(double share) {
        return String.valueOf(Math.round(share * 100));
    }

    /** An interval of shares: "92-98 %" with a dash. */
    static String interval(Statistics.Estimate estimate) {
        return estimate.isDefined()
                ? wholePercent(estimate.low()) + "\u2013" + wholePercent(estimate.high()) + SPACE + "%"
                : "";
    }

    static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /** Bytes up to 1023 as they are, then in KiB or MiB with three digits. */
    static String bytes(double bytes) {
        double size = Math.abs(bytes);
        String sign = bytes < 0 ? MINUS : "";
        if (size < 1024) {
            return sign + Math.round(size) + SPACE + "B";
        }
        boolean mebi = size >= 1024 * 1024;
        double value = mebi ? size / (1024 * 1024) : size / 1024;
        return sign + significant(value, 3) + SPACE + (mebi ? "MiB" : "KiB");
    }

    /** A duration in milliseconds, in the unit that suits it. */
    static String millis(double millis) {
        if (Math.abs(millis) < 1) {
            return significant(millis * 1000, 3) + SPACE + "\u00b5s";
        }
        return Math.abs(millis) < 1000
                ? significant(millis, 3) + SPACE + "ms"
                : significant(millis / 1000, 3) + SPACE + "s";
    }

    /** A whole number with thin spaces between thousands: "12 345". */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(",", "\u202f").replace("-", MINUS);
    }

    /** One thing or many: "1 row", "12 rows". */
    static String counted(long count, String thing) {
        return count(count) + SPACE + thing + (count == 1 ? "" : "s");
    }

    /** A number with at most so many significant digits and no trailing zeros; no exponent within 1e-4 to 1e7. */
    static String significant(double value, int digits) {
        if (Double.isNaN(value)) {
            return "\u2013";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\u221e" : MINUS + "\u221e";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = rounded(value, digits);
        double size = Math.abs(value);
        String text = size < 1e-4 || size >= 1e7 ? exponent(rounded) : rounded.toPlainString();
        return text.replace("-", MINUS);
    }

    /** Returns {@code value} with whole numbers kept whole, and at most so many significant digits otherwise. */
    static BigDecimal rounded(double value, int digits) {
        BigDecimal exact = new BigDecimal(Double.toString(value));
        BigDecimal whole = exact.setScale(0, RoundingMode.HALF_EVEN);
        boolean isLarge = whole.abs().precision() >= digits
                && whole.signum() != 0
                && exact.abs().doubleValue() < 1e7;
        BigDecimal result = isLarge ? whole : exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return result.signum() == 0 ? BigDecimal.ZERO : result.stripTrailingZeros();
    }

    private static String exponent(BigDecimal value) {
        int power = value.precision() - value.scale() - 1;
        return value.movePointLeft(power).stripTrailingZeros().toPlainString() + "e" + power;
    }
}
