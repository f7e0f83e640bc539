package dev.tinywright.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.contract.Contract.Input;
import dev.tinywright.contract.Contract.Tensor;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.Reading;
import dev.tinywright.quantize.QuantizedModel;
import dev.tinywright.quantize.Trace;
import dev.tinywright.tensor.Quantization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contract that contradicts itself cannot be made, and two that differ anywhere are told apart, with the place named. */
class ContractTest {
    private static final Quantization SHARES = new Quantization(1f / 256, -128);
    private static final Tensor OUTPUT = new Tensor(List.of(2), SHARES);
    private static final Tensor INPUT = new Tensor(List.of(3), new Quantization(0.5f, 3));
    private static final List<Input> INPUTS =
            List.of(new Input("Red", "lux", 0.1f, 0.9f), new Input("Green", "", 0, 1), new Input("Blue", "", 0, 0));
    private static final Contract FRUIT = new Contract(
            "fruit",
            "1a",
            INPUTS,
            List.of(List.of(0, 1, 2)),
            1,
            OptionalDouble.of(50),
            INPUT,
            OUTPUT,
            List.of("apple", "banana"));

    @Test
    void isMadeOfDataFeaturesAndNetwork() {
        InputProgram program = program(2);
        Acquisition acquisition = new Acquisition(
                List.of(new Acquisition.Range(-1, 4), new Acquisition.Range(0, 0.5f)),
                List.of(),
                OptionalDouble.of(10));
        Contract contract = Contract.of("m", "7", program, network(2), List.of("no", "yes"), acquisition);
        assertThat(contract.inputs()).containsExactly(new Input("r0", "V", -1, 4), new Input("r1", "V", 0, 0.5f));
        assertThat(contract.output()).isEqualTo(OUTPUT);
        assertThat(contract.input().shape()).containsExactly(2);
        assertThat(contract.window()).isEqualTo(1);
        assertThat(contract.rateHz()).hasValue(10);
    }

