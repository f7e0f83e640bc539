package dev.tinywright.plan;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.Framing;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.features.InputStep;
import dev.tinywright.model.Layer;
import dev.tinywright.train.TrainSettings;
import java.util.List;

/**
 * The settings of every stage: the content of {@code plan.yaml}.
 *
 * @param data steps before and after the split, in order
 * @param framing what one example is
 * @param features steps that end in what the network sees
 * @param model layers; the last has one unit per class and no activation
 * @param pins which parts a person keeps
 * @param continuous how a recording that never ends is looked at
 */
public record Plan(
        List<DataStep> data,
        Framing framing,
        SplitSettings split,
        List<InputStep> features,
        List<Layer> model,
        TrainSettings train,
        QuantizeSettings quantize,
        CodegenSettings codegen,
        Pins pins,
        ContinuousSettings continuous) {
    public Plan {
        data = List.copyOf(data);
        features = List.copyOf(features);
        model = List.copyOf(model);
        pins = pins.within(data.size(), features.size(), model.size());
    }

    /** A plan that leaves continuous use to be chosen. */
    public Plan(
            List<DataStep> data,
            Framing framing,
            SplitSettings split,
            List<InputStep> features,
            List<Layer> model,
            TrainSettings train,
            QuantizeSettings quantize,
            CodegenSettings codegen,
            Pins pins) {
        this(data, framing, split, features, model, train, quantize, codegen, pins, ContinuousSettings.CHOSEN);
    }

    /** A plan for rows of a table, of which nothing is kept. */
    public Plan(
            List<DataStep> data,
            SplitSettings split,
            List<InputStep> features,
            List<Layer> model,
            TrainSettings train,
            QuantizeSettings quantize,
            CodegenSettings codegen) {
        this(data, Framing.ROWS, split, features, model, train, quantize, codegen, Pins.none());
    }

    /** Returns the same for examples cut in another way. */
    public Plan withSplit(SplitSettings other) {
        return new Plan(data, framing, other, features, model, train, quantize, codegen, pins, continuous);
    }

    public Plan withFraming(Framing other) {
        return new Plan(data, other, split, features, model, train, quantize, codegen, pins, continuous);
    }

    /** Returns the same, trained in another way. */
    public Plan withTrain(TrainSettings other) {
        return new Plan(data, framing, split, features, model, other, quantize, codegen, pins, continuous);
    }

    /** Returns the same, compiled for another aim. */
    public Plan withCodegen(CodegenSettings other) {
        return new Plan(data, framing, split, features, model, train, quantize, other, pins, continuous);
    }

    /** Returns the same with other layers. */
    public Plan withModel(List<Layer> layers) {
        return new Plan(data, framing, split, features, layers, train, quantize, codegen, pins, continuous);
    }

    /** Returns the same with another way of continuous use. */
    public Plan withContinuous(ContinuousSettings other) {
        return new Plan(data, framing, split, features, model, train, quantize, codegen, pins, other);
    }

    /** Returns the same with other pins. */
    public Plan withPins(Pins other) {
        return new Plan(data, framing, split, features, model, train, quantize, codegen, other, continuous);
    }

    /**
     * @param scheme int8 is the only one
     * @param percentile of calibration activations that the int8 range covers, in (50, 100]; 100 covers all
     */
    public record QuantizeSettings(Scheme scheme, double percentile) {
        public QuantizeSettings {
            if (!(percentile > 50 && percentile <= 100)) {
                throw new IllegalArgumentException(
                        "quantize.percentile must be above 50 and at most 100, is " + percentile);
            }
        }
    }

    /** How numbers are stored. */
    public enum Scheme {
        INT8
    }

    /** @param optimize what the C compiler is asked for: -O2 for speed, -Os for size */
    public record CodegenSettings(Optimize optimize) {}

    /** What generated code is best at. */
    public enum Optimize {
        SPEED,
        SIZE
    }
}
