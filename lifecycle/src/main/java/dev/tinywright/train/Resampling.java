package dev.tinywright.train;

import dev.tinywright.features.InputFormat;
import java.util.function.DoubleUnaryOperator;

/** Takes the frames of a window from elsewhere in it. */
final class Resampling {
    private Resampling() {}

    /** Returns each frame from between the two at {@code from}; the first and last frame go on for ever. */
    static float[] of(float[] example, InputFormat.Window window, DoubleUnaryOperator from) {
        int channels = window.channels().size();
        int last = window.frames() - 1;
        float[] changed = new float[example.length];
        for (int frame = 0; frame <= last; frame++) {
            double at = Math.clamp(from.applyAsDouble(frame), 0.0, (double) last);
            int low = (int) at;
            int next = Math.min(low + 1, last);
            float share = (float) (at - low);
            for (int c = 0; c < channels; c++) {
                float x = example[low * channels + c];
                changed[frame * channels + c] = share == 0 ? x : x + share * (example[next * channels + c] - x);
            }
        }
        return inRange(changed, window);
    }

    /** Returns the samples as the converter would give them: INT16 rounded and clipped, others as they are. */
    static float[] inRange(float[] samples, InputFormat.Window window) {
        if (window.element() == InputFormat.Element.INT16) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = Math.clamp(Math.round(samples[i]), Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }
        return samples;
    }
}
