package dev.tinywright.packaging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a model is called in each build system. All but the C names begin with "tinywright", so that a model named "log" or
 * "test" does not stand in the way of a component or target of the build system itself.
 *
 * @param c prefix of the C names, lower case: "fruit_sorter"
 * @param upper the same in capitals
 * @param title "Fruit_Sorter"
 * @param version major.minor.patch
 * @param fullVersion the same, and where the model's own version is none of that kind, that behind a plus sign
 */
record Names(String c, String upper, String title, String version, String fullVersion) {
    private static final String NUMBERS = "(0|[1-9]\\d{0,4})\\.(0|[1-9]\\d{0,4})\\.(0|[1-9]\\d{0,4})";

    static Names of(Product product) {
        String c = product.source().name();
        String version = product.source().contract().version();
        boolean numbers = version.matches(NUMBERS);
        String build = Texts.cut(version.replaceAll("[^0-9A-Za-z-]+", "-"), 12);
        return new Names(
                c,
                c.toUpperCase(Locale.ROOT),
                title(c),
                numbers ? version : "1.0.0",
                numbers ? version : build.isEmpty() ? "1.0.0" : "1.0.0+" + build);
    }

    private static String title(String c) {
        return Arrays.stream(c.split("_"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("_"));
    }

    /** Of folders, targets, components. */
    String slug() {
        return "tinywright_" + c;
    }

    /** Of the Arduino library: at most 63 characters, as its specification wants. */
    String arduino() {
        return "Tinywright_" + title;
    }

    /** Of the PlatformIO library: small letters, digits and single dashes, at most 50 characters. */
    String platformIo() {
        return shortened("tinywright-" + c.replace('_', '-'), 50);
    }

    /** Of the component in a CMSIS-Pack: at most 32 characters. */
    String component() {
        return shortened(title, 32);
    }

    /** Two long names that begin alike stay different. */
    private static String shortened(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return name.substring(0, most - 8) + HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
