package dev.tinywright.verify;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.FeatureCode;
import dev.tinywright.features.Examples;
import dev.tinywright.firmware.Firmware;
import dev.tinywright.firmware.FirmwareBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Compares the features of examples on several cores with those of Java, byte for byte: of as many as there are, a batch at a
 * time.
 */
public final class FeatureVerifier {
    /** What examples and answers of a batch take, each. */
    private static final long BATCH_BYTES = 1 << 24;

    private static final List<String> SANITIZED =
            List.of("-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all");

    private FeatureVerifier() {}

    /**
     * @param boards whose cores are asked; the host checks addresses and undefined behaviour, too
     * @param folder for sources and images
     * @param done is told after each batch how many examples are compared
     * @throws dev.tinywright.diag.TinywrightException where the code does not compile, or an image does not run to its end
     */
    public static List<FeatureRun> verify(
            FeatureCode code, List<Board> boards, Examples examples, Path folder, IntConsumer done) {
        List<Core> cores = boards.parallelStream()
                .map(board -> new Core(code, firmware(code, board, folder)))
                .toList();
        int batch = batch(code, examples.size());
        for (int from = 0; from < examples.size(); from += batch) {
            int start = from;
            int[] indices = IntStream.range(from, Math.min(examples.size(), from + batch))
                    .toArray();
            Examples some = examples.select(indices);
            byte[][] expected = IntStream.range(0, some.size())
                    .parallel()
                    .mapToObj(i -> code.expected(some.get(i)))
                    .toArray(byte[][]::new);
            cores.parallelStream().forEach(core -> core.compare(some, start, expected));
            done.accept(from + indices.length);
        }
        return cores.stream().map(Core::run).toList();
    }

    private static Firmware firmware(FeatureCode code, Board board, Path folder) {
        List<String> more = board.isHost() ? SANITIZED : List.of();
        return FirmwareBuilder.buildFeatures(code, board, more, folder.resolve(board.id()));
    }

    private static int batch(FeatureCode code, int examples) {
        long each = Math.max((long) Float.BYTES * code.inputs().format().values(), code.bytes());
        return Math.clamp(BATCH_BYTES / each, 1, Math.max(1, examples));
    }

    /** What a core has answered so far. */
    private static final class Core {
        private final FeatureCode code;
        private final Firmware firmware;
        private final List<Verification> batches = new ArrayList<>();
        private Optional<FeatureRun.Difference> first = Optional.empty();
        private long nanos;

        Core(FeatureCode code, Firmware firmware) {
            this.code = code;
            this.firmware = firmware;
        }

        void compare(Examples examples, int from, byte[][] expected) {
            long start = System.nanoTime();
            Verification batch = Verifier.verify(firmware, examples, expected);
            nanos += System.nanoTime() - start;
            first = first.or(() -> batch.firstMismatch().map(mismatch -> difference(mismatch, from)));
            batches.add(batch.withoutScores());
        }

        private FeatureRun.Difference difference(Verification.FirstMismatch mismatch, int from) {
            int at = Arrays.mismatch(mismatch.expected(), mismatch.got());
            return new FeatureRun.Difference(
                    from + mismatch.row(),
                    code.describe(at),
                    code.value(mismatch.expected(), at),
                    code.value(mismatch.got(), at));
        }

        FeatureRun run() {
            Board board = firmware.board();
            long examples = batches.stream().mapToLong(Verification::rows).sum();
            return new FeatureRun(
                    board.isHost() ? "this computer" : board.core().replaceAll("(?<=\\d)F$", ""),
                    Verifier.emulatorVersion(board),
                    examples,
                    examples * code.bytes(),
                    batches.stream().mapToLong(Verification::mismatches).sum(),
                    first,
                    batches.stream()
                            .map(Verification::instructionsPerInference)
                            .findFirst()
                            .orElse(OptionalDouble.empty()),
                    nanos / 1e9);
        }
    }
}
