package dev.tinywright.memory;

import dev.tinywright.graph.Op;
import dev.tinywright.lower.Overlap;
import dev.tinywright.lower.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small programs with branches, scratch memory, slices, concatenations and outputs that may lie on inputs. */
final class RandomPrograms {
    private final Random random;
    private final SampleProgram sample = new SampleProgram();
    private final List<Integer> values = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();

    private RandomPrograms(Random random) {
        this.random = random;
    }

    static Program next(Random random, int steps) {
        return new RandomPrograms(random).program(steps);
    }

    private Program program(int steps) {
        add(random.nextInt(1, 7), true);
        if (random.nextInt(4) == 0) {
            add(random.nextInt(1, 7), true);
        }
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(8)) {
                case 0 -> slice();
                case 1 -> join();
                default -> compute();
            }
        }
        return sample.program(values.getLast());
    }

    /** Values are rows of 8 bytes. */
    private int add(int height, boolean given) {
        values.add(given ? sample.input(1, height, 8) : sample.tensor(1, height, 8));
        rows.add(height);
        return values.getLast();
    }

    private int pick() {
        return random.nextInt(3) == 0 ? random.nextInt(values.size()) : values.size() - 1;
    }

    private void compute() {
        int x = values.get(pick());
        int other = random.nextInt(3) == 0 ? values.get(pick()) : x;
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < (other == x ? 1 : 2); i++) {
            if (random.nextInt(3) > 0) {
                overlaps.add(random.nextInt(3) == 0 ? Overlap.exactly(i) : new Overlap(i, 8 * random.nextInt(-2, 3)));
            }
        }
        int scratch = random.nextInt(3) == 0 ? 8 * random.nextInt(1, 3) : 0;
        int y = add(random.nextInt(1, 7), false);
        if (other == x) {
            sample.step(new Op.Softmax(1), y, scratch, overlaps, x);
        } else {
            sample.step(new Op.Softmax(1), y, scratch, overlaps, x, other);
        }
    }

    private void slice() {
        int from = pick();
        int begin = random.nextInt(rows.get(from));
        int x = values.get(from);
        int y = add(random.nextInt(1, rows.get(from) - begin + 1), false);
        sample.step(new Op.StridedSlice(List.of(0, begin, 0), List.of(1, 1, 1)), y, 0, List.of(), x);
    }

    private void join() {
        int a = pick();
        int b = pick();
        int x = values.get(a);
        int other = values.get(b);
        int y = add(rows.get(a) + rows.get(b), false);
        sample.step(new Op.Concat(1), y, 0, List.of(), x, other);
    }
}
