package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the sampling rate comes from, and how recordings are brought to another. */
class RatesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accelerometer recorded at 50 Hz                                   | 50
            gyroscope sampled at 119Hz, decide within 20 ms                   | 119
            tell a 50 Hz hum from silence, sampled with 4 kHz                 | 4000
            100 samples per second of three axes                              | 100
            I logged a row every 10 ms and want an answer every 500 ms        | 100
            readings 20 ms apart                                              | 50
            a sample was taken every 0.5 seconds                              | 2
            16-kHz clips of a microphone                                      | 16000
            Accelerometer recorded at 50 Hz, tell me every 0.5 s what I do    | 50
            recorded at 50 Hz and every 0.5 s I want to know what I do        | 50
            a row every 10 ms of a fan that turns at 30 Hz                    | 100
            sound sampled at 16,000 Hz                                        | 16000
            1,000 samples per second                                          | 1000
            recorded at 12,5 Hz                                               | 12.5
            """)
    void theSentenceTellsTheRate(String sentence, double hertz) {
        assertThat(CaptureHints.of(sentence, List.of()).rateHz()).hasValue(hertz);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one decision per second",
                "at least 5 readings per second",
                "an answer every 200 ms",
                "remove the 50 Hz hum",
                "one check per second",
                "5 frames a second",
                "answer within 100 ms",
                "accelerometer recordings, tell me every 0.5 s what I do",
                "cut the recordings into 2-second segments",
                "the labels are in a second file",
                "each file has a second column",
                "recordings are cut into windows of 2 seconds",
                "vibration between 10 Hz and 60 Hz"
            })
    void whatIsSaidOfOtherThingsIsNoRate(String sentence) {
        CaptureHints hints = CaptureHints.of(sentence, List.of());

        assertThat(hints.rateHz()).isEmpty();
        assertThat(hints.fileSeconds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a thousand one-second files while it ran normally                 | 1
            each file is two seconds                                          | 2
            2.5 s recordings of three gestures                                | 2.5
            every recording lasts about 4 seconds                             | 4
            25 times each, 3 seconds each                                     | 3
            500-ms clips                                                      | 0.5
            each clip lasts a second                                          | 1
            """)
    void theSentenceTellsTheLengthOfFiles(String sentence, double seconds) {
        assertThat(CaptureHints.of(sentence, List.of()).fileSeconds()).hasValue(seconds);
    }

    @Test
    void rowsAndTheLengthOfFilesGiveTheRate() throws IOException {
        Made.motions(folder, 4, 200);

        Captures captures = Made.load(folder, CaptureHints.of("one-second files of two states", List.of()));

        assertThat(captures.rateHz()).hasValue(200);
        assertThat(captures.notes()).contains("200 Hz: 200 rows in each file of 1 s, as the sentence says");
    }

    @Test
    void theLengthOfOneFileAloneGivesNoRate() throws IOException {
        Made.write(folder.resolve("walk/1.csv"), Made.sine(1, 200, 0, ",", "x (g),y (g)\n"));

        Captures captures = Made.load(folder, CaptureHints.of("one-second files of two states", List.of()));

        assertThat(captures.rateHz()).isEmpty();
    }

    @Test
    void theFilesOwnClockWinsOverTheSentenceWhichIsSaid() throws IOException {
        for (String name : List.of("slow", "fast")) {
            for (int i = 0; i < 3; i++) {
                Made.write(folder.resolve(name + "/" + i + ".csv"), timed(name.equals("slow") ? 1 : 3, i));
            }
        }

        Captures captures = Made.load(folder, CaptureHints.of("sampled at 100 Hz", List.of()));

        assertThat(captures.rateHz()).hasValue(50);
        assertThat(captures.warnings()).anyMatch(w -> w.contains("the sentence says 100 Hz and the files say 50 Hz"));
    }

    private static String timed(double hertz, int phase) {
        StringBuilder csv = new StringBuilder("time (s),x\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i / 50.0)
                    .append(',')
                    .append(Math.sin(2 * Math.PI * hertz * i / 50 + phase))
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void aPlansRateResamplesEachRecordingFromItsOwn() throws IOException {
        for (int i = 0; i < 2; i++) {
            Path file = folder.resolve("a/" + i + ".wav");
            Files.createDirectories(file.getParent());
            Files.write(file, Made.wav(48_000, Made.tone(1000 + 10 * i, 48_000, 48_000)));
        }
        Captures recorded = Made.load(folder);

        Captures captures = recorded.at(16_000);

        assertThat(recorded.rateHz()).hasValue(48_000);
        assertThat(captures.rateHz()).hasValue(16_000);
        assertThat(captures.all().getFirst().frames()).isEqualTo(16_000);
        short[] wanted = Made.tone(1000, 16_000, 16_000);
        float[] samples = captures.all().getFirst().read(0, 16_000);
        for (int i = 200; i < 15_800; i++) {
            assertThat(samples[i]).isBetween(wanted[i] - 3f, wanted[i] + 3f);
        }
    }

    @Test
    void aPlansRateIsTheRateOfRecordingsThatSayNone() throws IOException {
        Made.motions(folder, 4, 200);

        Captures captures = Made.load(folder).at(25);

        assertThat(captures.rateHz()).hasValue(25);
        assertThat(captures.all().getFirst().frames()).isEqualTo(200);
    }

    @Test
    void unevenRowsComeToAnEvenGridByTheirOwnTimes() throws IOException {
        for (String name : List.of("a", "b")) {
            SplittableRandom random = new SplittableRandom(3);
            StringBuilder csv = new StringBuilder("t (s),x,y\n");
            double time = 0;
            for (int i = 0; i < 3000; i++) {
                time += 0.01 * (0.5 + random.nextDouble());
                csv.append(time)
                        .append(',')
                        .append(3 * time)
                        .append(',')
                        .append(Math.sin(time))
                        .append('\n');
            }
            for (int file = 0; file < 2; file++) {
                Made.write(folder.resolve(name + "/" + file + ".csv"), csv.toString());
            }
        }

        Captures captures = Made.load(folder);
        var capture = captures.all().getFirst();

        assertThat(captures.rateHz().orElse(0)).isBetween(98.0, 102.0);
        assertThat(captures.warnings()).anyMatch(w -> w.contains("not evenly taken in 4 files"));
        float[] samples = capture.read(0, (int) capture.frames());
        double step = (samples[2 * 2000] - samples[2 * 1000]) / 3 / 1000;
        assertThat(step).isBetween(0.0098, 0.0102);
        for (int i = 1; i < capture.frames(); i++) {
            assertThat(samples[2 * i] - samples[2 * i - 2]).isBetween(3 * 0.0095f, 3 * 0.0105f);
            assertThat((double) samples[2 * i + 1])
                    .isBetween(Math.sin(samples[2 * i] / 3) - 1e-3, Math.sin(samples[2 * i] / 3) + 1e-3);
        }
        float[] later = capture.read(2500, 10);
        assertThat(later).containsExactly(Arrays.copyOfRange(samples, 5000, 5020));
    }

    @Test
    void clocksThatRoundAreNotUneven() throws IOException {
        for (String name : List.of("a", "b")) {
            for (int file = 0; file < 2; file++) {
                StringBuilder csv = new StringBuilder("time (ms),x\n");
                for (int i = 0; i < 900; i++) {
                    csv.append(i * 10 / 3)
                            .append(',')
                            .append(Math.sin(i * 0.1 + file))
                            .append('\n');
                }
                Made.write(folder.resolve(name + "/" + file + ".csv"), csv.toString());
            }
        }

        Captures captures = Made.load(folder);

        assertThat(captures.rateHz()).hasValue(300);
        assertThat(captures.warnings()).isEmpty();
        assertThat(captures.all().getFirst().frames()).isEqualTo(900);
    }

    @Test
    void aClockOfWholeSecondsGivesTheRateByCounting() throws IOException {
        for (String name : List.of("a", "b")) {
            for (int file = 0; file < 2; file++) {
                StringBuilder csv = new StringBuilder("time (s),x\n");
                for (int i = 0; i < 1000; i++) {
                    csv.append(i / 50)
                            .append(',')
                            .append(Math.sin(i * 0.1 + file))
                            .append('\n');
                }
                Made.write(folder.resolve(name + "/" + file + ".csv"), csv.toString());
            }
        }

        assertThat(Made.load(folder).rateHz()).hasValue(50);
    }
}
