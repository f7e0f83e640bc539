package dev.tinywright.model;

/**
 * The squared Mahalanobis distance (Mahalanobis 1936) {@code |R (x − mean)|²}, R the inverse of the Cholesky factor of the
 * covariance. The arrays are the record's own: do not write to them.
 *
 * @param mean (inputs)
 * @param rows of R below and on its diagonal: row j has j + 1 numbers
 * @param threshold from which score on an example is not normal; 0 where the score itself is what comes out
 */
@SuppressWarnings("ArrayRecordComponent") // hot loops run over these arrays; equality of models is never asked for
public record WhiteningWeights(String name, float[] mean, float[] rows, float threshold) implements DistanceModel {
    public WhiteningWeights {
        if (rows.length != mean.length * (mean.length + 1L) / 2) {
            throw new IllegalArgumentException(rows.length + " numbers of rows for " + mean.length + " features");
        }
    }

    @Override
    public WhiteningWeights withThreshold(float score) {
        return new WhiteningWeights(name, mean, rows, score);
    }

    @Override
    public int inputs() {
        return mean.length;
    }

    @Override
    public float score(float[] x) {
        double sum = 0;
        int row = 0;
        for (int j = 0; j < mean.length; j++) {
            double z = 0;
            for (int i = 0; i <= j; i++) {
                z += rows[row + i] * ((double) x[i] - mean[i]);
            }
            sum += z * z;
            row += j + 1;
        }
        return (float) sum;
    }

    @Override
    public long parameters() {
        return (long) mean.length + rows.length;
    }

    @Override
    public long macs() {
        return rows.length;
    }
}
