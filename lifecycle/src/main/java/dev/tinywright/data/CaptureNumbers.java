package dev.tinywright.data;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import dev.tinywright.recording.Captures.Measured;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Numbers that were measured with recordings or pictures: what stands in for classes where these are divided and counted. */
public final class CaptureNumbers {
    /** Recordings of a range, so that each side of the split gets some. */
    private static final int FEWEST = 5;

    private static final int FEWEST_OF_VALUE = 3;
    /** Fewer recordings are each divided by time, by which most is learned. */
    private static final int FEW_RECORDINGS = 10;

    private static final int FEW_VALUES = 4;
    private static final int MOST_RANGES = 5;

    /** Of a recording whose number changes, so many stretches of so many frames are looked at. */
    private static final int STRETCHES = 64;

    private static final int STRETCH_FRAMES = 128;

    private CaptureNumbers() {}

    /** Returns {@code captures} labelled with ranges of their numbers. */
    public static Captures ranged(Captures captures) {
        float[] numbers = new float[captures.all().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = mean(captures.all().get(i));
        }
        Ranges ranges = ranges(numbers, captures.kind() != Captures.Kind.PICTURES);
        String[] names = new String[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            names[i] = ranges.names().get(ranges.of(numbers[i]));
        }
        java.util.IdentityHashMap<Capture, String> of = new java.util.IdentityHashMap<>();
        for (int i = 0; i < names.length; i++) {
            of.put(captures.all().get(i), names[i]);
        }
        return captures.labelled(ranges.names(), capture -> of.getOrDefault(capture, names[0]));
    }

    private static Ranges ranges(float[] numbers, boolean byTimeIsPossible) {
        Ranges usual = Ranges.of(numbers);
        if (byTimeIsPossible && numbers.length < FEW_RECORDINGS) {
            return usual;
        }
        if (usual.fewest(numbers) >= FEWEST_OF_VALUE && usual.isOfValues()) {
            return usual;
        }
        Ranges ranges = Ranges.ofShares(numbers, MOST_RANGES);
        for (int count = MOST_RANGES - 1; count > 0 && ranges.fewest(numbers) < FEWEST; count--) {
            ranges = Ranges.ofShares(numbers, count);
        }
        return ranges;
    }

    private static float mean(Capture capture) {
        if (capture.number().isPresent()) {
            return (float) capture.number().getAsDouble();
        }
        long frames = capture.frames();
        int count = (int) Math.min(STRETCH_FRAMES, frames);
        long stretches = Math.max(1, Math.min(STRETCHES, frames / Math.max(1, count)));
        return (float) DoubleStream.iterate(0, i -> i < stretches, i -> i + 1)
                .map(i -> capture.number((long) (i * (frames - count) / stretches), count))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** Returns what is to be predicted of captures of which numbers are known. */
    static Target.Quantity target(Measured measured) {
        return new Target.Quantity(measured.name(), measured.unit());
    }

    /** Examples of the three parts, counted by ranges of the numbers that are learned from. */
    record Ranged(List<String> labels, Part training, Part validation, Part test, Optional<String> warning) {}

    /** @throws TinywrightException where there is nothing to predict, as all numbers are the same */
    static Ranged ranged(Captures captures, Part training, Part validation, Part test) {
        Measured measured = captures.measured().orElseThrow();
        float[] all = all(training, validation, test);
        requireDifferent(captures, measured, training, all);
        Ranges ranges = Ranges.of(all);
        return new Ranged(
                ranges.names(),
                training.withClasses(ranges.codes(training.numbers())),
                validation.withClasses(ranges.codes(validation.numbers())),
                test.withClasses(ranges.codes(test.numbers())),
                warning(measured, all, training.numbers(), test.numbers()));
    }

    private static void requireDifferent(Captures captures, Measured measured, Part training, float[] all) {
        String plural = captures.kind().plural();
        if (different(all) == 1) {
            throw TinywrightException.failed(
                    "the number to predict, " + measured.name() + ", is " + text(all[0]) + " in all " + plural
                            + "; there is nothing to predict",
                    captures.all().size() + " " + plural,
                    "give " + plural + " of which it differs");
        }
        if (training.size() > 0 && different(training.numbers()) == 1) {
            throw TinywrightException.failed(
                    "all examples to learn from have the same " + measured.name() + ", " + text(training.numbers()[0]),
                    captures.all().size() + " " + plural,
                    "record more, of several numbers each");
        }
    }

    private static Optional<String> warning(Measured measured, float[] all, float[] learned, float[] tested) {
        long values = different(all);
        boolean whole = Stream.of(all).allMatch(numbers -> {
            boolean every = true;
            for (float number : numbers) {
                every &= number == Math.rint(number);
            }
            return every;
        });
        if (values <= FEW_VALUES && whole) {
            return Optional.of(measured.name() + " has only " + values
                    + " different whole numbers and is predicted as a number, as asked; where they stand for kinds of things,"
                    + " ask to tell them apart instead (kind: classification in task.yaml)");
        }
        if (values <= FEW_VALUES) {
            return Optional.of(measured.name() + " has only " + values
                    + " different values: how well numbers between them are predicted is not known");
        }
        float low = least(learned);
        float high = -least(negated(learned));
        int outside = 0;
        for (float number : tested) {
            outside += number < low || number > high ? 1 : 0;
        }
        return 10 * outside > tested.length
                ? Optional.of(outside + " of " + tested.length + " test examples have a " + measured.name()
                        + " outside of what was learned from, " + text(low) + " to " + text(high)
                        + ": a model cannot know those; record the whole range more than once")
                : Optional.empty();
    }

    private static float[] negated(float[] numbers) {
        float[] negated = new float[numbers.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = -numbers[i];
        }
        return negated;
    }

    private static float least(float[] numbers) {
        float least = Float.POSITIVE_INFINITY;
        for (float number : numbers) {
            least = Math.min(least, number);
        }
        return least;
    }

    private static float[] all(Part... parts) {
        int size = Arrays.stream(parts).mapToInt(Part::size).sum();
        float[] all = new float[size];
        int at = 0;
        for (Part part : parts) {
            System.arraycopy(part.numbers(), 0, all, at, part.size());
            at += part.size();
        }
        return all;
    }

    private static long different(float[] numbers) {
        float[] sorted = numbers.clone();
        Arrays.sort(sorted);
        long different = sorted.length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.length; i++) {
            different += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return different;
    }

    private static String text(float number) {
        return new BigDecimal(String.format(Locale.ROOT, "%.6g", number))
                .stripTrailingZeros()
                .toPlainString();
    }
}
