package dev.tinywright.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {
    private static final String SKETCH = """
            # Job: sketch
            Write the Arduino sketch for the device.

            ## Wanted
            "print the fruit"

            ## Board
            Nano 33 BLE Sense

            ## Model
            #include <fruit.h>
            float readings[FRUIT_READINGS]; // 2 of them, in this order:
            //   readings[0]: red, share: raw value / sum of red, green
            //   readings[1]: green, share: raw value / sum of red, green
            fruit_classify(readings, &result); // the whole model; returns nothing
            fruit_label(result.best) // const char *: "apple", "pear"

            ## Readings
            APDS.readColor(r, g, b);

            ## What is wrong
            - it does not compile

            ## Answer
            One ```cpp fence.
            """;

    @Test
    void bareIsTheWishAndTheFormOfTheAnswer() {
        assertThat(Level.BARE.cut(SKETCH))
                .contains("# Job: sketch", "## Wanted", "print the fruit", "## Answer", "## What is wrong")
                .doesNotContain("## Model", "## Readings", "## Board", "apple");
    }

    @Test
    void mediumHasFactsAndNoNamesOfInterfaces() {
        assertThat(Level.MEDIUM.cut(SKETCH))
                .contains("input [0]: red, share", "\"apple\", \"pear\"", "## Board")
                .doesNotContain("fruit.h", "fruit_classify", "FRUIT_READINGS", "readColor");
    }

    @Test
    void fullIsWhatTheProductSends() {
        assertThat(Level.FULL.cut(SKETCH)).isEqualTo(SKETCH);
    }
}
