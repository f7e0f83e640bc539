package dev.tinywright.step;

/**
 * A step of one's own on the way from the data to training: one Java file below {@code steps/} with one class that implements
 * this, has a constructor without parameters, and uses the JDK alone.
 *
 * {@snippet :
 * import dev.tinywright.step.Rows;
 * import dev.tinywright.step.Step;
 *
 * public class RemoveSensorGlitches implements Step {
 *     @Override
 *     public Rows apply(Rows rows) {
 *         return rows.where(row -> row.number("Red") >= 0 && row.number("Red") <= 1);
 *     }
 * }
 * }
 *
 * <p>The device does not run it: it may leave out rows and columns and correct labels, but may change a reading in at most a
 * tenth of the rows, or the device would see other numbers than the network learned from.
 */
@FunctionalInterface
public interface Step {
    /** Returns what is left of {@code rows}: the same rows or fewer, never new ones or one twice. */
    Rows apply(Rows rows);
}
