package dev.tinywright.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cores that devices have give the bits of Java, too. */
class BlocksOnCoresTest {
    /** Of 20 ms at 64 MHz, which is the stride of slices on a usual device. */
    private static final long INSTRUCTIONS_OF_A_STRIDE = 1_280_000;

    private static final int MFCC = 5;

    private static List<SignalBlock> blocks() {
        Layout motion = Windows.layout(100, 6, 11);
        return List.of(
                SignalBlocks.removeMean(motion),
                SignalBlocks.highPass(motion, 100, 0.5, 4),
                SignalBlocks.statistics(motion, List.of(Statistic.values())),
                SignalBlocks.spectrum(motion, 100, 64, 8, 3, Taper.HANN),
                SignalBlocks.wavelet(motion, 6),
                SignalBlocks.mfcc(Windows.layout(512, 1, 15), 16_000, MelSettings.speech(MelScale.LOG), 10),
                SignalBlocks.mfcc(Windows.layout(256, 1, 15), 8_000, MelSettings.speech(MelScale.LOG), 10),
                SignalBlocks.mel(
                        Windows.layout(480, 1, 15),
                        16_000,
                        new MelSettings(0.03, 0.02, 40, 20, 0, MelScale.DECIBEL, Taper.HAMMING, 0.97, -52)));
    }

    @ParameterizedTest
    @EnumSource
    void giveTheBitsOfJavaInTime(SignalProgram.Core core, @TempDir Path folder) throws IOException {
        List<SignalBlock> blocks = blocks();
        List<SignalProgram.Case> cases = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            List<int[]> windows = Windows.hostile(blocks.get(b).input().size(), b);
            for (int w = b % 2; w < windows.size(); w += 2) {
                cases.add(new SignalProgram.Case(b, windows.get(w)));
            }
        }
        List<SignalProgram.Answer> answers =
                SignalProgram.onBoard(blocks, folder, core).agreesWithJava(cases);
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).block() >= MFCC) {
                assertThat(core.instructions(answers.get(i).ticks())).isLessThan(INSTRUCTIONS_OF_A_STRIDE);
            }
            if (System.getProperty("counts") != null) {
                System.out.println(core + " " + cases.get(i).block() + " "
                        + core.instructions(answers.get(i).ticks()));
            }
        }
    }
}
