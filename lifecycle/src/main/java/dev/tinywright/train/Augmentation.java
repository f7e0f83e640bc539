package dev.tinywright.train;

import java.util.Locale;

/**
 * A change that does not change the answer, made to training examples anew in each epoch, so that a network sees more
 * than was recorded. Works on features: time, or a picture's rows, is the first axis of their shape.
 *
 * @param strength how far, see {@link Kind}; drawn for each example between nothing and this
 */
public record Augmentation(Kind kind, double strength) {
    /** What is changed, and what the strength means. */
    public enum Kind {
        /** Moves along time by at most this share of the length; the first or last slice fills up. */
        SHIFT(1, 0.1),
        /** Adds normal noise of at most this many deviations of the column. */
        NOISE(2, 0.1),
        /** Multiplies the whole example by 1 ± strength. */
        SCALE(0.9, 0.1),
        /** Multiplies each channel by a factor of its own, 1 ± strength. */
        GAIN(0.9, 0.1),
        /** Turns each group of three channels, such as x, y, z, about a random axis by at most so many degrees. */
        ROTATE(180, 15),
        /** Plays the example faster or slower by a factor of 1 ± strength about its middle. */
        STRETCH(0.5, 0.1),
        /** Plays parts of it faster and others slower: bends the time axis by at most this share of its length. */
        WARP(0.3, 0.05),
        /** Two stretches of time of at most this share become the column's mean (SpecAugment, Park et al. 2019). */
        TIME_MASK(0.5, 0.1),
        /** Two groups of neighbouring bands of at most this share become their mean (SpecAugment, Park et al. 2019). */
        BAND_MASK(0.5, 0.15),
        /** Moves a picture down and across by at most this share of its height and width; the edge fills up. */
        MOVE(0.5, 0.1),
        /** Mirrors left and right, with this probability. */
        FLIP(1, 0.5),
        /** Enlarges or shrinks a picture about its middle by 1 ± strength; the edge fills up. */
        ZOOM(0.5, 0.15),
        /** Turns a picture about its middle by at most so many degrees. */
        TURN(180, 10),
        /** Adds at most so many deviations to all of a picture. */
        BRIGHTNESS(2, 0.2),
        /** Multiplies the distances from the picture's mean by 1 ± strength. */
        CONTRAST(0.9, 0.2),
        /** Adds at most so many deviations to each colour by itself. */
        COLOR(2, 0.15),
        /** A rectangle of at most this share of a picture becomes its mean (Zhong et al. 2017, arXiv:1708.04896), in every other one. */
        ERASE(0.9, 0.2),
        /**
         * Mixes each example and its answer with another of the batch (Zhang et al. 2018, arXiv:1710.09412); the strength is
         * alpha of the Beta distribution that draws the shares.
         */
        MIXUP(1, 0.2),
        /** Of windows: so many changed copies of each are learned from, too. The changes are those that follow. */
        COPIES(8, 1),
        /** Copies move by at most this share of the window. */
        RAW_SHIFT(0.5, 0.1),
        /** Copies are louder or softer by at most so many decibels. */
        RAW_GAIN(20, 6),
        /** Copies are played faster or slower by a factor of 1 ± strength, pitch included (Ko et al. 2015). */
        RAW_SPEED(0.5, 0.1),
        /** Copies get white noise, so many decibels or up to 20 more below them. */
        RAW_NOISE(60, 25),
        /** Copies get another sound, such as of a room, so many decibels or up to 20 more below them. */
        RAW_BACKGROUND(60, 10),
        /** Copies have each group of three channels turned about a random axis by at most so many degrees. */
        RAW_ROTATE(180, 15);

        private final double most;
        private final double usual;

        Kind(double most, double usual) {
            this.most = most;
            this.usual = usual;
        }

        /** Whether samples are changed, not features. */
        public boolean isRaw() {
            return compareTo(COPIES) >= 0;
        }

        /** The largest strength. */
        public double most() {
            return most;
        }

        /** A strength that mostly does well. */
        public double usual() {
            return usual;
        }

        /** Its name in plan.yaml: {@code time-mask}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Augmentation {
        if (!(strength > 0 && strength <= kind.most())) {
            throw new IllegalArgumentException(
                    "train.augment." + kind.key() + " must be above 0 and at most " + kind.most() + ", is " + strength);
        }
        if (kind == Kind.COPIES && strength != Math.rint(strength)) {
            throw new IllegalArgumentException("train.augment.copies must be a whole number, is " + strength);
        }
    }
}
