package dev.tinywright.verify;

import java.util.List;

/**
 * Cycles of a core's clock, from what a program executes and what it fetches: {@code instructions · perInstruction +
 * weightBytes · perWeightByte}.
 *
 * @param perInstruction cycles for an executed instruction, its usual loads and branches included
 * @param perWeightByte cycles for the first read of a byte of weights in an inference: it comes from flash, which is slower
 *     than the core; what a loop reads again is in a cache or in a register, or counted with the instructions
 */
public record CycleModel(double perInstruction, double perWeightByte) {

    /** What was counted of a run, and the cycles that were published for it. */
    record Point(double instructions, double weightBytes, double cycles) {}

    public double cycles(double instructions, double weightBytes) {
        return instructions * perInstruction + weightBytes * perWeightByte;
    }

    CycleModel times(double factor) {
        return new CycleModel(perInstruction * factor, perWeightByte * factor);
    }

    /** Returns the constants with the least sum of squared relative errors over two or more points. */
    static CycleModel fit(List<Point> points) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double a1 = 0;
        double b1 = 0;
        for (Point point : points) {
            double a = point.instructions() / point.cycles();
            double b = point.weightBytes() / point.cycles();
            aa += a * a;
            ab += a * b;
            bb += b * b;
            a1 += a;
            b1 += b;
        }
        double determinant = aa * bb - ab * ab;
        return new CycleModel((a1 * bb - b1 * ab) / determinant, (b1 * aa - a1 * ab) / determinant);
    }
}
