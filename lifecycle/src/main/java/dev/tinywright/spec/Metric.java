package dev.tinywright.spec;

/** What a goal can be set for. The key is its name in task.yaml and report.json. */
public enum Metric {
    /** Share of test rows that the device classifies rightly, 0 to 1. */
    ACCURACY("accuracy", true),
    /** Mean over classes of the F1 score on the test rows, 0 to 1. */
    MACRO_F1("f1", true),
    /** Mean absolute error on the test rows, by the device, in the unit of what is predicted. */
    MAE("mae", false),
    /** Root of the mean squared error on the test rows, by the device, in the unit of what is predicted. */
    RMSE("rmse", false),
    /** Share of the variance of what is predicted that the device's answers explain, at most 1. */
    R2("r2", true),
    /** Share of normal checks at which the device raises an alarm, 0 to 1. */
    FALSE_ALARMS("falseAlarms", false),
    /** Share of faults at which the device raises an alarm, 0 to 1. */
    DETECTION("detection", true),
    /** Bytes of flash of the linked image. */
    FLASH("flash", false),
    /** Bytes of RAM: static data of the linked image and the measured stack. */
    RAM("ram", false),
    /** Milliseconds per inference on the board, estimated from executed instructions. */
    LATENCY("latency", false),
    /** Hours on a battery. Kept from the sentence; not judged yet. */
    BATTERY("battery", true);

    private final String key;
    private final boolean atLeast;

    Metric(String key, boolean atLeast) {
        this.key = key;
        this.atLeast = atLeast;
    }

    /** True for what is said of a predicted number, not of a class. */
    public boolean isOfNumbers() {
        return this == MAE || this == RMSE || this == R2;
    }

    /** True for what is said of alarms: of a device that knows what is normal. */
    public boolean isOfAlarms() {
        return this == FALSE_ALARMS || this == DETECTION;
    }

    /** True for a share of the test rows: a goal for it is at most 100 %. */
    public boolean isShare() {
        return this == ACCURACY || this == MACRO_F1 || isOfAlarms();
    }

    /** True for what is measured in the unit of what is predicted. */
    public boolean isInUnitOfTarget() {
        return this == MAE || this == RMSE;
    }

    public String key() {
        return key;
    }

    /** True where more is better, and a goal is a lower bound. */
    public boolean atLeast() {
        return atLeast;
    }
}