    @Test
    void refusesPartsThatDoNotFit() {
        InputProgram program = program(2);
        List<String> labels = List.of("no", "yes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of("m", "1", program, network(2), labels, Acquisition.unknown(3)))
                .withMessage("readings 2 do not fit ranges 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of("m", "1", program(3), network(2), labels, Acquisition.unknown(3)))
                .withMessage("features 3 do not fit network inputs 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Contract.of("m", "1", program, network(2), List.of("no"), Acquisition.unknown(2)))
                .withMessage("labels 1 do not fit network outputs 2");
    }

    @Test
    void cannotContradictItself() {
        assertRefused(List.of(), List.of(), 1, OptionalDouble.empty(), List.of("a", "b"), "no inputs");
        assertRefused(INPUTS, List.of(), 0, OptionalDouble.empty(), List.of("a", "b"), "a window of 0 samples");
        assertRefused(INPUTS, List.of(), 1, OptionalDouble.empty(), List.of("a"), "1 labels for 2 outputs");
        assertRefused(
                INPUTS, List.of(), 1, OptionalDouble.empty(), List.of("a", "a"), "a label stands for two outputs");
        assertShares(List.of(List.of(0, 3)), "no input 3 for a share");
        assertShares(List.of(List.of(-1, 0)), "no input -1 for a share");
        assertShares(List.of(List.of(0)), "a group of shares needs two inputs");
        assertShares(List.of(List.of(0, 0)), "input 0 is a share of two sums");
        assertShares(List.of(List.of(0, 1), List.of(1, 2)), "input 1 is a share of two sums");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void hasARateThatAClockCanKeep(double rate) {
        assertRefused(INPUTS, List.of(), 1, OptionalDouble.of(rate), List.of("a", "b"), "a rate of ");
    }

    @Test
    void hasRangesOfNumbers() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 2}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Input("a", "", wrong, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new Acquisition.Range(wrong, 1));
        }
        assertThat(new Input("a", "", 0, 0).rangeKnown()).isFalse();
        assertThat(new Input("a", "", 2, 2).rangeKnown()).isTrue();
        assertThat(Acquisition.unknown(2).ranges())
                .containsExactly(new Acquisition.Range(0, 0), new Acquisition.Range(0, 0));
    }

    @Test
    void saysWhatToPassAndWhatComesBack() {
        assertThat(FRUIT.describe())
                .containsExactly(
                        "input 0: Red, in lux, 0.1 to 0.9 in training, share: raw value / sum of Red, Green, Blue",
                        "input 1: Green, 0 to 1 in training, share: raw value / sum of Red, Green, Blue",
                        "input 2: Blue, share: raw value / sum of Red, Green, Blue",
                        "one inference takes one sample of all inputs, float32, NaN for a missing one",
                        "recorded at 50 samples per second",
                        "network input: int8 [3], real = 0.5 * (q - 3)",
                        "network output: int8 [2], real = 0.00390625 * (q - -128)",
                        "output 0: \"apple\"",
                        "output 1: \"banana\"");
    }

    @Test
    void everyPartChangesTheIdAndIsNamedWhereItDiffers() {
        List<Contract> others = new ArrayList<>();
        List<String> named = new ArrayList<>();
        add(others, named, with(INPUTS.reversed(), FRUIT.labels()), "input 0 is \"Red\", not \"Blue\"");
        add(others, named, with(INPUTS.subList(0, 2), FRUIT.labels()), "number of inputs is 3, not 2");
        add(
                others,
                named,
                with(first(new Input("Red", "count", 0.1f, 0.9f)), FRUIT.labels()),
                "unit of input 0 is \"lux\", not \"count\"");
        add(
                others,
                named,
                with(first(new Input("Red", "lux", 0.1f, 1f)), FRUIT.labels()),
                "trained range of input 0 is 0.1 to 0.9, not 0.1 to 1.0");
        add(others, named, with(INPUTS, List.of("banana", "apple")), "label of output 0 is \"apple\", not \"banana\"");
        add(others, named, with("lime", "1a", OptionalDouble.of(50), 1, INPUT), "model is fruit, not lime");
        add(others, named, with("fruit", "1b", OptionalDouble.of(50), 1, INPUT), "version is \"1a\", not \"1b\"");
        add(others, named, with("fruit", "1a", OptionalDouble.empty(), 1, INPUT), "rate is 50.0 Hz, not unknown");
        add(others, named, with("fruit", "1a", OptionalDouble.of(50), 8, INPUT), "window is 1, not 8");
        Tensor zero = new Tensor(List.of(3), new Quantization(0.5f, 4));
        add(
                others,
                named,
                with("fruit", "1a", OptionalDouble.of(50), 1, zero),
                "network input is int8 [3], real = 0.5 * (q - 3), not");
        Set<String> ids = new HashSet<>(Set.of(FRUIT.id()));
        for (int i = 0; i < others.size(); i++) {
            Contract other = others.get(i);
            assertThat(ids.add(other.id())).as(named.get(i)).isTrue();
            String difference = named.get(i);
            assertThatThrownBy(() -> FRUIT.requireSame(other, "app/fruit.ino"))
                    .isInstanceOf(TinywrightException.class)
                    .hasMessageContaining("error: the contract with model fruit is broken: " + difference)
                    .hasMessageContaining("at: app/fruit.ino");
        }
        FRUIT.requireSame(with(INPUTS, FRUIT.labels()), "nowhere");
        assertThat(with(INPUTS, FRUIT.labels()).id()).isEqualTo(FRUIT.id()).matches("[0-9a-f]{8}");
    }

    /** A model that was trained again is called as before; one with other labels is not. */
    @Test
    void theInterfaceStaysWhereACallerNeedNotChange() {
        Contract again = new Contract(
                "fruit",
                "2b",
                List.of(new Input("Red", "lux", 0.2f, 0.8f), INPUTS.get(1), INPUTS.get(2)),
                FRUIT.shares(),
                1,
                FRUIT.rateHz(),
                new Tensor(List.of(5), new Quantization(0.25f, 9)),
                OUTPUT,
                FRUIT.labels());
        assertThat(again.id()).isNotEqualTo(FRUIT.id());
        assertThat(again.interfaceId()).isEqualTo(FRUIT.interfaceId());
        Contract swapped = new Contract(
                "fruit", "1a", INPUTS, FRUIT.shares(), 1, FRUIT.rateHz(), INPUT, OUTPUT, List.of("banana", "apple"));
        Contract raw = new Contract("fruit", "1a", INPUTS, List.of(), 1, FRUIT.rateHz(), INPUT, OUTPUT, FRUIT.labels());
        assertThat(List.of(swapped.interfaceId(), raw.interfaceId())).doesNotContain(FRUIT.interfaceId());
    }

    @Test
    void textCannotPassForAnotherPart() {
        List<String> sly = List.of("a\"\nlabel of output 1=\"b", "c");
        Contract one = with(INPUTS, sly);
        Contract other = with(INPUTS, List.of("a", "b\"\nlabel of output 1=\"c"));
        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(with(INPUTS, List.of("a\\n", "c")).id())
                .isNotEqualTo(with(INPUTS, List.of("a\n", "c")).id());
    }

    private static List<Input> first(Input input) {
        return List.of(input, INPUTS.get(1), INPUTS.get(2));
    }

    private static Contract with(List<Input> inputs, List<String> labels) {
        List<List<Integer>> shares = inputs.size() == 3 ? FRUIT.shares() : List.of();
        return new Contract("fruit", "1a", inputs, shares, 1, OptionalDouble.of(50), INPUT, OUTPUT, labels);
    }

    private static Contract with(String model, String version, OptionalDouble rate, int window, Tensor input) {
        return new Contract(model, version, INPUTS, FRUIT.shares(), window, rate, input, OUTPUT, FRUIT.labels());
    }

    private static void add(List<Contract> others, List<String> named, Contract contract, String difference) {
        others.add(contract);
        named.add(difference);
    }

    private static void assertShares(List<List<Integer>> shares, String message) {
        assertRefused(INPUTS, shares, 1, OptionalDouble.empty(), List.of("a", "b"), message);
    }

    private static void assertRefused(
            List<Input> inputs,
            List<List<Integer>> shares,
            int window,
            OptionalDouble rate,
            List<String> labels,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Contract("m", "1", inputs, shares, window, rate, INPUT, OUTPUT, labels))
                .withMessageContaining("not a contract: " + message);
    }

    private static InputProgram program(int readings) {
        List<Reading> names = new ArrayList<>();
        for (int i = 0; i < readings; i++) {
            names.add(new Reading("r" + i, "V"));
        }
        return InputProgram.fit(names, new float[2][readings], List.of());
    }

    private static QuantizedModel network(int outputs) {
        return Trace.softmax(outputs, SHARES);
    }
}
