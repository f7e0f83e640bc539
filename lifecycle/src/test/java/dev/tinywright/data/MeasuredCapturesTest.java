package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.recording.NumberWish;
import dev.tinywright.recording.Stretch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the number of a recording or picture comes from, and how its windows are divided and counted. */
class MeasuredCapturesTest {
    private static final WindowSettings WINDOWS = WindowSettings.ofSeconds(1, 0.5, 100, WindowSettings.Placing.SLIDE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"600rpm,600,rpm", "rpm_600,600,rpm", "600,600,''", "-4,-4,''", "35.5,35.5,''", "3_bar,3,bar"})
    void takesTheNumberAndItsUnitFromTheFolder(String name, double number, String unit) throws IOException {
        write(name, 3, i -> 1);
        write("900", 3, i -> 1);
        Captures captures = load("predict the speed");
        assertThat(captures.all().getLast().number().isPresent()).isTrue();
        assertThat(captures.all().stream()
                        .filter(c -> c.name().startsWith(name + "/"))
                        .map(c -> c.number().orElse(Double.NaN)))
                .hasSize(3)
                .containsOnly(number);
        assertThat(captures.measured()).hasValue(new Captures.Measured("speed", unit, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s.take%d.csv", "take%2$d_%1$srpm.csv", "run%2$d-speed_%1$s.csv", "%s_%d.csv"})
    void takesTheNumberFromAFilesName(String form) throws IOException {
        for (int i = 0; i < 8; i++) {
            Made.write(folder.resolve(String.format(Locale.ROOT, form, 100 + 50 * (i / 2), i)), sine(1 + i / 2.0));
        }
        assertThat(numbers(load("predict the speed")))
                .containsExactlyInAnyOrder(100.0, 100.0, 150.0, 150.0, 200.0, 200.0, 250.0, 250.0);
    }

    @Test
    void aListOfFilesGoesBeforeNamesAndWhatItDoesNotKnowIsCounted() throws IOException {
        StringBuilder list = new StringBuilder("file,loudness (dB)\n");
        List<String> values = List.of("41.5", "50", "61.2", "NaN", "", "loud", "1e99", "70");
        for (int i = 0; i < values.size(); i++) {
            Made.write(folder.resolve("r" + i + ".csv"), sine(1 + i));
            list.append("r" + i + ".csv," + values.get(i) + "\n");
        }
        Made.write(folder.resolve("labels.csv"), list.toString());
        Captures captures = load("how loud is it");
        assertThat(numbers(captures)).containsExactly(41.5, 50.0, 61.2f + 0.0, 70.0);
        assertThat(captures.measured()).hasValue(new Captures.Measured("loudness", "dB", false));
        assertThat(captures.account().dropped())
                .containsEntry("its label is no number", 3)
                .containsEntry("no number is known of it", 1);
    }

    @Test
    void aColumnThatIsTheSameInEachFileIsItsNumber() throws IOException {
        for (int i = 0; i < 6; i++) {
            Made.write(folder.resolve("r" + i + ".csv"), withColumn(i, "engine_speed (rpm)", 500 + 100 * i));
        }
        Captures captures = load("predict the engine speed");
        assertThat(numbers(captures)).containsExactly(500.0, 600.0, 700.0, 800.0, 900.0, 1000.0);
        assertThat(captures.channels()).extracting("name").containsExactly("x", "y");
        assertThat(captures.measured()).hasValue(new Captures.Measured("engine_speed", "rpm", false));
    }

    @Test
    void ofAColumnThatChangesEachWindowHasItsMean() throws IOException {
        StringBuilder csv = new StringBuilder("time,current,load (%)\n");
        for (int i = 0; i < 1000; i++) {
            csv.append(String.format(Locale.ROOT, "%.2f,%.4f,%d%n", i / 100.0, Math.sin(i * 0.1), i));
        }
        Made.write(folder.resolve("log.csv"), csv.toString());
        Captures captures = CaptureNumbers.ranged(load("predict the load over the last second"));
        assertThat(captures.channels()).extracting("name").containsExactly("current");
        assertThat(captures.notes()).contains("number: column 'load'; of each window the mean over the window");
        Dataset dataset = Windows.cut(captures, WINDOWS, Made.BY_RECORDING);
        assertThat(dataset.target()).isEqualTo(new Target.Quantity("load", "%"));
        assertThat(dataset.training().numbers()[1]).isEqualTo(50 + 49.5f);
        assertThat(dataset.training().examples().get(1)).hasSize(100);
        assertThat(dataset.warnings()).anyMatch(w -> w.contains("divided by time"));
    }

    @Test
    void slowRowsWithANumberStayATable() throws IOException {
        StringBuilder csv = new StringBuilder("time_s,dust,load\n");
        IntStream.range(0, 200).forEach(i -> csv.append(i * 60 + "," + i % 7 + "," + i + "\n"));
        Path file = Made.write(folder.resolve("log.csv"), csv.toString());
        assertThat(Captures.looksLike(file, hints("predict the load over the last 2 minutes")))
                .isFalse();
    }

    @Test
    void aNumPyArrayOfNumbersBelongsToItsRecordings() throws IOException {
        Files.write(folder.resolve("X.npy"), npy("(6, 200, 1)", 6 * 200, i -> Math.sin(i)));
        Files.write(folder.resolve("y.npy"), npy("(6,)", 6, i -> i / 4.0));
        assertThat(numbers(load("estimate the amplitude"))).containsExactly(0.0, 0.25, 0.5, 0.75, 1.0, 1.25);
    }

    @Test
    void eachSideOfTheSplitHasLowNumbersAndHighOnes() throws IOException {
        write("take", 60, i -> 20 + i);
        Dataset dataset = Windows.cut(CaptureNumbers.ranged(load("predict the speed")), WINDOWS, Made.BY_RECORDING);
        for (Dataset.Part part : List.of(dataset.training(), dataset.validation(), dataset.test())) {
            double mean = IntStream.range(0, part.size())
                    .mapToDouble(i -> part.numbers()[i])
                    .average()
                    .orElse(0);
            assertThat(mean).isBetween(42.0, 58.0);
            assertThat(part.numbers()).hasSize(part.size());
        }
        assertThat(dataset.labels()).hasSize(5).first().asString().startsWith("below");
    }

    @Test
    void picturesHaveNumbersToo() throws IOException {
        for (int i = 0; i < 20; i++) {
            BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 256; p++) {
                picture.getRaster().setSample(p % 16, p / 16, 0, (p * p * (i + 3) + 12 * i) % 251);
            }
            ImageIO.write(
                    picture,
                    "png",
                    folder.resolve("level_" + 5 * i + "_" + i % 3 + ".png").toFile());
        }
        Dataset dataset = Pictures.frame(
                CaptureNumbers.ranged(load("estimate the fill level")),
                new PictureSettings(16, 16, 1, dev.tinywright.picture.PictureFile.Fit.STRETCH),
                Made.BY_RECORDING);
        assertThat(dataset.target()).isEqualTo(new Target.Quantity("fill level", ""));
        int place = dataset.test().size() - 1;
        assertThat(dataset.test().origin(place))
                .startsWith("level_" + (int) dataset.test().numbers()[place] + "_");
    }

    @Test
    void refusesWordsWhereANumberIsWanted() throws IOException {
        write("slow", 4, i -> 1);
        write("fast", 4, i -> 2);
        assertThatThrownBy(() -> load("predict the speed"))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("none is known of any of the 8 recordings: their labels are fast, slow");
    }

    @Test
    void refusesOneNumberEverywhere() throws IOException {
        write("20", 12, i -> 1);
        Captures captures = CaptureNumbers.ranged(load("predict the speed"));
        assertThatThrownBy(() -> Windows.cut(captures, WINDOWS, Made.BY_RECORDING))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("speed, is 20 in all recordings");
    }

    @Test
    void digitsAreClassesAndMeasurementsAreNumbers() throws IOException {
        for (int i = 0; i < 10; i++) {
            Made.write(folder.resolve("digits/" + i + "/a.csv"), sine(1 + i));
            Made.write(folder.resolve("speeds/" + (40 + 15 * i) + "/a.csv"), sine(1 + i));
        }
        assertThat(Made.load(folder.resolve("digits")).haveNumbers()).isFalse();
        assertThat(Made.load(folder.resolve("speeds")).haveNumbers()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {",file,value", "id,file,spl", "file_no,file,rms", "Unnamed: 0,file,spl", "one,file,two"})
    void doesNotTakeTheIndexOfAListAsTheNumber(String head) throws IOException {
        StringBuilder list = new StringBuilder(head + "\n");
        for (int i = 0; i < 6; i++) {
            Made.write(folder.resolve("r" + i + ".csv"), sine(1 + i));
            list.append(i + ",r" + i + ".csv," + (30 + 7 * i) + "\n");
        }
        Made.write(folder.resolve("labels.csv"), list.toString());
        assertThat(numbers(load("predict the loudness"))).containsExactly(30.0, 37.0, 44.0, 51.0, 58.0, 65.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s_%02d.csv", "%s/%02d.csv", "%s 2024-05-02_%02d.csv"})
    void takesOfAClassAreNoNumbers(String form) throws IOException {
        for (int i = 1; i <= 8; i++) {
            Made.write(folder.resolve(String.format(Locale.ROOT, form, "circle", i)), sine(i));
            Made.write(folder.resolve(String.format(Locale.ROOT, form, "wave", i)), sine(i + 0.5));
        }
        assertThatThrownBy(() -> load("predict the position of the hand"))
                .hasMessageContaining("none is known of any of the 16 recordings");
    }

    @Test
    void takesOfANumberAreNotTheNumber() throws IOException {
        for (int i = 0; i < 8; i++) {
            Made.write(folder.resolve("bench_" + (100 + 50 * (i / 2)) + "_" + (1 + i % 2) + ".csv"), sine(1 + i));
        }
        assertThat(numbers(load("predict the torque"))).contains(100.0, 150.0, 200.0, 250.0);
    }

    @Test
    void numbersNearZeroAreReadBack() throws IOException {
        List<String> values = List.of("0.0002", "0.0004", "0.0011", "0.5");
        for (String value : values) {
            Made.write(folder.resolve("dose_" + value + "_rec.csv"), sine(1 + values.indexOf(value)));
        }
        assertThat(numbers(load("predict the dose"))).containsExactly(0.0002f + 0.0, 0.0004f + 0.0, 0.0011f + 0.0, 0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-%02d_%d_a.csv", "%2$d 202405%1$02d_123000.csv", "2024_05_%02d-%d_b.csv"})
    void datesAreNoNumbersAndLettersNoUnits(String form) throws IOException {
        for (int i = 0; i < 6; i++) {
            Made.write(folder.resolve(String.format(Locale.ROOT, form, 10 + i, 300 + 40 * i)), sine(1 + i));
        }
        Captures captures = load("predict the speed");
        assertThat(numbers(captures)).containsExactly(300.0, 340.0, 380.0, 420.0, 460.0, 500.0);
        assertThat(captures.measured()).hasValue(new Captures.Measured("speed", "", false));
    }

    @Test
    void refusesALargeNumberEverywhereInFull() throws IOException {
        write("100000", 12, i -> 1);
        Captures captures = CaptureNumbers.ranged(load("predict the speed"));
        assertThatThrownBy(() -> Windows.cut(captures, WINDOWS, Made.BY_RECORDING))
                .hasMessageContaining("speed, is 100000 in all recordings");
    }

    @ParameterizedTest
    @CsvSource({
        "predict the load over the last 2 seconds,2",
        "predict the load of the past half a second,0.5",
        "predict the load from the last 500 ms,0.5",
        "predict the load over the last minute,60",
        "predict the load of 2 s windows,2",
        "tell idle from shaking in half-second windows,0.5",
        "tell idle from shaking in a 250 ms long window,0.25",
        "tell idle from shaking on a board with 2 windows,-1",
        "predict the load of the last 0 seconds,-1",
        "predict the load with a latency not over 10 ms,-1",
        "predict the load and print it every 10 seconds,-1",
        "print the speed every minute,-1"
    })
    void onlyAStretchOfTimeIsOne(String sentence, double seconds) {
        assertThat(Stretch.of(sentence).map(Stretch::seconds).orElse(-1.0)).isEqualTo(seconds);
    }

    /** Recordings in a folder of their own, or in files whose numbers {@code number} gives. */
    private void write(String name, int files, IntToDoubleFunction number) throws IOException {
        for (int i = 0; i < files; i++) {
            String file = name.equals("take")
                    ? "t" + i % 4 + "_speed_" + (int) number.applyAsDouble(i) + ".csv"
                    : name + "/t" + i + ".csv";
            Made.write(folder.resolve(file), sine(1 + i * 0.1 + name.hashCode() % 7));
        }
    }

    private static String sine(double hertz) {
        StringBuilder csv = new StringBuilder("time,x,y\n");
        for (int i = 0; i < 150; i++) {
            double angle = 2 * Math.PI * hertz * i / 100;
            csv.append(String.format(
                    Locale.ROOT, "%.2f,%.5f,%.5f\n", i / 100.0, Math.sin(angle), Math.cos(angle) * hertz));
        }
        return csv.toString();
    }

    private static String withColumn(int seed, String name, double value) {
        return sine(1 + seed).replaceFirst("x,y", "x,y," + name).replaceAll("(?m)^(\\d.*)$", "$1," + value);
    }

    private static byte[] npy(String shape, int count, IntToDoubleFunction of) {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }";
        String padded = header + " ".repeat((64 - (10 + header.length() + 1) % 64) % 64) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(10 + padded.length() + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < count; i++) {
            bytes.putDouble(of.applyAsDouble(i));
        }
        return bytes.array();
    }

    private static List<Double> numbers(Captures captures) {
        return captures.all().stream()
                .map(c -> c.number())
                .map(OptionalDouble::orElseThrow)
                .toList();
    }

    private Captures load(String sentence) {
        return Made.load(folder, hints(sentence));
    }

    private static CaptureHints hints(String sentence) {
        String phrase = sentence.replaceFirst("^(predict|estimate) the ", "").replaceFirst(" (over|from) .*", "");
        return CaptureHints.of(sentence, List.of())
                .withNumber(NumberWish.of(sentence, phrase.contains("how") ? "" : phrase, Optional.empty()));
    }
}
