package dev.tinywright.contract;

/**
 * The number that a model predicts, where it does not tell classes apart. Its one output is a step of int8 or int16: {@code number = offset +
 * scale * (q - zero point)}, so that the steps need not reach down to 0 where the numbers do not.
 *
 * @param name as the data calls it
 * @param unit as the data or the person says, empty where unknown
 * @param offset added to what the output tensor says, in the unit
 * @param low lowest in the training rows
 * @param high highest in the training rows
 */
public record Quantity(String name, String unit, float offset, float low, float high) {
    public Quantity {
        if (!Float.isFinite(offset) || !Float.isFinite(low) || !Float.isFinite(high) || low > high) {
            throw new IllegalArgumentException("not a range: " + low + " to " + high + " with offset " + offset);
        }
    }

    /** Returns "power, in MW, 420.3 to 495.8 in training". */
    public String describe() {
        return name + (unit.isBlank() ? "" : ", in " + unit) + ", " + text(low) + " to " + text(high) + " in training";
    }

    static String text(float value) {
        String text = Float.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
