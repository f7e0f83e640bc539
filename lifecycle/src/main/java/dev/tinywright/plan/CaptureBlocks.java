package dev.tinywright.plan;

import dev.tinywright.features.InputStep;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.features.SignalStep.Mel;
import dev.tinywright.signal.MelScale;
import dev.tinywright.signal.Statistic;
import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Blocks of the catalogue that work on windows of recordings and on pictures, to steps and back. */
public final class CaptureBlocks {
    private static final List<String> MEL_KEYS = List.of("frame", "stride", "bands", "low", "high", "scale");

    private CaptureBlocks() {}

    /** @param put takes a block's name, and with it the keys beside {@code uses} and the reader */
    static void register(BiConsumer<String, Entry> put) {
        put.accept("difference", entry(List.of(), _ -> new SignalStep.Difference()));
        put.accept("remove-mean", entry(List.of(), _ -> new SignalStep.RemoveMean()));
        put.accept(
                "high-pass",
                entry(List.of("cutoff", "order"), step -> new SignalStep.HighPass(cutoff(step), order(step))));
        put.accept(
                "low-pass",
                entry(List.of("cutoff", "order"), step -> new SignalStep.LowPass(cutoff(step), order(step))));
        put.accept("raw", entry(List.of(), _ -> new SignalStep.Raw()));
        put.accept("statistics", entry(List.of("of"), CaptureBlocks::statistics));
        put.accept(
                "spectrum",
                entry(
                        List.of("fft", "bands", "peaks"),
                        step -> new SignalStep.Spectrum(
                                whole(step, "fft", 64, 2048),
                                whole(step, "bands", 16, 1024),
                                whole(step, "peaks", 0, 4))));
        put.accept("wavelet", entry(List.of("levels"), step -> new SignalStep.Wavelet(whole(step, "levels", 4, 8))));
        put.accept("mel", entry(MEL_KEYS, CaptureBlocks::mel));
        put.accept(
                "mfcc",
                entry(
                        List.of("frame", "stride", "bands", "low", "high", "coefficients"),
                        step -> new SignalStep.Mfcc(mel(step), whole(step, "coefficients", 10, 80))));
        put.accept("grey", entry(List.of(), _ -> new PictureStep.Grey()));
        put.accept(
                "crop",
                entry(
                        List.of("height", "width"),
                        step -> new PictureStep.Crop(whole(step, "height", 96, 4096), whole(step, "width", 96, 4096))));
        put.accept(
                "resize",
                entry(
                        List.of("height", "width"),
                        step -> new PictureStep.Resize(
                                whole(step, "height", 96, 4096), whole(step, "width", 96, 4096))));
    }

    /** @param keys settings beside {@code uses} */
    record Entry(List<String> keys, Function<YamlSection, Optional<? extends InputStep>> read) {}

    private static Entry entry(List<String> keys, Function<YamlSection, ? extends InputStep> read) {
        return new Entry(keys, step -> step.make(() -> read.apply(step)));
    }

    private static double cutoff(YamlSection step) {
        if (!step.has("cutoff")) {
            step.problemAt("cutoff", "a filter needs its cutoff in Hz", "write {uses: high-pass, cutoff: 0.5}");
        }
        return step.number("cutoff", 1);
    }

    private static int order(YamlSection step) {
        return whole(step, "order", 2, 4);
    }

    private static int whole(YamlSection step, String key, int otherwise, int most) {
        return (int) step.whole(key, otherwise, 0, most);
    }

    private static SignalStep statistics(YamlSection step) {
        List<String> names = step.texts("of");
        List<Statistic> all = List.of(Statistic.values());
        List<Statistic> chosen = all.stream()
                .filter(statistic -> names.isEmpty() || names.contains(name(statistic)))
                .toList();
        names.stream()
                .filter(name -> all.stream().noneMatch(s -> name(s).equals(name)))
                .forEach(unknown -> step.problemAt(
                        "of",
                        "there is no statistic '" + unknown + "'",
                        "statistics: "
                                + String.join(
                                        ", ",
                                        all.stream().map(CaptureBlocks::name).toList())));
        return new SignalStep.Statistics(chosen);
    }

