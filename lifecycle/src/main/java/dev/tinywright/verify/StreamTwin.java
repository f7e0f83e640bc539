package dev.tinywright.verify;

import dev.tinywright.codegen.Smoother;
import dev.tinywright.codegen.Streaming;
import dev.tinywright.data.Tape;
import dev.tinywright.features.InputFormat;
import dev.tinywright.features.WindowProgram;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a device in continuous use must answer: twin of {@code push_samples()}, {@code classify_window()} and {@code smooth()}. */
public final class StreamTwin {
    /** Of a window's answer, behind its shares: class, its share, whether it is an event. */
    static final int DECISION_BYTES = 3;

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private StreamTwin() {}

    /** Returns the int8 scores of every window of a tape, one {@code strideFrames} after another. */
    public static byte[][] scores(
            WindowProgram inputs, QuantizedModel network, InputFormat.Window format, int strideFrames, Tape tape) {
        byte[][] scores = new byte[tape.windows(Streaming.neededFrames(inputs), strideFrames)][];
        IntStream.range(0, THREADS).parallel().forEach(thread -> {
            Reference reference = new Reference(network.graph());
            for (int i = thread; i < scores.length; i += THREADS) {
                float[] window = tape.read((long) i * strideFrames, format.frames());
                scores[i] = reference
                        .run(List.of(inputs.networkInput(window, network.input())))
                        .getFirst();
            }
        });
        return scores;
    }

    /** Returns what is made of the windows of one tape, whose scores these are. */
    public static List<Smoother.Decision> decisions(Streaming streaming, byte[][] scores) {
        Smoother smoother = new Smoother(streaming);
        List<Smoother.Decision> decisions = new ArrayList<>(scores.length);
        for (byte[] window : scores) {
            decisions.add(smoother.next(window));
        }
        return decisions;
    }

    /** Returns what the harness must write for each window. */
    static byte[][] answers(Streaming streaming, byte[][] scores) {
        List<Smoother.Decision> decisions = decisions(streaming, scores);
        byte[][] answers = new byte[scores.length][];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = answer(scores[i], decisions.get(i));
        }
        return answers;
    }

    private static byte[] answer(byte[] scores, Smoother.Decision decision) {
        byte[] answer = new byte[scores.length + DECISION_BYTES];
        for (int k = 0; k < scores.length; k++) {
            answer[k] = (byte) (scores[k] + 128);
        }
        answer[scores.length] = (byte) decision.best();
        answer[scores.length + 1] = (byte) decision.share();
        answer[scores.length + 2] = (byte) (decision.isEvent() ? 1 : 0);
        return answer;
    }
}
