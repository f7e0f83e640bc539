package dev.tinywright.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Op;
import dev.tinywright.lower.Overlap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacerTest {
    private final SampleProgram sample = new SampleProgram();

    @Test
    void aChainNeedsItsLargestTwoNeighbours() {
        int x = sample.input(1, 100);
        int a = sample.step(sample.tensor(1, 300), x);
        int b = sample.step(sample.tensor(1, 200), a);
        int y = sample.step(sample.tensor(1, 40), b);
        Placement placement = Placer.place(sample.program(y));
        assertThat(placement.arenaBytes()).as("a multiple of 8").isEqualTo(504);
        assertThat(placement.offsets()).containsOnlyKeys(x, a, b, y);
    }

    @Test
    void scratchMemoryIsThereDuringItsStepAndAlignedToEightBytes() {
        int x = sample.input(1, 20);
        int y = sample.step(new Op.Softmax(1), sample.tensor(1, 12), 24, List.of(), x);
        Placement placement = Placer.place(sample.program(y));
        assertThat(placement.scratch()).hasSize(1).allMatch(offset -> offset >= 0 && offset % 8 == 0);
        assertThat(placement.arenaBytes()).isEqualTo(56);
    }

    @Test
    void anOutputLiesOnAnInputThatIsNoLongerNeeded() {
        int x = sample.input(1, 96);
        int y = sample.step(new Op.Softmax(1), sample.tensor(1, 96), 0, List.of(new Overlap(0, 8)), x);
        assertThat(Placer.place(sample.program(y)).arenaBytes()).isEqualTo(104);
    }

    /** A kernel that takes channel by channel, 56 bytes off its input, writes over what it has yet to read. */
    @Test
    void whatMayLieExactlyOnItsInputLiesThereOrApart() {
        Random random = new Random(9);
        int onInput = 0;
        for (int n = 0; n < 400; n++) {
            SampleProgram chain = new SampleProgram();
            int bytes = 8 * random.nextInt(2, 20);
            int before = chain.input(1, 8 * random.nextInt(1, 20));
            int x = chain.step(new Op.Softmax(1), chain.tensor(1, bytes), 0, overlap(random), before);
            int y = chain.step(new Op.Softmax(1), chain.tensor(1, bytes), 0, List.of(Overlap.exactly(0)), x);
            int z = chain.step(new Op.Softmax(1), chain.tensor(1, 8 * random.nextInt(1, 20)), 0, overlap(random), y);
            Placement placement = Placer.place(chain.program(z));
            int distance = Math.abs(at(placement, x) - at(placement, y));
            assertThat(distance).as("program %d, of %d bytes", n, bytes).matches(d -> d == 0 || d >= bytes);
            onInput += distance == 0 ? 1 : 0;
        }
        assertThat(onInput).isGreaterThan(100);
    }

    private static List<Overlap> overlap(Random random) {
        return random.nextBoolean() ? List.of() : List.of(new Overlap(0, 8 * random.nextInt(-8, 8)));
    }

    @Test
    void anOutputDoesNotLieOnAnInputThatIsReadLater() {
        int x = sample.input(1, 96);
        int a = sample.step(new Op.Softmax(1), sample.tensor(1, 96), 0, List.of(new Overlap(0, 0)), x);
        int y = sample.step(sample.tensor(1, 4), a, x);
        assertThat(Placer.place(sample.program(y)).arenaBytes()).isEqualTo(200);
    }

    @Test
    void aReshapeIsItsInput() {
        int x = sample.input(1, 4, 4, 2);
        int y = sample.step(new Op.Reshape(), sample.tensor(1, 32), 0, List.of(), x);
        int z = sample.step(sample.tensor(1, 8), y);
        Placement placement = Placer.place(sample.program(z));
        assertThat(placement.arenaBytes()).isEqualTo(40);
        assertThat(placement.aliased()).containsExactly(0);
        assertThat(placement.offsets()).containsEntry(x, at(placement, y));
    }

    @Test
    void statesHaveNoPlace() {
        int x = sample.input(1, 8);
        int state = sample.state(1, 4000);
        int y = sample.step(sample.tensor(1, 8), x, state);
        Placement placement = Placer.place(sample.program(y));
        assertThat(placement.arenaBytes()).isEqualTo(16);
        assertThat(placement.offsets()).doesNotContainKey(state);
    }

    @Test
    void partsOfAConcatenationOfRowsAreWrittenInPlace() {
        int x = sample.input(1, 4, 4, 2);
        int a = sample.step(sample.tensor(1, 2, 4, 2), x);
        int b = sample.step(sample.tensor(1, 3, 4, 2), x);
        int y = sample.step(new Op.Concat(1), sample.tensor(1, 5, 4, 2), 0, List.of(), a, b);
        Placement placement = Placer.place(sample.program(y));
        assertThat(placement.aliased()).containsExactly(2);
        assertThat(placement.offsets()).containsEntry(b, at(placement, y) + 16);
        assertThat(placement.arenaBytes()).isEqualTo(72);
    }

    @Test
    void aConcatenationOfChannelsIsCarriedOut() {
        int x = sample.input(1, 4, 4, 2);
        int a = sample.step(sample.tensor(1, 4, 4, 4), x);
        int b = sample.step(sample.tensor(1, 4, 4, 4), x);
        int y = sample.step(new Op.Concat(3), sample.tensor(1, 4, 4, 8), 0, List.of(), a, b);
        assertThat(Placer.place(sample.program(y)).aliased()).isEmpty();
    }

    @Test
    void slicesOfRowsAreViewsAndRowsThatNobodyNeedsAreFree() {
        int x = sample.input(1, 8, 4, 4);
        int top = slice(x, 0, 4);
        int bottom = slice(x, 4, 4);
        int a = sample.step(sample.tensor(1, 4, 4, 4), top);
        int b = sample.step(new Op.Softmax(1), sample.tensor(1, 4, 4, 4), 0, List.of(new Overlap(0, 0)), bottom);
        int y = sample.step(new Op.Concat(1), sample.tensor(1, 8, 4, 4), 0, List.of(), a, b);
        Placement placement = Placer.place(sample.program(y));
        assertThat(placement.aliased()).hasSize(3);
        assertThat(placement.arenaBytes()).isEqualTo(192);
    }

    private static int at(Placement placement, int tensor) {
        return placement.offsets().getOrDefault(tensor, -1);
    }

    private int slice(int x, int row, int rows) {
        Op slice = new Op.StridedSlice(List.of(0, row, 0, 0), List.of(1, 1, 1, 1));
        return sample.step(slice, sample.tensor(1, rows, 4, 4), 0, List.of(), x);
    }

    @Test
    void aTensorThatIsTwoPartsIsCopied() {
        int x = sample.input(1, 4, 4, 4);
        int a = sample.step(sample.tensor(1, 2, 4, 4), x);
        int y = sample.step(new Op.Concat(1), sample.tensor(1, 4, 4, 4), 0, List.of(), a, a);
        assertThat(Placer.place(sample.program(y)).aliased()).isEmpty();
    }

    @Test
    void partsThatStartBetweenWordsAreCopied() {
        int x = sample.input(1, 4, 4, 4);
        int y = sample.tensor(2, 3);
        int z = sample.tensor(2, 3);
        int whole = sample.step(sample.tensor(4, 3), x);
        sample.split(0, whole, List.of(y, z));
        assertThat(Placer.place(sample.program(y, z)).aliased()).isEmpty();
    }
}
