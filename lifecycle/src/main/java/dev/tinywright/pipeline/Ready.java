package dev.tinywright.pipeline;

import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.train.Trained;
import java.util.List;

/** What became of a trained network on its way to integers. */
sealed interface Ready {
    /**
     * A network and how it is put on integers.
     *
     * @param trained with the weights that are, after rounding was trained where it was
     * @param model the same; where a number is predicted, less by the offset of the contract
     * @param aware whether its weights went on learning with rounding
     */
    record Done(Trained.Done trained, TrainedModel model, QuantizeSettings settings, Account account, boolean aware)
            implements Ready {}

    /** A network that cannot be put on integers, or none. */
    record Failed(Diagnosis diagnosis) implements Ready {}

    /**
     * What was tried.
     *
     * @param measure what the scores are
     * @param examples that were asked
     * @param inFloat score before quantization
     * @param score of the way that was taken
     * @param ways in the order in which they were tried; none where there was nothing to choose
     */
    record Account(Measure measure, int examples, double inFloat, double score, List<Way> ways) {
        public static final Account NONE = new Account(Measure.ACCURACY, 0, 0, 0, List.of());

        public Account {
            ways = List.copyOf(ways);
        }

        /** Returns by how much more than is let pass the integers do worse; at most 0 where they do well. */
        double excess() {
            return inFloat - score - measure.bearable(inFloat);
        }
    }

    /** One way and its score. */
    record Way(String how, double score) {}

    /** What a score is; the higher the better. */
    enum Measure {
        /** Share of right classes. */
        ACCURACY,
        /** Mean absolute error of numbers, with its sign turned. */
        ERROR,
        /** How far scores of anomalies are from those in float, as a share of their mean, with its sign turned. */
        DISTANCE;

        /** What may be lost without training more: a point, 2 % of the error, a tenth. */
        double bearable(double inFloat) {
            return switch (this) {
                case ACCURACY -> 0.01;
                case ERROR -> 0.02 * Math.abs(inFloat);
                case DISTANCE -> 0.1;
            };
        }

        /** What is lost by chance, so that nothing more is tried. */
        double negligible(double inFloat) {
            return bearable(inFloat) / 4;
        }
    }

    /** @throws TinywrightException with the diagnosis of what came to nothing */
    static Done require(Ready ready) {
        return switch (ready) {
            case Done done -> done;
            case Failed(Diagnosis d) -> throw TinywrightException.failed(d.what(), d.where(), d.hint());
        };
    }
}
