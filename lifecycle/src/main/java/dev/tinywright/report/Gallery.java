package dev.tinywright.report;

import dev.tinywright.features.InputFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Examples to look at and to listen to, and what is known of the recordings, sounds or pictures they are from.
 *
 * @param kind of data
 * @param format what one example is: a window or a picture
 * @param captures how many recordings, sounds or pictures there are
 * @param rateHz frames a second; empty for pictures, and where nothing tells
 * @param facts of the data in words, in the order to show
 * @param ofClasses test examples, one of each class, or range of a number, as far as there are, in the order of the labels
 * @param wrong test examples that the device got wrong, the surest first, or where it is furthest off; a few
 * @param right test examples of pictures that it got right, or others; a few
 * @param classMeans mean of the network's input of each class's test examples, where it is flat; else empty
 */
public record Gallery(
        Kind kind,
        InputFormat format,
        long captures,
        OptionalDouble rateHz,
        List<Fact> facts,
        List<Shown> ofClasses,
        List<Shown> wrong,
        List<Shown> right,
        List<float[]> classMeans) {
    public Gallery {
        facts = List.copyOf(facts);
        ofClasses = List.copyOf(ofClasses);
        wrong = List.copyOf(wrong);
        right = List.copyOf(right);
        classMeans = List.copyOf(classMeans);
    }

    /** Returns what one example is called. */
    String example() {
        return format instanceof InputFormat.Picture ? "picture" : "window";
    }

    /** What the data is. */
    public enum Kind {
        RECORDINGS("recordings"),
        SOUND("sounds"),
        PICTURES("pictures");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        String plural() {
            return plural;
        }
    }

    /** "Lengths", "0.5 to 2.1 s". */
    public record Fact(String name, String value) {}

    /**
     * A test example.
     *
     * @param source where it stands in the data
     * @param confidence of the class it got, 0 to 1
     * @param values as the format has them. Shared, for reading only
     * @param maps what can be drawn as a map of time and frequency: log-mel spectrogram, network input
     * @param number what was measured and what was predicted; empty where classes are told
     */
    @SuppressWarnings("ArrayRecordComponent") // shown once, never compared
    public record Shown(
            String source,
            int wanted,
            int got,
            double confidence,
            float[] values,
            List<HeatMap> maps,
            Optional<Predicted> number) {
        public Shown {
            maps = List.copyOf(maps);
        }

        /** An example of a class. */
        public Shown(String source, int wanted, int got, double confidence, float[] values, List<HeatMap> maps) {
            this(source, wanted, got, confidence, values, maps, Optional.empty());
        }
    }

    /** The right number of an example, and the device's. */
    public record Predicted(float wanted, float got) {}

    /**
     * Values over time and another axis.
     *
     * @param name what is shown: "log-mel spectrogram"
     * @param across what the other axis counts: "mel bands"
     * @param slices steps of time
     * @param bands values of each, the lowest first
     * @param values {@code values[slice · bands + band]}. Shared, for reading only
     */
    @SuppressWarnings("ArrayRecordComponent") // shown once, never compared
    public record HeatMap(String name, String across, int slices, int bands, float[] values) {
        public HeatMap {
            if (slices < 1 || bands < 1 || values.length != slices * bands) {
                throw new IllegalArgumentException(slices + " slices of " + bands + " bands are not " + values.length);
            }
        }
    }
}
