package dev.tinywright.model;

/**
 * The least over the centres of {@code Σ weight · (x − centre)²}: k-means with equal weights (Lloyd 1982), a Gaussian with a
 * diagonal covariance with one centre and the inverse variances. The arrays are the record's own: do not write to them.
 *
 * @param centres (count, inputs), row by row
 * @param weights (inputs), not negative
 * @param threshold from which score on an example is not normal; 0 where the score itself is what comes out
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
public record CentreWeights(String name, float[] centres, float[] weights, float threshold) implements DistanceModel {
    public CentreWeights {
        if (centres.length == 0 || centres.length % weights.length != 0) {
            throw new IllegalArgumentException(centres.length + " numbers for centres of " + weights.length);
        }
    }

    @Override
    public CentreWeights withThreshold(float score) {
        return new CentreWeights(name, centres, weights, score);
    }

    @Override
    public int inputs() {
        return weights.length;
    }

    public int count() {
        return centres.length / weights.length;
    }

    @Override
    public float score(float[] x) {
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c += weights.length) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double difference = (double) x[i] - centres[c + i];
                sum += weights[i] * difference * difference;
            }
            least = Math.min(least, sum);
        }
        return (float) least;
    }

    @Override
    public long parameters() {
        return (long) centres.length + weights.length;
    }

    @Override
    public long macs() {
        return centres.length;
    }
}
