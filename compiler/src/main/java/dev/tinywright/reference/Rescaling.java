package dev.tinywright.reference;

import dev.tinywright.graph.DataType;
import dev.tinywright.graph.Tensor;

/** Elements under another scale, zero point or type. */
final class Rescaling implements Kernel {
    private final Tensor input;
    private final Tensor output;

    Rescaling(Tensor input, Tensor output) {
        this.input = input;
        this.output = output;
    }

    @Override
    public void run(byte[][] in, byte[][] out) {
        if (output.type() == DataType.FLOAT32) {
            dequantize(in[0], out[0]);
        } else if (input.type() == DataType.FLOAT32) {
            quantize(in[0], out[0]);
        } else {
            rescale(in[0], out[0]);
        }
    }

    private void rescale(byte[] in, byte[] out) {
        RescaleParameters parameters = RescaleParameters.of(input, output);
        for (int i = 0; i < input.elements(); i++) {
            Elements.put(out, output.type(), i, parameters.apply(Elements.get(in, input.type(), i)));
        }
    }

    /** Half away from zero, of a quotient in float32; what an int cannot hold saturates, a NaN is 0. */
    private void quantize(byte[] in, byte[] out) {
        int lowest = Elements.lowest(output.type());
        int highest = Elements.highest(output.type());
        for (int i = 0; i < input.elements(); i++) {
            float steps = Elements.getFloat(in, i) / output.scale();
            long rounded = (long) Math.copySign(Math.floor(Math.abs((double) steps) + 0.5), steps);
            long q = Math.clamp(rounded, Integer.MIN_VALUE, Integer.MAX_VALUE) + (long) output.zeroPoint();
            Elements.put(out, output.type(), i, Math.clamp(q, lowest, highest));
        }
    }

    private void dequantize(byte[] in, byte[] out) {
        for (int i = 0; i < input.elements(); i++) {
            int steps = Elements.get(in, input.type(), i) - input.zeroPoint();
            Elements.putFloat(out, i, (float) ((double) input.scale() * steps));
        }
    }
}
