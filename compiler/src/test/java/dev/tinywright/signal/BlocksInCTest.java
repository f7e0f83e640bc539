package dev.tinywright.signal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block gives the same bits in C as in Java, on windows of any kind and with the compiler's checks on. */
class BlocksInCTest {
    private static List<SignalBlock> blocks() {
        List<SignalBlock> blocks = new ArrayList<>();
        for (Layout input : List.of(Windows.layout(100, 6, 11), Windows.layout(1, 1, 15), Windows.layout(257, 3, -2))) {
            blocks.add(SignalBlocks.difference(input));
            blocks.add(SignalBlocks.removeMean(input));
            blocks.add(SignalBlocks.raw(input));
            blocks.add(SignalBlocks.statistics(input, List.of(Statistic.values())));
        }
        blocks.add(SignalBlocks.statistics(Windows.layout(65_536, 1, 15), List.of(Statistic.values())));
        blocks.add(SignalBlocks.removeMean(Windows.layout(65_535, 1, 15)));
        addFilters(blocks);
        addSpectra(blocks);
        addMel(blocks);
        return blocks;
    }

    private static void addFilters(List<SignalBlock> blocks) {
        for (int order = 1; order <= 4; order++) {
            Layout input = Windows.layout(300, order, 9);
            blocks.add(SignalBlocks.lowPass(input, 100, 5, order));
            blocks.add(SignalBlocks.highPass(input, 100, 0.5, order));
            blocks.add(SignalBlocks.lowPass(input, 100, 44, order));
            blocks.add(SignalBlocks.highPass(input, 100, 44, order));
            blocks.add(SignalBlocks.lowPass(input, 10_000, 1, order));
            blocks.add(SignalBlocks.highPass(input, 10_000, 1, order));
        }
    }

    private static void addSpectra(List<SignalBlock> blocks) {
        blocks.add(SignalBlocks.spectrum(Windows.layout(100, 6, 11), 100, 64, 8, 2, Taper.HANN));
        blocks.add(SignalBlocks.spectrum(Windows.layout(100, 2, 11), 50, 256, 128, 4, Taper.HAMMING));
        blocks.add(SignalBlocks.spectrum(Windows.layout(1, 1, 11), 50, 16, 1, 1, Taper.NONE));
        blocks.add(SignalBlocks.spectrum(Windows.layout(5000, 1, 15), 16_000, 2048, 33, 3, Taper.HANN));
        blocks.add(SignalBlocks.spectrum(Windows.layout(2000, 3, 15), 16_000, 16, 3, 4, Taper.NONE));
        blocks.add(SignalBlocks.wavelet(Windows.layout(100, 6, 11), 6));
        blocks.add(SignalBlocks.wavelet(Windows.layout(257, 1, 11), 8));
        blocks.add(SignalBlocks.wavelet(Windows.layout(65_536, 1, 11), 8));
        blocks.add(SignalBlocks.wavelet(Windows.layout(2, 3, 11), 1));
    }

    private static void addMel(List<SignalBlock> blocks) {
        Layout sound = Windows.layout(4000, 1, 15);
        blocks.add(SignalBlocks.mel(sound, 16_000, MelSettings.speech(MelScale.LOG)));
        blocks.add(SignalBlocks.mel(sound, 16_000, MelSettings.speech(MelScale.DECIBEL)));
        blocks.add(SignalBlocks.mfcc(sound, 16_000, MelSettings.speech(MelScale.LOG), 10));
        blocks.add(SignalBlocks.mfcc(sound, 8_000, MelSettings.speech(MelScale.DECIBEL), 40));
        blocks.add(SignalBlocks.mel(
                sound, 16_000, new MelSettings(0.03, 0.01, 40, 0, 0, MelScale.LOG, Taper.HAMMING, 0.97, -52)));
        blocks.add(SignalBlocks.mfcc(
                Windows.layout(2100, 2, 15),
                48_000,
                new MelSettings(0.032, 0.005, 80, 100, 12_000, MelScale.DECIBEL, Taper.NONE, 0.999999, -20),
                13));
        blocks.add(
                SignalBlocks.mel(Windows.layout(50, 3, 15), 100, new MelSettings(0.16, 0.05, 8, 0, 50, MelScale.LOG)));
    }

    @Test
    void giveTheBitsOfJava(@TempDir Path folder) throws IOException {
        List<SignalBlock> blocks = blocks();
        List<SignalProgram.Case> cases = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            for (int[] window : Windows.hostile(blocks.get(b).input().size(), b)) {
                cases.add(new SignalProgram.Case(b, window));
            }
        }
        SignalProgram.onHost(blocks, folder).agreesWithJava(cases);
    }
}
