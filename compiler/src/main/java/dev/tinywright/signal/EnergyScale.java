package dev.tinywright.signal;

/** Logarithms of energies as {@link RealFft#power} leaves them, in squared steps of the samples. */
final class EnergyScale {
    /** Binary digits of the logarithms after the point. */
    static final int POINT = 16;

    private final long floor;
    private final int zero;

    private EnergyScale(long floor) {
        this.floor = floor;
        this.zero = Logarithm.of(floor, POINT);
    }

    /** Returns that of sums over so many transforms of samples that were shifted left so far. */
    static EnergyScale of(int transforms, int shift) {
        return new EnergyScale((long) transforms << (5 + 2 * shift));
    }

    /** Returns {@code log2(1 + 4096 · mean energy)}. */
    int log2(long energy) {
        return Logarithm.of(energy + floor, POINT) - zero;
    }
}
