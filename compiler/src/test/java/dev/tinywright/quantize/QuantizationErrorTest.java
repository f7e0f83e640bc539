package dev.tinywright.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizationError.LayerError;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizationErrorTest {

    @Test
    void namesEachDenseLayerAndIsSmallForAGoodQuantization() {
        TrainedModel model = RandomNetworks.network(4);
        float[][] features = RandomNetworks.features(4, 200, model.inputs());
        List<LayerError> errors = QuantizationError.measure(model, Quantizer.quantize(model, features, 100), features);
        assertThat(errors).hasSameSizeAs(model.layers()).allSatisfy(error -> {
            assertThat(error.snrDb()).isBetween(25.0, 60.0);
            assertThat(error.meanAbsolute()).isPositive().isLessThan(error.maxAbsolute());
        });
        assertThat(errors.getFirst().layer()).isEqualTo("dense1");
    }

    @Test
    void growsWhenTheCalibrationRowsWereTooSmall() {
        TrainedModel model = RandomNetworks.network(4);
        float[][] features = RandomNetworks.features(4, 200, model.inputs());
        float[][] tooSmall = new float[features.length][];
        for (int r = 0; r < features.length; r++) {
            tooSmall[r] = new float[model.inputs()];
            tooSmall[r][0] = features[r][0] / 4;
        }
        LayerError good = last(QuantizationError.measure(model, Quantizer.quantize(model, features, 100), features));
        LayerError bad = last(QuantizationError.measure(model, Quantizer.quantize(model, tooSmall, 100), features));
        assertThat(bad.snrDb()).isLessThan(good.snrDb() - 10);
    }

    @Test
    void isTheStepErrorOfOneOutput() {
        TrainedModel model = RandomNetworks.network(2);
        float[] row = RandomNetworks.features(2, 1, model.inputs())[0];
        QuantizedModel quantized = Quantizer.quantize(model, new float[][] {row}, 100);
        LayerError error = last(QuantizationError.measure(model, quantized, new float[][] {row}));

        byte[] x = new byte[row.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = quantized.input().quantize(row[i]);
        }
        int logits = model.layers().size() - 1;
        Quantization output = DenseNode.of(quantized).get(logits).output();
        byte[] q = Trace.of(quantized, x).get(logits);
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < q.length; i++) {
            expected.add(Math.abs((double) output.real(q[i]) - model.logits(row)[i]));
        }
        assertThat(error.maxAbsolute()).isEqualTo(Collections.max(expected));
    }

    private static LayerError last(List<LayerError> errors) {
        return errors.getLast();
    }
}
