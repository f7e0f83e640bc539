package dev.tinywright.data;

/** What is learned: which of some classes a row is of, a number, or what is normal. */
public sealed interface Target {
    /**
     * One of the labels of the table or dataset.
     *
     * @param made how many of these, the last ones, are no classes of the person's: a {@link QuietClass}
     */
    record Classes(int made) implements Target {
        /** Classes that are all the person's. */
        public Classes() {
            this(0);
        }
    }

    /**
     * A number for each row. The labels of its table or dataset are {@link Ranges} of it, which rows are counted and divided by.
     *
     * @param name of its column
     * @param unit as the header or the task says, empty where unknown
     */
    record Quantity(String name, String unit) implements Target {}

    /** What is normal, from examples of that alone; the labels are normal and anomaly. */
    record Normal() implements Target {}

    /** True where what is normal is learned. */
    default boolean isNormal() {
        return this instanceof Normal;
    }

    /** True where a number is learned. */
    default boolean isNumber() {
        return this instanceof Quantity;
    }
}
