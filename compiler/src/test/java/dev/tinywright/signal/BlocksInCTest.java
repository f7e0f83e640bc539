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
        return blocks;
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
