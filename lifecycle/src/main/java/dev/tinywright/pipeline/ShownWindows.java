package dev.tinywright.pipeline;

import dev.tinywright.application.WindowCheck.Piece;
import dev.tinywright.application.WindowUse;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Stretch;
import dev.tinywright.data.Tape;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.pipeline.Lifecycle.Built;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The test recordings that a sketch is shown, frame by frame, each once.
 *
 * @param of how many recordings there are
 */
record ShownWindows(WindowUse use, List<Piece> pieces, int of) {
    /** Each frame takes the emulator some ten thousand instructions. */
    private static final int MOST_FRAMES = 8000;

    /** Multiplications of the integer reference that are spent on it. */
    private static final long MOST_MACS = 400_000_000L;

    ShownWindows {
        pieces = List.copyOf(pieces);
    }

    static ShownWindows of(Built built, WindowUse use) {
        InputFormat.Window format =
                (InputFormat.Window) built.prepared().dataset().format();
        Dataset.Part test = built.prepared().dataset().test();
        long windows = Math.max(50, MOST_MACS / Math.max(1, built.model().macs()));
        long most = Math.min(MOST_FRAMES, windows * use.streaming().strideFrames());
        List<Piece> all = test.stretches().isEmpty()
                ? examples(test, format)
                : recordings(test, format, built, Math.max(most, 4L * format.frames()));
        int of = test.stretches().isEmpty() ? test.size() : test.stretches().size();
        return new ShownWindows(use, all, of).first(most);
    }

    private static List<Piece> examples(Dataset.Part test, InputFormat.Window format) {
        return IntStream.range(0, test.size())
                .mapToObj(i -> new Piece(
                        test.origin(i),
                        test.classes()[i],
                        frames(test.examples().get(i), format.channels().size())))
                .toList();
    }

    private static List<Piece> recordings(Dataset.Part test, InputFormat.Window format, Built built, long most) {
        boolean events = built.prepared().plan().continuous().learnsQuiet();
        List<Piece> pieces = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Tape tape : Tape.of(test, format, built.prepared().plan().split().seed(), most, events)) {
            for (Stretch stretch : tape.stretches()) {
                if (stretch.label() != Stretch.QUIET && !seen.add(stretch.name() + stretch.label())) {
                    return pieces;
                }
                pieces.add(new Piece(
                        stretch.label() == Stretch.QUIET ? "" : stretch.name(),
                        stretch.label(),
                        frames(stretch.source().read(0, Math.toIntExact(stretch.frames())), tape.channels())));
            }
        }
        return pieces;
    }

    private static float[][] frames(float[] samples, int channels) {
        return IntStream.range(0, samples.length / channels)
                .mapToObj(f -> Arrays.copyOfRange(samples, f * channels, (f + 1) * channels))
                .toArray(float[][]::new);
    }

    /** Returns the first of them, so that no more frames are shown, one piece at least. */
    ShownWindows first(long mostFrames) {
        List<Piece> first = new ArrayList<>();
        long frames = 0;
        for (Piece piece : pieces) {
            frames += piece.frames().length;
            if (frames > mostFrames && !first.isEmpty()) {
                break;
            }
            first.add(piece);
        }
        return new ShownWindows(use, first, of);
    }

    int recordings() {
        return (int) pieces.stream().filter(piece -> piece.label() >= 0).count();
    }

    int frames() {
        return pieces.stream().mapToInt(piece -> piece.frames().length).sum();
    }

    String hash() {
        List<String> parts = new ArrayList<>();
        pieces.forEach(piece -> {
            parts.add(piece.name() + " " + piece.label());
            parts.add(ContentHash.ofExamples(Examples.of(piece.frames())));
        });
        return ContentHash.of(parts, use);
    }
}
