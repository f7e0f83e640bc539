package dev.tinywright.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Energies of an octave filter bank by the Haar wavelet (Mallat 1989): of each channel {@code log2(1 + mean d²)} of the details
 * of each level, in squared steps of the samples. Sums are exact. Twin of {@code tw_wavelet} in {@code runtime}.
 */
final class HaarWavelet implements SignalBlock {
    private static final int MOST_LEVELS = 8;

    private final Layout input;
    private final int levels;
    private final Layout output;

    HaarWavelet(Layout input, int levels) {
        int frames = input.shape().getFirst();
        if (levels < 1 || levels > MOST_LEVELS || frames < 1 << levels || frames > 65_536) {
            throw new IllegalArgumentException("a wavelet takes 1 to 8 levels of 2^levels to 65536 frames; these are "
                    + levels + " levels of " + frames + " frames");
        }
        this.input = input;
        this.levels = levels;
        List<Integer> points = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String channel : input.names()) {
            for (int level = 1; level <= levels; level++) {
                points.add(EnergyScale.POINT);
                names.add(channel + " wavelet level " + level);
            }
        }
        this.output = new Layout(List.of(points.size()), points, names);
    }

    @Override
    public Layout input() {
        return input;
    }

    @Override
    public Layout output() {
        return output;
    }

    @Override
    public void apply(int[] in, int[] out) {
        int channels = input.period();
        for (int c = 0; c < channels; c++) {
            int[] sums = new int[input.shape().getFirst()];
            for (int i = 0; i < sums.length; i++) {
                sums[i] = in[i * channels + c];
            }
            for (int level = 1; level <= levels; level++) {
                int pairs = input.shape().getFirst() >> level;
                long energy = halve(sums, pairs);
                long used = (long) pairs << level;
                out[c * levels + level - 1] =
                        Logarithm.of(energy + used, EnergyScale.POINT) - Logarithm.of(used, EnergyScale.POINT);
            }
        }
    }

    /** Replaces pairs by their sums, and returns the energy of their differences. */
    private static long halve(int[] sums, int pairs) {
        long energy = 0;
        for (int i = 0; i < pairs; i++) {
            long detail = (long) sums[2 * i] - sums[2 * i + 1];
            energy += detail * detail;
            sums[i] = sums[2 * i] + sums[2 * i + 1];
        }
        return energy;
    }

    @Override
    public BlockCode code() {
        String call =
                "{tw}wavelet({in}, %s, %s, %s, {out});".formatted(input.shape().getFirst(), input.period(), levels);
        return new BlockCode("tw_wavelet", List.of(), call, 0);
    }

    @Override
    public String describe() {
        return "Energies of the details of " + levels + " levels of the Haar wavelet (Mallat 1989).";
    }
}
