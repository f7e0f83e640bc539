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
     * How a trained network becomes one on integers. What is left to choose is chosen by what the integers answer on validation
     * examples.
     *
     * @param scheme int8 is the only one
     * @param ranges how the range of each activation is found in calibration examples
     * @param percentile of calibration activations that the int8 range covers, in (50, 100]; 100 covers all; of {@link
     *     Ranges#PERCENTILE}
     * @param equalize whether channels are brought to equal ranges first
     * @param correctBias whether biases make up for the mean error of the weights
     * @param aware whether training goes on with weights and activations rounded as in int8
     * @param int16 names of layers whose outputs have 16 bits
     */
    public record QuantizeSettings(
            Scheme scheme,
            Ranges ranges,
            double percentile,
            When equalize,
            When correctBias,
            When aware,
            List<String> int16) {
        public QuantizeSettings {
            int16 = List.copyOf(int16);
            if (!(percentile > 50 && percentile <= 100)) {
                throw new IllegalArgumentException(
                        "quantize.percentile must be above 50 and at most 100, is " + percentile);
            }
        }

        /** Ranges by percentile; the rest is chosen. */
        public QuantizeSettings(Scheme scheme, double percentile) {
            this(scheme, Ranges.PERCENTILE, percentile, When.AUTO, When.AUTO, When.AUTO, List.of());
        }

        /** All that can be chosen is. */
        public static QuantizeSettings chosen(Scheme scheme) {
            return new QuantizeSettings(scheme, Ranges.CHOSEN, 100, When.AUTO, When.AUTO, When.AUTO, List.of());
        }
    }

    /** How the ranges of activations are found. */
    public enum Ranges {
        /** In whichever of these ways answers best. */
        CHOSEN,
        PERCENTILE,
        LEAST_ERROR
    }

    /** Whether something is done. */
    public enum When {
        /** Where it answers better. */
        AUTO,
        ALWAYS,
        NEVER
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
