package dev.tinywright.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.graph.Padding;
import dev.tinywright.graph.Shape;
import dev.tinywright.graph.Window;
import dev.tinywright.lower.OverlapRule.Reads;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernels run with their output upon their input: at the lead nothing changes, one byte nearer something does. */
class OverlapRuleTest {
    @Test
    void elementsOfOneSizeStayWhereTheyAre() {
        assertThat(OverlapRule.inPlace(1)).isEqualTo(new Overlap(1, 0));
        assertThat(OverlapRule.elementwise(0, 10, 1, 1).lead()).isZero();
    }

    @Test
    void elementsThatGrowNeedAStart() {
        assertThat(OverlapRule.elementwise(0, 10, 1, 4).lead()).isEqualTo(27);
    }

    @Test
    void elementsThatShrinkMayStartLater() {
        assertThat(OverlapRule.elementwise(0, 10, 4, 1).lead()).isEqualTo(-3);
    }

    @Test
    void whatIsReadAtOnceMayBeAnywhere() {
        assertThat(OverlapRule.of(40).read(0).write(100).lead()).isEqualTo(-40);
    }

    @Test
    void aPointwiseConvolutionThatKeepsAPixelWorksInPlace() {
        Shape shape = Shape.of(1, 5, 4, 8);
        Window window = Window.of(Padding.NONE, 1);
        assertThat(OverlapRule.windowed(shape, shape, window, 1, 1, 1, Reads.BEFORE_WRITING))
                .isZero();
        assertThat(OverlapRule.windowed(shape, shape, window, 1, 1, 1, Reads.WHILE_WRITING))
                .isEqualTo(8);
    }

    @Test
    void theLeadOfAWindowIsExact() {
        Random random = new Random(5);
        for (int n = 0; n < 3000; n++) {
            Picture picture = Picture.random(random);
            Reads reads = random.nextBoolean() ? Reads.BEFORE_WRITING : Reads.WHILE_WRITING;
            int together = random.nextInt(3) == 0 ? picture.out().width() : random.nextInt(1, 3);
            int lead = OverlapRule.windowed(
                    picture.in(),
                    picture.out(),
                    picture.window(),
                    picture.kernelY(),
                    picture.kernelX(),
                    together,
                    reads);
            picture.expectExact(lead, start -> picture.slide(start, together, reads));
        }
    }

    @Test
    void theLeadOfCopiedRowsIsExact() {
        Random random = new Random(6);
        for (int n = 0; n < 3000; n++) {
            Picture picture = Picture.random(random);
            int lead = OverlapRule.rowsCopied(picture.in(), picture.out(), picture.window(), picture.kernelY());
            picture.expectExact(lead, picture::copyRows);
        }
    }

    private interface Kernel {
        /** Returns whether the kernel read nothing but input, which starts so many bytes behind the output. */
        boolean readsInputOnly(int start);
    }

    private record Picture(Shape in, Shape out, Window window, int kernelY, int kernelX) {
        static Picture random(Random random) {
            int kernelY = random.nextInt(1, 4);
            int kernelX = random.nextInt(1, 4);
            Padding padding = new Padding(random.nextInt(3), random.nextInt(3), random.nextInt(3), random.nextInt(3));
            Window window = new Window(
                    padding, random.nextInt(1, 3), random.nextInt(1, 3), random.nextInt(1, 3), random.nextInt(1, 3));
            Shape in = Shape.of(1, random.nextInt(5, 9), random.nextInt(5, 9), random.nextInt(1, 4));
            int height = (in.height() + padding.top() + padding.bottom() - (kernelY - 1) * window.dilationY() - 1)
                            / window.strideY()
                    + 1;
            int width = (in.width() + padding.left() + padding.right() - (kernelX - 1) * window.dilationX() - 1)
                            / window.strideX()
                    + 1;
            return new Picture(in, Shape.of(1, height, width, random.nextInt(1, 4)), window, kernelY, kernelX);
        }

        void expectExact(int lead, Kernel kernel) {
            assertThat(kernel.readsInputOnly(lead))
                    .as("%s, lead %s", this, lead)
                    .isTrue();
            if (lead > -in.elements()) {
                assertThat(kernel.readsInputOnly(lead - 1))
                        .as("%s, less than %s", this, lead)
                        .isFalse();
            }
        }

        boolean slide(int start, int together, Reads reads) {
            Memory memory = new Memory(in.elements(), start);
            boolean clean = true;
            for (int y = 0; y < out.height(); y++) {
                for (int x = 0; x < out.width(); x += together) {
                    int end = Math.min(out.width(), x + together);
                    clean &= readWindows(memory, y, x, end);
                    memory.write((y * out.width() + x) * out.channels(), (y * out.width() + end) * out.channels());
                    clean &= reads == Reads.BEFORE_WRITING || readWindows(memory, y, x, end);
                }
            }
            return clean;
        }

        private boolean readWindows(Memory memory, int y, int start, int end) {
            boolean clean = true;
            for (int x = start; x < end; x++) {
                for (int k = 0; k < kernelY * kernelX; k++) {
                    int row = y * window.strideY() - window.padding().top() + k / kernelX * window.dilationY();
                    int column = x * window.strideX() - window.padding().left() + k % kernelX * window.dilationX();
                    if (row >= 0 && row < in.height() && column >= 0 && column < in.width()) {
                        int at = (row * in.width() + column) * in.channels();
                        clean &= memory.isInput(at, at + in.channels());
                    }
                }
            }
            return clean;
        }

        boolean copyRows(int start) {
            Memory memory = new Memory(in.elements(), start);
            int row = in.width() * in.channels();
            boolean clean = true;
            int copied = 0;
            for (int y = 0; y < out.height(); y++) {
                int bottom = y * window.strideY() - window.padding().top() + (kernelY - 1) * window.dilationY();
                while (copied <= bottom && copied < in.height()) {
                    clean &= memory.isInput(copied * row, (copied + 1) * row);
                    copied++;
                }
                memory.write(y * out.width() * out.channels(), (y + 1) * out.width() * out.channels());
            }
            return clean;
        }
    }

    private static final class Memory {
        private final boolean[] overwritten;
        private final int start;

        Memory(int inputBytes, int start) {
            this.overwritten = new boolean[inputBytes];
            this.start = start;
        }

        boolean isInput(int from, int to) {
            return java.util.stream.IntStream.range(from, to).noneMatch(i -> overwritten[i]);
        }

        void write(int from, int to) {
            int first = Math.clamp((long) from - start, 0, overwritten.length);
            int last = Math.clamp((long) to - start, 0, overwritten.length);
            Arrays.fill(overwritten, first, last, true);
        }
    }
}
