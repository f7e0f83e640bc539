package dev.tinywright.report;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.report.Gallery.Fact;
import dev.tinywright.report.Gallery.HeatMap;
import dev.tinywright.report.Gallery.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Made examples of recordings, sounds and pictures for the report's tests. */
final class SampleGallery {
    private SampleGallery() {}

    /** Windows of an accelerometer and a gyroscope, with flat features; some were misclassified. */
    static ReportFacts motion() {
        List<Reading> channels = List.of(
                new Reading("acc_x", "m/s2"),
                new Reading("acc_y", "m/s2"),
                new Reading("acc_z", "m/s2"),
                new Reading("gyro_x", "dps"));
        InputFormat.Window format = new InputFormat.Window(channels, 100, 50, InputFormat.Element.FLOAT32);
        ReportFacts facts = SampleFacts.fruit();
        return facts.with(details(facts, Gallery.Kind.RECORDINGS, format, 30, 0));
    }

    /** Long sounds at a high rate, with a spectrogram. */
    static ReportFacts sound(String name) {
        List<Reading> channels = List.of(new Reading(name, ""));
        InputFormat.Window format = new InputFormat.Window(channels, 144_000, 48_000, InputFormat.Element.INT16);
        ReportFacts facts = SampleFacts.hostile(11, 1);
        return facts.with(details(facts, Gallery.Kind.SOUND, format, 0, 20));
    }

    static ReportFacts pictures(int size) {
        InputFormat.Picture format = new InputFormat.Picture(size, size, 3);
        ReportFacts facts = SampleFacts.hostile(11, 1);
        return facts.with(details(facts, Gallery.Kind.PICTURES, format, 0, 0));
    }

    private static Details details(
            ReportFacts facts, Gallery.Kind kind, InputFormat format, int flatFeatures, int slices) {
        int classes = facts.labels().size();
        List<Shown> ofClasses = IntStream.range(0, classes)
                .mapToObj(c -> shown(format, c, c, slices))
                .toList();
        List<Shown> wrong = IntStream.range(0, kind == Gallery.Kind.PICTURES ? 20 : 10)
                .mapToObj(i -> shown(format, i % classes, (i + 1) % classes, slices))
                .toList();
        List<float[]> means = flatFeatures == 0
                ? List.of()
                : IntStream.range(0, classes).mapToObj(_ -> wave(flatFeatures)).toList();
        Gallery gallery = new Gallery(
                kind,
                format,
                120,
                kind == Gallery.Kind.PICTURES ? OptionalDouble.empty() : OptionalDouble.of(50),
                List.of(new Fact("Lengths", "1 to 3 s"), new Fact("Found", SampleFacts.HOSTILE)),
                ofClasses,
                wrong,
                kind == Gallery.Kind.PICTURES ? ofClasses : List.of(),
                means);
        return new Details(Optional.of(gallery), Optional.of(network()), Optional.of(embedding(classes)));
    }

    private static Shown shown(InputFormat format, int wanted, int got, int slices) {
        List<HeatMap> maps = slices == 0
                ? List.of()
                : List.of(new HeatMap("log-mel spectrogram", "mel bands", slices, 8, wave(slices * 8)));
        float[] values = wave(format.values());
        if (format instanceof InputFormat.Picture || format.element() == InputFormat.Element.INT16) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(Math.abs(values[i]) * 200);
            }
        }
        return new Shown("file-" + wanted + "-" + got + SampleFacts.HOSTILE, wanted, got, 0.9, values, maps);
    }

    private static float[] wave(int length) {
        float[] wave = new float[length];
        for (int i = 0; i < length; i++) {
            wave[i] = (float) Math.sin(i * 0.7);
        }
        wave[length / 2] = Float.NaN;
        return wave;
    }

    static NetworkParts network() {
        return new NetworkParts(
                List.of("samples become 16-bit fixed point"),
                List.of(49, 10, 1),
                List.of(
                        new NetworkParts.Part("conv1", "convolution 3 x 3, stride 2", List.of(25, 5, 8), 80, 9000),
                        new NetworkParts.Part("dense1", "dense", List.of(4), 4004, 4000)),
                4084,
                13_000);
    }

    private static Embedding embedding(int classes) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(new float[] {i % classes, i * 0.01f, (i * 7 % 10) * 0.1f});
        }
        int[] wanted = IntStream.range(0, 60).map(i -> i % classes).toArray();
        int[] got =
                IntStream.range(0, 60).map(i -> i % 9 == 0 ? 0 : i % classes).toArray();
        return Embedding.of(rows.toArray(float[][]::new), wanted, got, 100);
    }
}
