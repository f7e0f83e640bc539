package dev.tinywright.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.lower.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Placements against the least that any placement in that order can have, and orders against all orders. */
class OptimumTest {
    private static final int UNIT = 8;

    @Test
    void placementsOfSmallProgramsAreNearTheLeast() {
        Random random = new Random(7);
        List<Double> gaps = new ArrayList<>();
        for (int n = 0; n < 150; n++) {
            Program program = RandomPrograms.next(random, random.nextInt(3, 8));
            Placement placement = Placer.place(program);
            new Exact(placement.program())
                    .least(placement.arenaBytes())
                    .ifPresent(least -> gaps.add((double) placement.arenaBytes() / least - 1));
        }
        assertThat(gaps).hasSizeGreaterThan(130);
        assertThat(gaps.stream().mapToDouble(g -> g).average().orElseThrow()).isLessThan(0.005);
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(0.0, 0.1));
    }

    @Test
    void theOrderOfSmallProgramsNeedsNoMoreThanAnyOther() {
        Random random = new Random(8);
        for (int n = 0; n < 100; n++) {
            Program program = RandomPrograms.next(random, 7);
            Blocks blocks = new Blocks(program, Views.of(program.graph()));
            Demand demand = new Demand(program, blocks);
            int least = leastOfAllOrders(program, demand, new ArrayList<>());
            assertThat(demand.of(Schedule.of(program.graph(), demand))).isEqualTo(least);
        }
    }

    /** What is said quickly need not be reached, and is seldom far away. */
    @Test
    void whatIsNeededAtLeastIsNearWhatIsPlaced() {
        Random random = new Random(7);
        int reached = 0;
        for (int n = 0; n < 30; n++) {
            Program program = RandomPrograms.next(random, 9);
            int placed = Placer.place(program).arenaBytes();
            assertThat((double) Placer.atLeast(program)).isBetween(0.5 * placed, 1.2 * placed);
            reached += placed - Placer.atLeast(program) <= 8 ? 1 : 0;
        }
        assertThat(reached).isGreaterThan(15);
    }

    @Test
    void largeProgramsArePlacedWithoutConflicts() {
        Random random = new Random(9);
        for (int n = 0; n < 12; n++) {
            PlacementCheck.check(Placer.place(RandomPrograms.next(random, random.nextInt(10, 40))));
        }
    }

    private static int leastOfAllOrders(Program program, Demand demand, List<Integer> order) {
        int nodes = program.steps().size();
        if (order.size() == nodes) {
            return demand.of(order.stream().mapToInt(i -> i).toArray());
        }
        int least = Integer.MAX_VALUE;
        for (int node = 0; node < nodes; node++) {
            if (!order.contains(node) && isReady(program, order, node)) {
                order.add(node);
                least = Math.min(least, leastOfAllOrders(program, demand, order));
                order.removeLast();
            }
        }
        return least;
    }

    private static boolean isReady(Program program, List<Integer> done, int node) {
        return IntStream.range(0, program.steps().size())
                .filter(other -> program.steps().get(other).node().outputs().stream()
                        .anyMatch(program.steps().get(node).node().inputs()::contains))
                .allMatch(done::contains);
    }

    /** Tries every place of every block, a unit apart; gives up where that takes too long. */
    private static final class Exact {
        private final List<Block> blocks;
        private final Conflicts conflicts;
        private final int[] starts;
        private int tries = 100_000;

        Exact(Program program) {
            Blocks all = new Blocks(program, Views.of(program.graph()));
            blocks = all.all();
            int[] order = IntStream.range(0, program.steps().size()).toArray();
            conflicts = new Conflicts(all, Conflicts.positions(order));
            starts = new int[blocks.size()];
        }

        OptionalInt least(int found) {
            int least = found;
            while (fits(0, least - UNIT)) {
                least -= UNIT;
            }
            return tries > 0 ? OptionalInt.of(least) : OptionalInt.empty();
        }

        private boolean fits(int block, int bytes) {
            if (block == blocks.size() || tries-- <= 0) {
                return block == blocks.size();
            }
            for (starts[block] = 0; starts[block] + blocks.get(block).bytes() <= bytes; starts[block] += UNIT) {
                if (isFree(block) && fits(block + 1, bytes)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isFree(int block) {
            return conflicts.of(block).stream().filter(f -> f.other() < block).allMatch(f -> {
                int distance = starts[block] - starts[f.other()];
                return distance <= f.above() || distance >= f.below();
            });
        }
    }
}
