package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.Examples;
import dev.tinywright.features.FrontEnd;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.PictureProgram;
import dev.tinywright.features.Reading;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.lower.Target;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Architecture;
import dev.tinywright.model.Layer;
import dev.tinywright.model.RandomModels;
import dev.tinywright.model.TrainedModel;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.Quantizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Convolutional networks behind the input stages that give them time or place, as C on this computer. */
class ConvolutionalCodeTest {
    private static final String MAIN = """
            #include "net.h"
            #include <stdio.h>
            int main(void) {
                TYPE example[COUNT];
                int8_t scores[3];
                FILE *in = fopen("examples.bin", "rb");
                FILE *out = fopen("scores.bin", "wb");
                while (fread(example, sizeof example, 1, in) == 1) {
                    net_run(example, scores);
                    fwrite(scores, sizeof scores, 1, out);
                }
                fclose(in);
                return fclose(out);
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aWindowOfMotionGoesThroughConvolutionsOverTime() throws IOException {
        InputFormat.Window format = new InputFormat.Window(
                List.of(new Reading("x", "g"), new Reading("y", "g"), new Reading("z", "g")),
                40,
                50,
                InputFormat.Element.FLOAT32);
        float[][] windows = RandomModels.examples(3, 30, format.values());
        WindowProgram program = WindowProgram.fit(format, Examples.of(windows), List.of(new SignalStep.Raw()));
        agrees(
                program,
                windows,
                List.of(
                        new Layer.Conv(8, Layer.Kernel.frames(5, 2), true, Activation.RELU),
                        new Layer.DepthwiseConv(Layer.Kernel.frames(3, 1), true, Activation.RELU),
                        new Layer.Conv(12, Layer.Kernel.frames(1, 1), true, Activation.RELU),
                        new Layer.Pool(Layer.PoolKind.MAX, 2, 1),
                        new Layer.Dense(3, Activation.NONE)));
    }

    @Test
    void aPictureGoesThroughResidualBlocks() throws IOException {
        InputFormat.Picture format = new InputFormat.Picture(16, 12, 3);
        Random random = new Random(4);
        float[][] pictures = new float[20][format.values()];
        for (float[] picture : pictures) {
            for (int i = 0; i < picture.length; i++) {
                picture[i] = random.nextInt(256);
            }
        }
        Layer.Residual same = new Layer.Residual(
                List.of(
                        new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.RELU),
                        new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.NONE)),
                Activation.RELU);
        Layer.Residual half = new Layer.Residual(
                List.of(
                        new Layer.Conv(8, Layer.Kernel.square(3, 2), true, Activation.RELU),
                        new Layer.Conv(8, Layer.Kernel.square(3, 1), true, Activation.NONE)),
                Activation.RELU);
        agrees(
                PictureProgram.fit(format, Examples.of(pictures), List.of()),
                pictures,
                List.of(
                        new Layer.Conv(6, Layer.Kernel.square(3, 1), true, Activation.RELU),
                        new Layer.Pool(Layer.PoolKind.AVERAGE, 2, 2),
                        same,
                        half,
                        new Layer.GlobalAverage(),
                        new Layer.Dropout(0.2),
                        new Layer.Dense(3, Activation.NONE)));
    }

    private void agrees(FrontEnd front, float[][] examples, List<Layer> layers) throws IOException {
        TrainedModel model = RandomModels.trained(new Random(1), Architecture.of(front.shape(), layers));
        float[][] features = Arrays.stream(examples).map(front::features).toArray(float[][]::new);
        QuantizeSettings settings = QuantizeSettings.of(QuantizeSettings.Head.CLASSES, 99.9)
                .withBiasCorrection(true)
                .withEqualization(true);
        Deployable deployable = new Deployable(
                "net",
                front,
                Quantizer.quantize(model, features, settings),
                List.of("a", "b", "c"),
                "1",
                "",
                acquisition(front.format()));
        assertThat(deployable.contract().input().shape()).isEqualTo(front.shape());
        for (Target.Core core : List.of(Target.Core.PORTABLE, Target.Core.DSP)) {
            byte[] scores = run(SampleModels.source(deployable, core), front.format(), examples);
            for (int i = 0; i < examples.length; i++) {
                byte[] input =
                        front.networkInput(examples[i], deployable.network().input());
                assertThat(Arrays.copyOfRange(scores, 3 * i, 3 * i + 3))
                        .as("%s, example %d", core, i)
                        .isEqualTo(deployable.network().run(input));
            }
        }
    }

    private static Acquisition acquisition(InputFormat format) {
        return Acquisition.unknown(
                switch (format) {
                    case InputFormat.Readings readings -> readings.readings().size();
                    case InputFormat.Window window -> window.channels().size();
                    case InputFormat.Picture picture -> picture.channels();
                });
    }

    private byte[] run(CSource source, InputFormat format, float[][] examples) throws IOException {
        HostProgram.write(source, folder);
        Files.writeString(
                folder.resolve("main.c"),
                MAIN.replace("TYPE", format.element().c()).replace("COUNT", Integer.toString(format.values())));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (float[] example : examples) {
            bytes.writeBytes(bytes(format.element(), example));
        }
        Files.write(folder.resolve("examples.bin"), bytes.toByteArray());
        List<String> command = new ArrayList<>(
                List.of("cc", "-std=c99", "-O1", "-fsanitize=address,undefined", "-o", "program", "main.c"));
        source.files().keySet().stream().filter(file -> file.endsWith(".c")).forEach(command::add);
        HostProgram.run(folder, command);
        HostProgram.run(folder, List.of("./program"));
        return Files.readAllBytes(folder.resolve("scores.bin"));
    }

    private static byte[] bytes(InputFormat.Element element, float[] example) {
        ByteBuffer buffer =
                ByteBuffer.allocate(element.bytes() * example.length).order(ByteOrder.nativeOrder());
        for (float value : example) {
            switch (element) {
                case FLOAT32 -> buffer.putFloat(value);
                case INT16 -> buffer.putShort((short) value);
                case UINT8 -> buffer.put((byte) (int) value);
            }
        }
        return buffer.array();
    }
}
