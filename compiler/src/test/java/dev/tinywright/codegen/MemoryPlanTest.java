package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    @Test
    void neighboursNeverOverlapAndTheArenaIsAsLargeAsTheLargestTwo() {
        Random random = new Random(1);
        for (int n = 0; n < 500; n++) {
            List<Integer> units = random.ints(random.nextInt(5), 1, 300).boxed().toList();
            int inputs = random.nextInt(1, 200);
            MemoryPlan plan = MemoryPlan.of(inputs, units);
            int needed = 4 * inputs;
            for (int i = 0; i < units.size(); i++) {
                MemoryPlan.Slot x = plan.slots().get(i);
                MemoryPlan.Slot y = plan.slots().get(i + 1);
                assertThat(x.offset() + x.bytes() <= y.offset() || y.offset() + y.bytes() <= x.offset())
                        .as("%s", plan)
                        .isTrue();
                needed = Math.max(needed, x.bytes() + y.bytes());
            }
            assertThat(plan.slots()).allMatch(s -> s.offset() >= 0 && s.offset() + s.bytes() <= plan.arenaBytes());
            assertThat(plan.arenaBytes()).isBetween(needed, needed + 3);
        }
    }
}
