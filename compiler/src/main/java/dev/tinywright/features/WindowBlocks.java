package dev.tinywright.features;

import dev.tinywright.signal.Layout;
import dev.tinywright.signal.MelSettings;
import dev.tinywright.signal.SignalBlock;
import dev.tinywright.signal.SignalBlocks;
import dev.tinywright.signal.Taper;

/** From a step as a plan asks for it to the computation. */
final class WindowBlocks {
    private WindowBlocks() {}

    /**
     * @param layout of the samples that reach the step
     * @throws IllegalArgumentException where the settings are not for such a window
     */
    static SignalBlock of(SignalStep step, Layout layout, double rateHz) {
        return switch (step) {
            case SignalStep.Difference _ -> SignalBlocks.difference(layout);
            case SignalStep.RemoveMean _ -> SignalBlocks.removeMean(layout);
            case SignalStep.Raw _ -> SignalBlocks.raw(layout);
            case SignalStep.Statistics statistics -> SignalBlocks.statistics(layout, statistics.of());
            case SignalStep.HighPass high -> SignalBlocks.highPass(layout, rateHz, high.cutoffHz(), high.order());
            case SignalStep.LowPass low -> SignalBlocks.lowPass(layout, rateHz, low.cutoffHz(), low.order());
            case SignalStep.Spectrum spectrum ->
                SignalBlocks.spectrum(layout, rateHz, spectrum.fft(), spectrum.bands(), spectrum.peaks(), Taper.HANN);
            case SignalStep.Wavelet wavelet -> SignalBlocks.wavelet(layout, wavelet.levels());
            case SignalStep.Mel mel -> SignalBlocks.mel(layout, rateHz, settings(mel));
            case SignalStep.Mfcc mfcc -> SignalBlocks.mfcc(layout, rateHz, settings(mfcc.mel()), mfcc.coefficients());
        };
    }

    private static MelSettings settings(SignalStep.Mel mel) {
        return new MelSettings(
                mel.frameSeconds(), mel.strideSeconds(), mel.bands(), mel.lowHz(), mel.highHz(), mel.scale());
    }
}
