package dev.tinywright.application;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the device is to do with the model's answers, as read from the task's own words.
 *
 * @param period of decisions
 * @param outputs what each decision does, at least one
 * @param debounce how many decisions must agree
 * @param unsureBelow share of confidence, 0 to 1, below which an answer counts as unsure
 * @param silentWhenUnsure whether nothing is printed then, instead of "unsure"
 * @param sleeps whether the device rests between decisions to save power
 * @param assumed what the words left open, and what was taken
 * @param notUnderstood words of the wish that nothing was made of
 * @param isPeriodSaid whether the words say how often; else {@code period} is what is usual
 */
public record Wish(
        Duration period,
        List<Output> outputs,
        Debounce debounce,
        OptionalDouble unsureBelow,
        boolean silentWhenUnsure,
        boolean sleeps,
        List<String> assumed,
        List<String> notUnderstood,
        boolean isPeriodSaid) {
    public Wish {
        outputs = List.copyOf(outputs);
        assumed = List.copyOf(assumed);
        notUnderstood = List.copyOf(notUnderstood);
        if (outputs.isEmpty() || period.toMillis() < 1) {
            throw new IllegalArgumentException("a wish needs an output and a period of at least 1 ms");
        }
    }

    /**
     * Reads plain words such as "print the fruit once a second and light the red LED for apples". What is not understood is in
     * the result; nothing at all means: print the class once a second.
     *
     * @param labels of the classes, in the order of the contract
     */
    public static Wish read(String application, List<String> labels) {
        return new WishReader(application, labels).read();
    }

    /** The last {@code of} decisions count; a class is taken once {@code agree} of them name it. */
    public record Debounce(int agree, int of) {
        static final Debounce NONE = new Debounce(1, 1);

        public Debounce {
            if (agree < 1 || agree > of || of > 100) {
                throw new IllegalArgumentException(agree + " of " + of + " decisions cannot agree");
            }
        }

        public boolean isNone() {
            return of == 1;
        }
    }
}
