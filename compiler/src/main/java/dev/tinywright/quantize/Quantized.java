package dev.tinywright.quantize;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Tensor;
import dev.tinywright.tensor.Quantization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors on integers and back. */
final class Quantized {
    private Quantized() {}

    static Quantization quantization(Tensor tensor) {
        return new Quantization(tensor.scale(), tensor.zeroPoint());
    }

    /** Returns the elements of an int8 or int16 tensor, little-endian. */
    static byte[] of(float[] x, Tensor tensor) {
        if (tensor.type() == DataType.INT8) {
            return of(x, quantization(tensor));
        }
        ByteBuffer words = ByteBuffer.allocate(x.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : x) {
            words.putShort(
                    (short) Math.clamp(Math.round((double) value / tensor.scale()), Short.MIN_VALUE, Short.MAX_VALUE));
        }
        return words.array();
    }

    /** Returns what the elements of an int8 or int16 tensor stand for. */
    static float[] real(byte[] q, Tensor tensor) {
        if (tensor.type() == DataType.INT8) {
            return real(q, quantization(tensor));
        }
        ByteBuffer words = ByteBuffer.wrap(q).order(ByteOrder.LITTLE_ENDIAN);
        float[] x = new float[q.length / Short.BYTES];
        for (int i = 0; i < x.length; i++) {
            x[i] = tensor.scale() * words.getShort(i * Short.BYTES);
        }
        return x;
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
