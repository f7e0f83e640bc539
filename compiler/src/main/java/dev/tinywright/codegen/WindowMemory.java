package dev.tinywright.codegen;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.signal.BlockCode;
import dev.tinywright.signal.SignalBlock;
import dev.tinywright.signal.SliceBlock;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the input stage of a recording needs beside samples and network: the window in 16-bit fixed point, or one slice of it with
 * its row of columns, then what the blocks need.
 *
 * @param columns int32 numbers that the extractors make of a window and that are quantized together; 0 where there are none
 * @param windowBytes of the samples in fixed point, a multiple of 8
 * @param rowBytes of one slice's columns, a multiple of 8
 * @param blockBytes that the hungriest block needs
 */
record WindowMemory(List<SignalBlock> blocks, int columns, int windowBytes, int rowBytes, int blockBytes) {

    static WindowMemory of(WindowProgram program) {
        List<SignalBlock> blocks = program.blocks();
        int channels = program.channels().size();
        boolean sliced = program.filters().isEmpty()
                && program.format().element() == InputFormat.Element.INT16
                && blocks.size() == 1
                && blocks.getFirst() instanceof SliceBlock;
        if (sliced && blocks.getFirst() instanceof SliceBlock slice) {
            return new WindowMemory(
                    blocks,
                    0,
                    up(slice.sliceFrames() * channels * Short.BYTES),
                    up(slice.columns() * Integer.BYTES),
                    slice.sliceCode().scratchBytes());
        }
        int columns = program.extractors().stream()
                .mapToInt(block -> block.output().size())
                .sum();
        int window = blocks.isEmpty() ? 0 : up(program.format().values() * Short.BYTES);
        int most = blocks.stream()
                .map(SignalBlock::code)
                .mapToInt(BlockCode::scratchBytes)
                .max()
                .orElse(0);
        return new WindowMemory(blocks, columns, window, 0, most);
    }

    private static int up(int bytes) {
        return (bytes + 7) / 8 * 8;
    }

    /** Returns whether samples become the network's input one by one. */
    boolean isDirect() {
        return blocks.isEmpty();
    }

    /** Returns whether one slice after the other is computed, each to its end. */
    boolean isSliced() {
        return rowBytes > 0;
    }

    SliceBlock slice() {
        return Stream.of(blocks.getFirst())
                .filter(SliceBlock.class::isInstance)
                .map(SliceBlock.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Returns where the scratch memory of the blocks begins. */
    int blockScratch() {
        return windowBytes + rowBytes;
    }

    int scratchBytes() {
        return blockScratch() + blockBytes;
    }
}
