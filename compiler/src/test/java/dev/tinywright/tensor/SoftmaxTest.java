package dev.tinywright.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {

    @ParameterizedTest
    @ValueSource(floats = {1e-6f, 0.01f, 0.1f, 0.5f, 3, 40, 1e6f})
    void staysWithinHalfAStepOfTheRealShare(float scale) {
        Softmax.Parameters parameters = Softmax.parameters(scale);
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            byte[] x = new byte[random.nextInt(1, 12)];
            random.nextBytes(x);
            byte[] y = Softmax.apply(parameters, x);
            for (int i = 0; i < x.length; i++) {
                double share = Math.min(realShare(scale, x, i) * 256, 255);
                assertThat(y[i] + 128.0).isCloseTo(share, within(0.501));
            }
        }
    }

    private static double realShare(float scale, byte[] x, int i) {
        double sum = 0;
        for (byte q : x) {
            sum += Math.exp(scale * (double) (q - x[i]));
        }
        return 1 / sum;
    }

    @Test
    void givesOneClassEverythingAndEqualClassesEqualShares() {
        Softmax.Parameters parameters = Softmax.parameters(0.1f);
        assertThat(Softmax.apply(parameters, new byte[] {-7})).containsExactly(127);
        assertThat(Softmax.apply(parameters, new byte[] {5, 5})).containsExactly(0, 0);
        assertThat(Softmax.apply(parameters, new byte[] {5, 5, 5, 5})).containsExactly(-64, -64, -64, -64);
        assertThat(Softmax.apply(parameters, new byte[8191])).containsOnly(-128);
    }

    @Test
    void leavesNothingForALogitThatIsFarBelow() {
        assertThat(Softmax.apply(Softmax.parameters(1), new byte[] {100, -100})).containsExactly(127, -128);
        assertThat(Softmax.apply(Softmax.parameters(100), new byte[] {1, 0})).containsExactly(127, -128);
    }

    @Test
    void exponentialsAreGoodToTwentyOneBitsAndReciprocalsToTwentySix() {
        Random random = new Random(6);
        for (int round = 0; round < 20_000; round++) {
            int exponent = -random.nextInt(31 << 26);
            assertThat(Softmax.expOfNegative(exponent, 5) * 0x1p-31)
                    .isCloseTo(Math.exp(exponent * 0x1p-26), within(0x1p-21));
            int fraction = random.nextInt(Integer.MAX_VALUE);
            assertThat(Softmax.reciprocalOfOnePlus(fraction) * 0x1p-31)
                    .isCloseTo(1 / (1 + fraction * 0x1p-31), within(0x1p-26));
        }
    }

    @Test
    void parametersHoldTheScaleAndTheLargestDifference() {
        assertThat(Softmax.parameters(1)).isEqualTo(new Softmax.Parameters(1 << 30, 27, -15));
        assertThat(Softmax.parameters(0.1f).diffMin()).isEqualTo(-248);
        assertThat(Softmax.parameters(1e9f).diffMin()).isZero();
    }

    @Test
    void refusesWhatItCannotShare() {
        assertThatThrownBy(() -> Softmax.parameters(1e-9f)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Softmax.parameters(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Softmax.apply(Softmax.parameters(1), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Softmax.apply(Softmax.parameters(1), new byte[8192]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
