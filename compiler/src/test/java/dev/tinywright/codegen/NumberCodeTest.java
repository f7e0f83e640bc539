package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tinywright.contract.Contract;
import dev.tinywright.contract.Quantity;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Quantizer;
import dev.tinywright.quantize.RandomNetworks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number as the generated C gives it: the bytes of the output, a float and in fixed point; of int8 and of int16. */
class NumberCodeTest {
    private static final int READINGS = 3;
    private static final float OFFSET = 431.5f;
    private static final String MAIN = """
            #include "net.h"
            #include <stdio.h>
            int main(void) {
                float row[NET_READINGS];
                int8_t scores[NET_OUTPUTS];
                FILE *in = fopen("rows.bin", "rb");
                FILE *out = fopen("answers.bin", "wb");
                while (fread(row, sizeof row, 1, in) == 1) {
                    const float number = net_predict(row);
                    const int32_t fixed = net_predict_fixed(row);
                    net_run(row, scores);
                    fwrite(&number, sizeof number, 1, out);
                    fwrite(&fixed, sizeof fixed, 1, out);
                    fwrite(scores, sizeof scores, 1, out);
                }
                printf("%d %u", NET_FIXED_POINT, (unsigned)net_self_test());
                fclose(in);
                return fclose(out);
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theCGivesTheNumberOfTheReferenceInThreeWays(boolean wide) throws IOException {
        Deployable deployable = number(wide ? Set.of("hidden", "number") : Set.of());
        Contract contract = deployable.contract();
        float[][] rows = SampleModels.rows(5, 60, READINGS);
        ByteBuffer answers = run(SampleModels.source(deployable, Target.Core.DSP), rows);
        assertThat(contract.output().bytes()).isEqualTo(wide ? 2 : 1);
        int point =
                Integer.parseInt(Files.readString(folder.resolve("printed.txt")).replaceAll(" 0$", ""));
        double step = contract.output().quantization().scale();
        for (float[] row : rows) {
            byte[] expected = deployable
                    .network()
                    .run(deployable
                            .inputs()
                            .networkInput(row, deployable.network().input()));
            float number = answers.getFloat();
            double fixed = Math.scalb((double) answers.getInt(), -point);
            byte[] got = new byte[expected.length];
            answers.get(got);
            assertThat(got).isEqualTo(expected);
            assertThat(number).isEqualTo(contract.number(expected));
            assertThat(number).isBetween(contract.lowest(), contract.highest());
            assertThat(fixed).isCloseTo(number, within(step + Math.scalb(1.0, -point)));
        }
        assertThat(answers.hasRemaining()).isFalse();
    }

    /** A hidden layer and a number of a spread of some tens. */
    private static Deployable number(Set<String> wide) {
        InputProgram program = SampleModels.program(READINGS, List.of(new InputStep.Standardize()));
        Random random = new Random(2);
        TrainedModel model = new TrainedModel(List.of(
                RandomNetworks.dense(random, "hidden", READINGS, 9, Activation.RELU, 1),
                RandomNetworks.dense(random, "number", 9, 1, Activation.NONE, 20)));
        float[][] features = Arrays.stream(SampleModels.rows(2, 300, READINGS))
                .map(program::features)
                .toArray(float[][]::new);
        QuantizedModel network = Quantizer.quantize(
                model, features, QuantizeSettings.of(Head.NUMBERS, 100).withWide(wide));
        return new Deployable(
                "net",
                program,
                network,
                List.of("power"),
                Optional.of(new Quantity("power", "MW", OFFSET, 400, 460)),
                "1",
                "",
                SampleModels.acquisition(READINGS),
                List.of());
    }

    private ByteBuffer run(CSource source, float[][] rows) throws IOException {
        HostProgram.write(source, folder);
        Files.writeString(folder.resolve("main.c"), MAIN);
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.length * READINGS * Float.BYTES).order(ByteOrder.nativeOrder());
        for (float[] row : rows) {
            for (float reading : row) {
                bytes.putFloat(reading);
            }
        }
        Files.write(folder.resolve("rows.bin"), bytes.array());
        List<String> command = new ArrayList<>(List.of("cc", "-std=c99", "-O1", "-Wall", "-Wextra", "-Wconversion"));
        command.addAll(List.of("-Werror", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"));
        command.addAll(List.of("-DNET_DEBUG=1", "-DNET_MONITOR=1", "-o", "program", "main.c"));
        source.files().keySet().stream().filter(file -> file.endsWith(".c")).forEach(command::add);
        HostProgram.run(folder, command);
        HostProgram.run(folder, List.of("sh", "-c", "./program > printed.txt"));
        return ByteBuffer.wrap(Files.readAllBytes(folder.resolve("answers.bin")))
                .order(ByteOrder.nativeOrder());
    }
}
