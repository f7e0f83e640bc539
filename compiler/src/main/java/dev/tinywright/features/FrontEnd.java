package dev.tinywright.features;

import dev.tinywright.tensor.Quantization;
import java.util.List;

/**
 * From an example to what the network receives, with every number learned: evaluated here, and written as C by the code
 * generator. Both give the same bits.
 */
public interface FrontEnd {
    InputFormat format();

    /** Returns the shape of the network's input without the batch: (features), or (height, width, channels). */
    List<Integer> shape();

    /** Returns what training and the float network see, row-major over {@link #shape}. */
    float[] features(float[] example);

    /** Returns what the network receives, row-major over {@link #shape}. The generated C gives the same bits. */
    byte[] networkInput(float[] example, Quantization input);

    /** Returns one sentence per step with its learned numbers. */
    List<String> describe();
}
