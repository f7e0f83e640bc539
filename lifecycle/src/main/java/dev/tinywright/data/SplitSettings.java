package dev.tinywright.data;

/**
 * How rows are divided.
 *
 * @param by ROW: stratified by class, identical rows on one side; GROUP: whole groups on one side; TIME: the last rows are held
 *     out, those before them validate; WINDOW: windows of recordings one by one
 * @param test share of rows held out for the verdict, in (0, 0.5]
 * @param validation share of the remaining rows that stops training and chooses between candidates, in (0, 0.5]
 */
public record SplitSettings(By by, double test, double validation, long seed) {
    public SplitSettings {
        if (!(test > 0 && test <= 0.5) || !(validation > 0 && validation <= 0.5)) {
            throw new IllegalArgumentException("split.test and split.validation must be above 0 and at most 50 %, are "
                    + test + " and " + validation);
        }
    }

    /** What stays together. */
    public enum By {
        ROW,
        GROUP,
        TIME,
        /** Windows one by one, so that those of one recording are on both sides: what is found then is too good. */
        WINDOW
    }
}
