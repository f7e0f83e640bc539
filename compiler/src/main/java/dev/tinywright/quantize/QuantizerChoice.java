package dev.tinywright.quantize;

import dev.tinywright.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Chooses how to quantize by measuring. */
public final class QuantizerChoice {
    private static final double[] PERCENTILES = {99.99, 99.9};

    private QuantizerChoice() {}

    /** One way that was tried, and what it scored. */
    public record Trial(QuantizeSettings settings, double score) {}

    /**
     * @param trials in the order in which they were made, the settings that were asked for first
     */
    public record Choice(QuantizedModel model, QuantizeSettings settings, double score, List<Trial> trials) {
        public Choice {
            trials = List.copyOf(trials);
        }
    }

    /** What may be varied; the rest stays as the settings to start from have it. */
    public record Open(boolean ranges, boolean biases, boolean channels) {
        /** Everything may be. */
        public static final Open ALL = new Open(true, true, true);
    }

    /** Tries all that {@link #best(TrainedModel, float[][], QuantizeSettings, Open, ToDoubleFunction, double, double)} knows. */
    public static Choice best(
            TrainedModel model,
            float[][] calibrationFeatures,
            QuantizeSettings settings,
            ToDoubleFunction<QuantizedModel> score,
            double least,
            double enough) {
        return best(model, calibrationFeatures, settings, Open.ALL, score, least, enough);
    }

    /**
     * Tries ranges by least error and by percentiles, then corrected biases, then equalized channels, each on top of the best so
     * far, and keeps what scores higher by more than {@code least}: of equals the first, which is the simplest. The same
     * arguments give the same choice.
     *
     * @param settings to start from; known ranges are kept
     * @param score the higher the better, of validation data that calibration does not see
     * @param least gain that is worth another way, 0 for any
     * @param enough score at which nothing more is tried, infinity to try all
     */
    public static Choice best(
            TrainedModel model,
            float[][] calibrationFeatures,
            QuantizeSettings settings,
            Open open,
            ToDoubleFunction<QuantizedModel> score,
            double least,
            double enough) {
        Search search = new Search(model, calibrationFeatures, settings, score, least, enough);
        if (open.ranges()) {
            search.take(settings.withRanges(QuantizeSettings.Ranges.LEAST_ERROR, settings.percentile()));
            for (double percentile : PERCENTILES) {
                search.take(settings.withRanges(QuantizeSettings.Ranges.PERCENTILE, percentile));
            }
        }
        if (open.biases()) {
            search.take(search.best.settings().withBiasCorrection(true));
        }
        if (open.channels()) {
            search.take(search.best.settings().withEqualization(true));
        }
        return new Choice(search.bestModel, search.best.settings(), search.best.score(), search.trials);
    }

    private static final class Search {
        private final TrainedModel model;
        private final float[][] features;
        private final Calibration calibration;
        private final ToDoubleFunction<QuantizedModel> score;
        private final double least;
        private final double enough;
        private final List<Trial> trials = new ArrayList<>();
        private QuantizedModel bestModel;
        private Trial best;

        Search(
                TrainedModel model,
                float[][] features,
                QuantizeSettings first,
                ToDoubleFunction<QuantizedModel> score,
                double least,
                double enough) {
            this.model = model;
            this.features = features;
            this.calibration = Quantizer.calibrate(model, features, first.equalize());
            this.score = score;
            this.least = least;
            this.enough = enough;
            this.bestModel = Quantizer.quantize(calibration, first);
            this.best = new Trial(first, score.applyAsDouble(bestModel));
            trials.add(best);
        }

        void take(QuantizeSettings settings) {
            if (best.score() >= enough
                    || trials.stream().anyMatch(trial -> trial.settings().equals(settings))) {
                return;
            }
            boolean measured =
                    settings.equalize() == trials.getFirst().settings().equalize();
            QuantizedModel quantized = measured
                    ? Quantizer.quantize(calibration, settings)
                    : Quantizer.quantize(model, features, settings);
            Trial trial = new Trial(settings, score.applyAsDouble(quantized));
            trials.add(trial);
            if (trial.score() > best.score() + least) {
                best = trial;
                bestModel = quantized;
            }
        }
    }
}
