package dev.tinywright.quantize;

import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Quantization;

/** Vectors on integers and back. */
final class Quantized {
    private Quantized() {}

    static Quantization quantization(Tensor tensor) {
        return new Quantization(tensor.scale(), tensor.zeroPoint());
    }

    static byte[] of(float[] x, Quantization quantization) {
        byte[] q = new byte[x.length];
        for (int i = 0; i < q.length; i++) {
            q[i] = quantization.quantize(x[i]);
        }
        return q;
    }

    static float[] real(byte[] q, Quantization quantization) {
        float[] x = new float[q.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = quantization.real(q[i]);
        }
        return x;
    }
}
