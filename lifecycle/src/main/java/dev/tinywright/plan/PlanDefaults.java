package dev.tinywright.plan;

import dev.tinywright.data.SplitSettings;
import dev.tinywright.train.TrainSettings;

/** What a key that plan.yaml leaves out means: the one place of these values. */
public final class PlanDefaults {
    /** A fifth of the rows for the verdict, a fifth of the rest to stop training by. */
    public static final SplitSettings SPLIT = new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7);

    /** Adam with a moderate step; stops when the validation loss has not improved for 30 epochs. */
    public static final TrainSettings TRAIN = TrainSettings.plain(7);

    /** The way that answers best on validation examples. */
    public static final Plan.QuantizeSettings QUANTIZE = Plan.QuantizeSettings.chosen(Plan.Scheme.INT8);

    /** Optimized for speed. */
    public static final Plan.CodegenSettings CODEGEN = new Plan.CodegenSettings(Plan.Optimize.SPEED);

    /** Percentiles of clip-outliers. */
    static final double CLIP_LOW = 1;

    static final double CLIP_HIGH = 99;

    private PlanDefaults() {}
}
