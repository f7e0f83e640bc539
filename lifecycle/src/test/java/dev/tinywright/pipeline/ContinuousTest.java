package dev.tinywright.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.recording.Captures.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuousTest {
    @Test
    void readsHowManyFalseAlarmsTheSentenceAllows() {
        assertThat(Continuous.allowed("Hear yes and no, at most 2 false alarms per hour."))
                .contains(2.0);
        assertThat(Continuous.allowed("no more than one wrong detection a day")).contains(1.0 / 24);
        assertThat(Continuous.allowed("No false activations an hour")).contains(0.0);
        assertThat(Continuous.allowed("1.5 false triggers each hour")).contains(1.5);
    }

    @Test
    void wordsAndGesturesThatAreListenedForNeedAClassOfWhatIsBetween() {
        List<String> own = List.of("yes", "no");
        assertThat(Listening.isAsked("Tell yes from no", Kind.SOUND, own, 0.6)).isTrue();
        assertThat(Listening.isAsked("Tell yes from no", Kind.SOUND, own, 8)).isFalse();
        assertThat(Listening.isAsked("Tell yes from no, without a background class", Kind.SOUND, own, 0.6))
                .isFalse();
        assertThat(Listening.isAsked("Tell", Kind.SOUND, List.of("yes", "background noise"), 0.6))
                .isFalse();
        assertThat(Listening.isAsked("Whenever I nod or shake my head", Kind.RECORDINGS, own, 1.5))
                .isTrue();
        assertThat(Listening.isAsked("Recognise walking", Kind.RECORDINGS, own, 1.5))
                .isFalse();
        assertThat(Listening.isAsked("Keywords", Kind.PICTURES, own, 0)).isFalse();
    }

    @Test
    void aSentenceThatSaysNothingOfFalseAlarmsAllowsTheUsual() {
        assertThat(Continuous.allowed("Hear yes and no in 2 hours of noise")).isEmpty();
    }
}