    private static Mel mel(YamlSection step) {
        return new Mel(
                step.number("frame", 0.032),
                step.number("stride", 0.02),
                whole(step, "bands", 40, 80),
                step.number("low", 20),
                step.number("high", 0),
                step.has("scale") ? step.choice("scale", MelScale.LOG) : MelScale.LOG);
    }

    static String line(SignalStep step) {
        return switch (step) {
            case SignalStep.Difference _ -> "uses: difference";
            case SignalStep.RemoveMean _ -> "uses: remove-mean";
            case SignalStep.HighPass pass -> filter("high-pass", pass.cutoffHz(), pass.order());
            case SignalStep.LowPass pass -> filter("low-pass", pass.cutoffHz(), pass.order());
            case SignalStep.Raw _ -> "uses: raw";
            case SignalStep.Statistics statistics ->
                "{uses: statistics, of: "
                        + YamlText.texts(statistics.of().stream()
                                .map(CaptureBlocks::name)
                                .toList())
                        + "}";
            case SignalStep.Spectrum spectrum ->
                "{uses: spectrum, fft: " + spectrum.fft() + ", bands: " + spectrum.bands() + ", peaks: "
                        + spectrum.peaks() + "}";
            case SignalStep.Wavelet wavelet -> "{uses: wavelet, levels: " + wavelet.levels() + "}";
            case SignalStep.Mel mel ->
                "{uses: mel, " + mel(mel) + ", scale: " + mel.scale().name().toLowerCase(Locale.ROOT) + "}";
            case SignalStep.Mfcc mfcc ->
                "{uses: mfcc, " + mel(mfcc.mel()) + ", coefficients: " + mfcc.coefficients() + "}";
        };
    }

    static String line(PictureStep step) {
        return switch (step) {
            case PictureStep.Grey _ -> "uses: grey";
            case PictureStep.Crop crop -> "{uses: crop, height: " + crop.height() + ", width: " + crop.width() + "}";
            case PictureStep.Resize resize ->
                "{uses: resize, height: " + resize.height() + ", width: " + resize.width() + "}";
        };
    }

    /** Returns a step in a word or two, for tables of attempts. */
    public static String brief(SignalStep step) {
        return switch (step) {
            case SignalStep.Difference _ -> "differences";
            case SignalStep.RemoveMean _ -> "mean removed";
            case SignalStep.HighPass pass -> "high-pass " + YamlText.number(pass.cutoffHz()) + " Hz";
            case SignalStep.LowPass pass -> "low-pass " + YamlText.number(pass.cutoffHz()) + " Hz";
            case SignalStep.Raw _ -> "raw samples";
            case SignalStep.Statistics statistics -> statistics.of().size() + " statistics";
            case SignalStep.Spectrum spectrum -> spectrum.bands() + " bands of spectrum";
            case SignalStep.Wavelet wavelet -> wavelet.levels() + " wavelet levels";
            case SignalStep.Mel mel -> mel.bands() + " mel bands";
            case SignalStep.Mfcc mfcc -> mfcc.coefficients() + " MFCC";
        };
    }

    /** Returns a step in a word or two, for tables of attempts. */
    public static String brief(PictureStep step) {
        return switch (step) {
            case PictureStep.Grey _ -> "grey";
            case PictureStep.Crop crop -> "cropped to " + crop.width() + " x " + crop.height();
            case PictureStep.Resize resize -> resize.width() + " x " + resize.height();
        };
    }

    private static String filter(String name, double cutoff, int order) {
        return "{uses: " + name + ", cutoff: " + YamlText.number(cutoff) + ", order: " + order + "}";
    }

    private static String mel(Mel mel) {
        return "frame: " + YamlText.number(mel.frameSeconds()) + ", stride: " + YamlText.number(mel.strideSeconds())
                + ", bands: " + mel.bands() + ", low: " + YamlText.number(mel.lowHz()) + ", high: "
                + YamlText.number(mel.highHz());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
