package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.data.Framing;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.PictureStep;
import dev.tinywright.features.SignalStep;
import dev.tinywright.model.Activation;
import dev.tinywright.model.Layer;
import dev.tinywright.signal.Statistic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans for recordings and pictures, as text and back. */
class CapturePlanTest {
    private static final String SOUND = """
            version: 1
            window: {length: 1, stride: 0.25, rate: 8000}
            features:
              - {uses: high-pass, cutoff: 100, order: 1}
              - {uses: mfcc, frame: 0.03, stride: 0.02, bands: 40, low: 20, high: 4000, coefficients: 10}
              - uses: standardize
            model:
              - conv: {filters: 8, kernel: [10, 4], stride: [2, 2]}
              - depthwise-conv: {kernel: 3, activation: none}
              - residual: {layers: [{conv: {filters: 8, kernel: [3, 3]}}, {pool: {kind: max, size: [1, 1]}}]}
              - pool: {kind: average, size: [2, 2]}
              - global-average: {}
              - dropout: {share: 10 %}
              - dense: {units: 10}
            """;

    @Test
    void aPlanForSoundIsReadAndWrittenTheSame() {
        Plan plan = PlanFile.parse(SOUND, "plan.yaml");

        assertThat(plan.framing()).isEqualTo(new Framing.Window(1, 0.25, 8000));
        assertThat(plan.features().get(0)).isEqualTo(new SignalStep.HighPass(100, 1));
        assertThat(plan.features().get(1)).isInstanceOf(SignalStep.Mfcc.class);
        assertThat(plan.model().getFirst())
                .isEqualTo(new Layer.Conv(8, new Layer.Kernel(10, 4, 2, 2, true), true, Activation.RELU));
        assertThat(plan.model()).hasSize(7);
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml")).isEqualTo(plan);
    }

    @Test
    void aPlanForPicturesIsReadAndWrittenTheSame() {
        Plan plan = PlanFile.parse("""
                version: 1
                picture: {height: 32, width: 20, channels: 3, fit: pad}
                features: [{uses: grey}, {uses: resize, height: 16, width: 10}]
                model: [{dense: {units: 2}}]
                """, "plan.yaml");

        assertThat(plan.framing()).isEqualTo(new Framing.Picture(32, 20, 3, Framing.Fit.PAD));
        assertThat(plan.features()).containsExactly(new PictureStep.Grey(), new PictureStep.Resize(16, 10));
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml")).isEqualTo(plan);
    }

    @Test
    void everyBlockForWindowsSurvivesTheFile() {
        Plan plan = PlanFile.parse("""
                version: 1
                window: {length: 2}
                features:
                  - uses: difference
                  - uses: remove-mean
                  - {uses: low-pass, cutoff: 20}
                  - {uses: statistics, of: [rms, peak-to-peak]}
                  - {uses: spectrum, fft: 64, bands: 8, peaks: 2}
                  - {uses: wavelet, levels: 3}
                  - {uses: mel, bands: 20, scale: decibel}
                  - uses: raw
                model: [{dense: {units: 2}}]
                """, "plan.yaml");

        assertThat(plan.features()).hasSize(8);
        assertThat(plan.features().get(3))
                .isEqualTo(new SignalStep.Statistics(List.of(Statistic.RMS, Statistic.PEAK_TO_PEAK)));
        assertThat(PlanFile.parse(PlanFile.text(plan), "plan.yaml")).isEqualTo(plan);
    }

    @Test
    void mistakesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> PlanFile.parse("""
                        version: 1
                        window: {length: 0}
                        features: [{uses: statistics, of: [median]}, {uses: high-pass}]
                        model:
                          - conv: {kernel: [3, 3, 3]}
                          - {conv: {filters: 2}, pool: {}}
                          - convolution: {filters: 2}
                        """, "plan.yaml"))
                .isInstanceOfSatisfying(
                        TinywrightException.class, e -> assertThat(e.diagnosis().what())
                                .contains("window.length must be above 0")
                                .contains("no statistic 'median'")
                                .contains("cutoff")
                                .contains("needs filters"));
    }
}
