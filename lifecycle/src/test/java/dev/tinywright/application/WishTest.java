package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** wishes.txt is the table: each wish with what is made of it; -Dgolden.update=true writes the right side anew. */
class WishTest {
    private static final Path TABLE = Path.of("src/test/resources/dev/tinywright/application/wishes.txt");
    private static final List<String> FRUIT = List.of("apple", "banana", "orange");

    @TestFactory
    Stream<DynamicTest> eachWishIsUnderstoodAsTheTableSays() throws IOException {
        List<List<String>> cases = cases();
        if (Boolean.getBoolean("golden.update")) {
            update(cases);
        }
        return cases().stream()
                .map(c -> dynamicTest(
                        c.getFirst(), () -> assertThat(said(c.getFirst())).isEqualTo(c)));
    }

    @Test
    void theTableIsLargeEnough() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void anEmptyWishPrintsTheClassOnceASecond() {
        assertThat(said("").subList(1, 2)).containsExactly("  does    prints the class; a decision every 1 s");
    }

    @Test
    void findsLabelsOfSeveralWordsAndInPlural() {
        List<String> labels = List.of("ripe banana", "banana", "unripe", "1");
        assertThat(WishText.of(Wish.read("light the LED for ripe bananas", labels), labels))
                .startsWith("built-in LED (LED_BUILTIN) on for ripe banana;");
        assertThat(WishText.of(Wish.read("light pin 1 for class 1", labels), labels))
                .startsWith("pin 1 on for 1;");
        assertThat(WishText.of(Wish.read("1 of 3 decisions", List.of("1", "3")), List.of("1", "3")))
                .contains("1 of 3 agree");
    }

    @Test
    void aLabelThatIsAColourIsNoLed() {
        List<String> labels = List.of("red", "green");
        assertThat(WishText.of(Wish.read("light the LED when it is red", labels), labels))
                .startsWith("built-in LED (LED_BUILTIN) on for red;");
    }

    @Test
    void neverFailsWhateverIsWritten() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> pieces = new ArrayList<>(
                Arrays.asList(("print light LED pin 7 99999999999999999999 of % . , ; \" “ for at least "
                                + "every 0 s -1 apple banana hysteresis unsure below 0.0 100 when ( ) json 3 of 500 per hz")
                        .split(" ")));
        for (int n = 0; n < 3000; n++) {
            StringBuilder wish = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                wish.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
            }
            Wish read = Wish.read(wish.toString(), FRUIT);
            assertThat(read.period()).isPositive();
        }
    }

    static List<String> said(String wish) {
        Wish read = Wish.read(wish, FRUIT);
        List<String> lines = new ArrayList<>(List.of(wish));
        lines.add("  does    " + WishText.of(read, FRUIT));
        read.assumed().forEach(line -> lines.add("  assumed " + line));
        read.notUnderstood().forEach(line -> lines.add("  left    " + line));
        return lines;
    }

    private static List<List<String>> cases() throws IOException {
        return Arrays.stream(Files.readString(TABLE).split("\n\\s*\n"))
                .map(block -> block.lines()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .toList())
                .filter(block -> !block.isEmpty())
                .toList();
    }

    private static void update(List<List<String>> cases) throws IOException {
        StringBuilder text = new StringBuilder("""
                # Wishes in users' words, and what is made of them. The classes are apple, banana and orange.
                # left: words that nothing was made of, as the person is told.
                """);
        cases.forEach(c ->
                text.append('\n').append(String.join("\n", said(c.getFirst()))).append('\n'));
        Files.writeString(TABLE, text.toString());
    }
}
