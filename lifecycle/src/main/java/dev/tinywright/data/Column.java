package dev.tinywright.data;

/**
 * One column of the data and what it is used for.
 *
 * @param name as in the header, without the unit in brackets; {@code column1} and so on where there is no header
 * @param unit as in the header, empty where it names none
 * @param role what the column is used for
 * @param why the reason, in words for the person
 */
public record Column(String name, String unit, Role role, String why) {

    /** What a column is used for. Only readings reach the model. */
    public enum Role {
        READING,
        LABEL,
        GROUP,
        /** Words that are not the label. */
        TEXT,
        /** Numbers or names a row; says nothing of a new row. */
        ID,
        /** When the row was taken. */
        TIME,
        /** The same in every row. */
        CONSTANT,
        /** The class in other words, which the device will not have. */
        LEAK,
        /** No value in any row. */
        EMPTY,
        /** Could be a reading; the sentence or the task asked for others. */
        NOT_CHOSEN
    }
}
