package dev.tinywright.pipeline;

import dev.tinywright.data.Dataset;
import dev.tinywright.data.QuietClass;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.plan.Plan;
import dev.tinywright.train.Augmentation;
import dev.tinywright.train.MoreExamples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is learned from: training examples, and changed copies of windows where the plan says so.
 *
 * @param rows of the training part that each example is, or is a copy of
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Copies(Examples examples, int[] rows) {
    /** With more examples than this, copies teach no more. */
    private static final int MOST = 60_000;

    /**
     * @param learned rows of the training part
     * @param room for so many examples there is memory, the copies among them
     */
    static Copies of(Dataset dataset, Plan plan, int[] learned, int room) {
        Examples own = dataset.training().examples().select(learned);
        List<Augmentation> raw = raw(plan);
        if (raw.isEmpty()) {
            return new Copies(own, learned);
        }
        if (!(dataset.format() instanceof InputFormat.Window window)) {
            throw TinywrightException.usage(
                    "train.augment." + raw.getFirst().kind().key()
                            + " changes samples of recordings, and there are none",
                    "plan.yaml, train",
                    "take it out of train.augment");
        }
        MoreExamples more = MoreExamples.of(
                own,
                window,
                raw,
                sounds(dataset, learned),
                Math.min(MOST, room),
                plan.train().seed());
        return new Copies(
                more,
                IntStream.range(0, more.size())
                        .map(i -> learned[more.original(i)])
                        .toArray());
    }

    /** Returns what copies depend on; plans that agree in this, and in what an example is, learn from the same ones. */
    static List<Object> key(Plan plan) {
        return raw(plan).isEmpty() ? List.of() : List.of(raw(plan), plan.train().seed());
    }

    /**
     * Returns what people should know where fewer copies were made than the plan asks for; nothing else.
     *
     * @param learned examples, the copies not among them
     * @param all with the copies
     */
    static List<String> notes(Plan plan, int learned, int all) {
        int asked = MoreExamples.asked(plan.train().augment());
        int made = all / Math.max(1, learned) - 1;
        return made >= asked
                ? List.of()
                : List.of("of each of the " + learned + " " + plan.framing().examples() + " "
                        + (made == 0 ? "no" : Integer.toString(made)) + " changed "
                        + (made <= 1 ? "copy was" : "copies were") + " made for training, not " + asked
                        + " as the plan says: more take too much memory, or teach no more");
    }

    /** Returns the changes of samples. */
    static List<Augmentation> raw(Plan plan) {
        return plan.train().augment().stream().filter(a -> a.kind().isRaw()).toList();
    }

    /** Returns examples of background, or where there is no such class all: voices behind a voice. */
    private static Examples sounds(Dataset dataset, int[] learned) {
        List<String> labels = dataset.labels();
        int[] classes = dataset.training().classes();
        int[] quiet = Arrays.stream(learned)
                .filter(row -> classes.length > row && QuietClass.isSaidBy(labels.get(classes[row])))
                .toArray();
        return dataset.training().examples().select(quiet.length > 0 ? quiet : learned);
    }
}
