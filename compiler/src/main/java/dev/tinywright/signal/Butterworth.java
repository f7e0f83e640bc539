package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * High-pass or low-pass by Butterworth, by the bilinear transform, in second-order sections, direct form I with coefficients of 30
 * and signals of 14 binary digits more than the samples; what rounding leaves over goes into the next sum. The gain at 0 Hz
 * is exactly 1, or 0. The filter begins as if the first sample had been there for ever. Within 0.6 steps of the samples of the same
 * filter in double precision down to a cutoff of a thousandth of the rate, within 2 steps down to a ten-thousandth.
 * Oppenheim and Schafer, Discrete-Time Signal Processing, §6.3 and §7.1. Twin of {@code tw_biquads} in {@code runtime}.
 */
final class Butterworth implements SignalBlock {
    static final double LEAST_SHARE = 1e-4;
    static final double MOST_SHARE = 0.45;
    private static final int EXTRA_DIGITS = 14;
    private static final int COEFFICIENT_DIGITS = 30;
    private static final long LIMIT = 1L << COEFFICIENT_DIGITS;

    private final Layout input;
    private final double cutoffHz;
    private final int order;
    private final boolean lowPass;
    private final List<Section> sections;

    /** One second-order section; coefficients with 30 binary digits. */
    record Section(int b0, int b1, int b2, int a1, int a2) {
        int apply(Memory m, int x) {
            long sum =
                    (long) b0 * x + (long) b1 * m.x1 + (long) b2 * m.x2 - (long) a1 * m.y1 - (long) a2 * m.y2 + m.rest;
            m.rest = (int) (sum & (LIMIT - 1));
            m.x2 = m.x1;
            m.x1 = x;
            m.y2 = m.y1;
            m.y1 = (int) Math.clamp(sum >> COEFFICIENT_DIGITS, -LIMIT, LIMIT);
            return m.y1;
        }

        List<String> fields() {
            return List.of("" + b0, "" + b1, "" + b2, "" + a1, "" + a2);
        }
    }

    /** What a section remembers: the last two inputs and outputs, and what rounding left over. */
    private static final class Memory {
        private int x1;
        private int x2;
        private int y1;
        private int y2;
        private int rest;

        Memory(int x, int y) {
            x1 = x;
            x2 = x;
            y1 = y;
            y2 = y;
        }
    }

    Butterworth(Layout input, double rateHz, double cutoffHz, int order, boolean lowPass) {
        double share = cutoffHz / rateHz;
        if (order < 1 || order > 4 || !(share >= LEAST_SHARE && share <= MOST_SHARE)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a filter takes order 1 to 4 and a cutoff of %.4g to %.4g Hz at this rate; these are order %s and"
                            + " %.4g Hz",
                    rateHz * LEAST_SHARE,
                    rateHz * MOST_SHARE,
                    order,
                    cutoffHz));
        }
        this.input = input;
        this.cutoffHz = cutoffHz;
        this.order = order;
        this.lowPass = lowPass;
        this.sections = sections(StrictMath.tan(Math.PI * share), order, lowPass);
    }

    /** @param k the cutoff on the analogue side, {@code tan(π · cutoff / rate)} */
    private static List<Section> sections(double k, int order, boolean lowPass) {
        List<Section> sections = new ArrayList<>();
        if (order % 2 == 1) {
            sections.add(first(k, lowPass));
        }
        for (int pair = 1; pair <= order / 2; pair++) {
            double angle = order % 2 == 1 ? Math.PI * pair / order : Math.PI * (2 * pair - 1) / (2 * order);
            sections.add(second(k, 2 * StrictMath.cos(angle), lowPass));
        }
        return List.copyOf(sections);
    }

    private static Section first(double k, boolean lowPass) {
        int a1 = coefficient((k - 1) / (k + 1));
        if (lowPass) {
            long gain = LIMIT + a1; // so that the gain at 0 Hz is 1
            return new Section((int) (gain / 2), (int) (gain - gain / 2), 0, a1, 0);
        }
        int b0 = coefficient(1 / (k + 1));
        return new Section(b0, -b0, 0, a1, 0);
    }

    private static Section second(double k, double damping, boolean lowPass) {
        double norm = 1 / (1 + damping * k + k * k);
        int a1 = coefficient(2 * (k * k - 1) * norm);
        int a2 = coefficient((1 - damping * k + k * k) * norm);
        if (lowPass) {
            long gain = LIMIT + a1 + a2;
            int b0 = (int) Math.round(gain / 4.0);
            return new Section(b0, (int) (gain - 2L * b0), b0, a1, a2);
        }
        int b0 = coefficient(norm);
        return new Section(b0, -2 * b0, b0, a1, a2);
    }

    private static int coefficient(double x) {
        return (int) Math.round(Math.scalb(x, COEFFICIENT_DIGITS));
    }

    @Override
    public Layout input() {
        return input;
    }

    @Override
    public Layout output() {
        return input;
    }

    @Override
    public void apply(int[] in, int[] out) {
        for (int c = 0; c < input.period(); c++) {
            List<Memory> memories = memories(in[c] << EXTRA_DIGITS);
            for (int i = c; i < input.size(); i += input.period()) {
                int value = in[i] << EXTRA_DIGITS;
                for (int s = 0; s < sections.size(); s++) {
                    value = sections.get(s).apply(memories.get(s), value);
                }
                out[i] = WideArithmetic.sample((value + (1 << (EXTRA_DIGITS - 1))) >> EXTRA_DIGITS);
            }
        }
    }

    private List<Memory> memories(int first) {
        List<Memory> memories = new ArrayList<>();
        int steady = first;
        for (int s = 0; s < sections.size(); s++) {
            memories.add(new Memory(steady, lowPass ? steady : 0));
            steady = lowPass ? steady : 0;
        }
        return memories;
    }

    @Override
    public BlockCode code() {
        BlockCode.Constant constant = new BlockCode.Constant(
                "Sections b0, b1, b2, a1, a2 of 30 binary digits: " + describe(),
                "{tw}biquad",
                "sections",
                sections.stream().map(Section::fields).toList(),
                20);
        String call = "{tw}biquads({in}, %s, %s, {id}_sections, %s, %s, {out});"
                .formatted(input.shape().getFirst(), input.period(), sections.size(), lowPass ? 1 : 0);
        return new BlockCode("tw_filter", List.of(constant), call, 0);
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "Butterworth %s of order %s at %.4g Hz.",
                lowPass ? "low-pass" : "high-pass",
                order,
                cutoffHz);
    }
}
