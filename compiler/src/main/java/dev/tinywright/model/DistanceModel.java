package dev.tinywright.model;

/** How far an example is from what is normal. */
public sealed interface DistanceModel extends WholeModel permits CentreWeights, WhiteningWeights {
    /** Score from which an example is not normal, positive; 0 where the score itself is what comes out. */
    float threshold();

    /** Returns the same with another threshold. */
    DistanceModel withThreshold(float score);

    /** Returns the distance, 0 or more. */
    float score(float[] x);

    @Override
    default int outputs() {
        return threshold() > 0 ? 2 : 1;
    }

    /** Returns the score, or with a threshold the shares of normal and not normal, the latter larger from the threshold on. */
    @Override
    default float[] apply(float[] x) {
        float score = score(x);
        if (threshold() <= 0) {
            return new float[] {score};
        }
        float alarm = Float.isInfinite(score) ? 1 : score / (score + threshold());
        return new float[] {1 - alarm, alarm};
    }
}
