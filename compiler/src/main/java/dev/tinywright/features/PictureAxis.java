package dev.tinywright.features;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture that is cut and scaled: each output takes the weighted sum of neighbouring inputs, in whole numbers.
 * Where it becomes smaller, the weights are how much of each input an output covers, in parts of {@code 1 / to}; where it
 * becomes larger, they are those of linear interpolation between the centres, in parts of {@code 1 / 2 to}.
 *
 * @param spans one for each output
 * @param inner weight of the inputs between a span's first and last
 * @param sum of the weights of every span
 */
public record PictureAxis(List<Span> spans, int inner, int sum) {
    public PictureAxis {
        spans = List.copyOf(spans);
    }

    /** Weight of an input that stays as it is: its inverse times 2^32 fits into 32 bits. */
    private static final int SAME = 2;

    /**
     * @param start the first input
     * @param count of inputs, at least 1
     * @param first weight of the first
     * @param last weight of the last; 0 where there is one alone
     */
    public record Span(int start, int count, int first, int last) {}

    /**
     * @param start the first input that is used
     * @param from how many are used
     * @param to outputs that these are scaled to
     * @param skip outputs that are cut off before the first
     * @param keep outputs that are left
     */
    static PictureAxis of(int start, int from, int to, int skip, int keep) {
        List<Span> spans = new ArrayList<>();
        for (int i = skip; i < skip + keep; i++) {
            spans.add(
                    from == to
                            ? same(start, i)
                            : from > to ? covered(start, from, to, i) : between(start, from, to, i));
        }
        return new PictureAxis(spans, from > to ? to : 0, from == to ? SAME : from > to ? from : 2 * to);
    }

    private static Span same(int start, int i) {
        return new Span(start + i, 1, SAME, 0);
    }

    /** Input j reaches from j · to until (j + 1) · to, output i from i · from until (i + 1) · from. */
    private static Span covered(int start, int from, int to, int i) {
        long low = (long) i * from;
        long high = low + from;
        int first = (int) (low / to);
        int last = (int) ((high - 1) / to);
        return new Span(
                start + first,
                last - first + 1,
                (int) (Math.min(high, (first + 1L) * to) - low),
                last == first ? 0 : (int) (high - (long) last * to));
    }

    private static Span between(int start, int from, int to, int i) {
        long position = Math.clamp((2L * i + 1) * from - to, 0, 2L * to * (from - 1));
        int below = (int) (position / (2L * to));
        int above = (int) (position % (2L * to));
        return above == 0 ? new Span(start + below, 1, 2 * to, 0) : new Span(start + below, 2, 2 * to - above, above);
    }
}
