package dev.tinywright.train;

import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import java.util.SplittableRandom;

/**
 * A change to a stretch of a recording before its features are computed: what {@link Augmentation} cannot do to features.
 * See {@link MoreExamples}.
 */
public sealed interface RawAugmentation {
    /**
     * Returns a changed copy of an example of {@code window}, every random number drawn from {@code random}; of INT16
     * samples whole numbers in their range.
     */
    float[] change(float[] example, InputFormat.Window window, SplittableRandom random);

    /** Moves by at most so many seconds; what is missing is as the first or last frame. */
    record Shift(double seconds) implements RawAugmentation {
        public Shift {
            require(seconds > 0, "a shift needs a time, got " + seconds);
        }

        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            double by = around(seconds, random) * window.rateHz();
            return Resampling.of(example, window, frame -> frame - Math.rint(by));
        }
    }

    /** Makes louder or softer by at most so many decibels. */
    record Gain(double decibels) implements RawAugmentation {
        public Gain {
            require(decibels > 0 && decibels <= 40, "a gain is above 0 and at most 40 dB, got " + decibels);
        }

        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            double factor = Math.pow(10, around(decibels, random) / 20);
            float[] changed = new float[example.length];
            for (int i = 0; i < changed.length; i++) {
                changed[i] = (float) (example[i] * factor);
            }
            return Resampling.inRange(changed, window);
        }
    }

    /** Plays faster or slower by a factor of 1 ± share about the middle, pitch included (Ko et al. 2015). */
    record Speed(double share) implements RawAugmentation {
        public Speed {
            require(share > 0 && share <= 0.5, "a change of speed is above 0 and at most 0.5, got " + share);
        }

        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            double factor = 1 + around(share, random);
            double middle = (window.frames() - 1) / 2.0;
            return Resampling.of(example, window, frame -> middle + (frame - middle) * factor);
        }
    }

    /**
     * Adds another recording, such as of a room: a random one of {@code sounds}, from a random frame on and round to its
     * beginning, so loud that the example is between {@code leastDecibels} and 20 dB more above it.
     */
    record Background(Examples sounds, double leastDecibels) implements RawAugmentation {
        private static final double SPAN_DECIBELS = 20;

        public Background {
            require(sounds.size() > 0, "a background needs sounds");
        }

        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            float[] sound = sounds.get(random.nextInt(sounds.size()));
            int channels = window.channels().size();
            int from = random.nextInt(sound.length / channels) * channels;
            double above = leastDecibels + SPAN_DECIBELS * random.nextDouble();
            double factor = loudness(sound) == 0 ? 0 : loudness(example) / loudness(sound) * Math.pow(10, -above / 20);
            float[] changed = new float[example.length];
            for (int i = 0; i < changed.length; i++) {
                changed[i] = (float) (example[i] + factor * sound[(from + i) % sound.length]);
            }
            return Resampling.inRange(changed, window);
        }

        /** Returns the deviation from the mean. */
        private static double loudness(float[] samples) {
            double sum = 0;
            double squares = 0;
            for (float sample : samples) {
                sum += sample;
                squares += (double) sample * sample;
            }
            double mean = sum / samples.length;
            return Math.sqrt(Math.max(0, squares / samples.length - mean * mean));
        }
    }

    /** Adds white noise, between {@code leastDecibels} and 20 dB more below each channel's deviation. */
    record Noise(double leastDecibels) implements RawAugmentation {
        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            int channels = window.channels().size();
            double factor = Math.pow(10, -(leastDecibels + Background.SPAN_DECIBELS * random.nextDouble()) / 20);
            float[] changed = new float[example.length];
            for (int c = 0; c < channels; c++) {
                float[] channel = new float[window.frames()];
                for (int f = 0; f < channel.length; f++) {
                    channel[f] = example[f * channels + c];
                }
                double deviation = Background.loudness(channel);
                for (int f = 0; f < channel.length; f++) {
                    changed[f * channels + c] = (float) (channel[f] + factor * deviation * random.nextGaussian());
                }
            }
            return Resampling.inRange(changed, window);
        }
    }

    /** Turns each group of three channels, such as x, y, z, about a random axis by at most so many degrees. */
    record Rotate(double degrees) implements RawAugmentation {
        @Override
        public float[] change(float[] example, InputFormat.Window window, SplittableRandom random) {
            require(window.channels().size() % 3 == 0, "a rotation needs groups of three channels");
            float[] changed = example.clone();
            Rotation.about(random, Math.toRadians(around(degrees, random))).turn(changed, 0, changed.length);
            return Resampling.inRange(changed, window);
        }
    }

    private static double around(double strength, SplittableRandom random) {
        return (2 * random.nextDouble() - 1) * strength;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
