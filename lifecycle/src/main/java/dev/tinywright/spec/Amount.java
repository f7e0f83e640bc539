package dev.tinywright.spec;

/**
 * A number as a sentence says it, with its unit.
 *
 * @param value in the unit
 * @param from position of its first token
 * @param to position after its last token, the unit included
 */
record Amount(double value, Unit unit, int from, int to) {
    /** Returns the value in bytes, milliseconds, hertz or as a share of 1. */
    double base() {
        return value * unit.factor();
    }

    /** What a unit measures. */
    enum Dimension {
        NONE,
        MEMORY,
        TIME,
        RATE,
        SHARE
    }

    /** Units of sentences and YAML files. KB and K mean 1024 bytes, as is usual for memory of microcontrollers. */
    enum Unit {
        NONE(Dimension.NONE, 1),
        BYTE(Dimension.MEMORY, 1),
        KIB(Dimension.MEMORY, 1024),
        MIB(Dimension.MEMORY, 1024 * 1024),
        GIB(Dimension.MEMORY, 1024.0 * 1024 * 1024),
        MICROSECOND(Dimension.TIME, 0.001),
        MILLISECOND(Dimension.TIME, 1),
        SECOND(Dimension.TIME, 1000),
        MINUTE(Dimension.TIME, 60_000),
        HOUR(Dimension.TIME, 3_600_000),
        DAY(Dimension.TIME, 24 * 3_600_000.0),
        WEEK(Dimension.TIME, 7 * 24 * 3_600_000.0),
        MONTH(Dimension.TIME, 30 * 24 * 3_600_000.0),
        YEAR(Dimension.TIME, 365 * 24 * 3_600_000.0),
        HERTZ(Dimension.RATE, 1),
        PERCENT(Dimension.SHARE, 0.01);

        private final Dimension dimension;
        private final double factor;

        Unit(Dimension dimension, double factor) {
            this.dimension = dimension;
            this.factor = factor;
        }

        Dimension dimension() {
            return dimension;
        }

        double factor() {
            return factor;
        }
    }
}
