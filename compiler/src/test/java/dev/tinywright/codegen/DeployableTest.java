package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tinywright.contract.Acquisition;
import dev.tinywright.features.InputProgram;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What does not fit together is refused where it is handed over, and the contract goes along. */
class DeployableTest {
    private static final InputProgram PROGRAM = SampleModels.program(3, List.of());
    private static final Deployable MODEL =
            SampleModels.deployable("Fruit & Co", PROGRAM, List.of("apple", "lime", "plum"), "");

    @Test
    void handsTheContractOn() {
        CSource source = SampleModels.source(MODEL);
        assertThat(source.contract()).isEqualTo(MODEL.contract());
        assertThat(source.contract().model()).isEqualTo("fruit_co").isEqualTo(source.name());
        assertThat(source.files().get("fruit_co.h"))
                .contains("#define FRUIT_CO_CONTRACT \"" + MODEL.contract().id() + "\"");
    }

    @Test
    void refusesPartsOfDifferentSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(List.of("apple", "lime"), Acquisition.unknown(3), List.of()))
                .withMessage("labels 2 do not fit network outputs 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(MODEL.labels(), Acquisition.unknown(2), List.of()))
                .withMessage("readings 3 do not fit ranges 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(MODEL.labels(), Acquisition.unknown(3), List.of(List.of(1f, 2f))))
                .withMessage("a sample of 2 readings for a model of 3");
    }

    @Test
    void buildsInEightSamplesAtMost() {
        List<List<Float>> many = Collections.nCopies(50, List.of(1f, 2f, Float.NaN));
        CSource source = SampleModels.source(with(MODEL.labels(), Acquisition.unknown(3), many));
        assertThat(source.files().get("fruit_co.c")).contains("golden_readings[8 * FRUIT_CO_READINGS]");
    }

    @Test
    void sourceHasTheContractOfItsModel() {
        CSource source = SampleModels.source(MODEL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CSource("other", source.files(), source.modelFiles(), 0, 0, source.contract()))
                .withMessageContaining("the source of other");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CSource(source.name(), new TreeMap<>(), source.modelFiles(), 0, 0, source.contract()));
    }

    private static Deployable with(List<String> labels, Acquisition acquisition, List<List<Float>> samples) {
        return new Deployable(MODEL.name(), PROGRAM, MODEL.network(), labels, "1", "", acquisition, samples);
    }
}
