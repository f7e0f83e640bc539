package dev.tinywright.golden;

import dev.tinywright.board.Board;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network on a board, of the comparison of compiled networks.
 *
 * @param network name of its file, without the ending
 * @param macs multiplications with weights in the file
 * @param macsLeft after those that can never change the output were removed
 * @param compileMillis from the file's bytes to C in memory, in a warm Java machine
 * @param measured empty where it failed
 * @param memory the same, compiled for little memory; only on the core that memory is compared on
 * @param failure why it failed; empty where it did not
 */
public record BenchRow(
        String network,
        Board board,
        long macs,
        long macsLeft,
        double compileMillis,
        Optional<MeasuredModel> measured,
        Optional<MeasuredModel> memory,
        String failure) {

    static BenchRow failed(String network, Board board, String why) {
        return new BenchRow(network, board, 0, 0, 0, Optional.empty(), Optional.empty(), why);
    }

    /** Whether everything ran, and every output was right. */
    public boolean passed() {
        return measured.filter(MeasuredModel::passed).isPresent()
                && memory.map(MeasuredModel::passed).orElse(true);
    }

    OptionalDouble instructions() {
        return measured.map(MeasuredModel::instructions).orElse(OptionalDouble.empty());
    }
}
