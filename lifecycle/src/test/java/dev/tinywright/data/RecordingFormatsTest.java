package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Reading;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFormatsTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    @Test
    void wavOfEveryWidthGivesTheSameSamples() throws IOException {
        int[] values = {0, 1000, -1000, 32767, -32768, 256};
        ByteBuffer bits24 = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer bits32 = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer real = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer stereo = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bits24.put((byte) 0).putShort((short) value);
            bits32.putInt(value << 16);
            real.putFloat(value / 32768f);
            stereo.putShort((short) value).putShort((short) value);
        }
        file("a/1.wav", Made.wav(1, 1, 16_000, 24, bits24.array()));
        file("a/2.wav", Made.wav(1, 1, 16_000, 32, bits32.array()));
        file("a/3.wav", Made.wav(3, 1, 16_000, 32, real.array()));
        file("a/4.wav", Made.wav(1, 2, 16_000, 16, stereo.array()));
        file("a/5.wav", Made.wav(1, 1, 16_000, 8, new byte[] {(byte) 128, (byte) 129, 127, (byte) 255, 0, (byte) 129}));

        List<Capture> all = Made.load(folder).all();

        for (int i = 0; i < 4; i++) {
            assertThat(all.get(i).read(0, 6)).as(all.get(i).name()).containsExactly(0, 1000, -1000, 32767, -32768, 256);
        }
        assertThat(all.get(4).read(0, 6)).containsExactly(0, 256, -256, 32512, -32768, 256);
    }

    @Test
    void soundsOfOtherRatesAreResampledWithoutAliases() throws IOException {
        file("a/1.wav", Made.wav(8000, Made.tone(1000, 8000, 4000)));
        file("a/2.wav", Made.wav(8000, Made.tone(500, 8000, 4000)));
        file("a/high.wav", Made.wav(48_000, Made.tone(7000, 48_000, 24_000)));
        file("a/low.wav", Made.wav(44_100, Made.tone(1000, 44_100, 22_050)));

        Captures captures = Made.load(folder);
        Capture high = captures.all().get(2);
        Capture low = captures.all().get(3);

        assertThat(captures.rateHz()).hasValue(8000);
        assertThat(high.frames()).isEqualTo(4000);
        for (float sample : high.read(200, 3600)) {
            assertThat(Math.abs(sample)).isLessThanOrEqualTo(1); // 80 dB below 10,000 is 1
        }
        float[] tone = low.read(0, 4000);
        for (int i = 200; i < 3800; i++) {
            assertThat((double) tone[i])
                    .isCloseTo(
                            10_000 * Math.sin(2 * Math.PI * 1000 * i / 8000.0),
                            org.assertj.core.data.Offset.offset(15.0));
        }
        assertThat(low.read(777, 5)).containsExactly(tone[777], tone[778], tone[779], tone[780], tone[781]);
        assertThat(captures.notes()).anyMatch(note -> note.contains("2 sounds resampled"));
    }

    private static Map<String, Object> acquisition(int take) {
        List<List<Double>> values = new java.util.ArrayList<>();
        for (int i = 0; i < 30; i++) {
            values.add(List.of(Math.sin(i + take), 0.25 * i));
        }
        return Map.of(
                "payload",
                Map.of(
                        "interval_ms",
                        20,
                        "sensors",
                        List.of(Map.of("name", "accX", "units", "m/s2"), Map.of("name", "accY", "units", "m/s2")),
                        "values",
                        values));
    }

    @Test
    void acquisitionsOfEdgeImpulseAreReadAsJsonAndAsCbor() throws IOException {
        for (int take = 0; take < 4; take++) {
            file("training/idle.k" + take + ".json", new ObjectMapper().writeValueAsBytes(acquisition(take)));
            file("training/wave.k" + take + ".cbor", new CBORMapper().writeValueAsBytes(acquisition(9 + take)));
            file("testing/idle.k" + take + ".json", new ObjectMapper().writeValueAsBytes(acquisition(20 + take)));
            file("testing/wave.k" + take + ".cbor", new CBORMapper().writeValueAsBytes(acquisition(30 + take)));
        }

        Captures captures = Made.load(folder);

        assertThat(captures.labels()).containsExactly("idle", "wave");
        assertThat(captures.rateHz()).hasValue(50);
        assertThat(captures.channels()).containsExactly(new Reading("accX", "m/s2"), new Reading("accY", "m/s2"));
        assertThat(captures.all()).hasSize(16).allMatch(c -> c.frames() == 30);
        assertThat(captures.all().getFirst().read(2, 1)[1]).isEqualTo(0.5f);
        assertThat(captures.all().getFirst().side()).isEqualTo(Capture.Side.TEST);
    }

    @Test
    void infoLabelsNameClassAndSide() throws IOException {
        StringBuilder files = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            file("x" + i + ".json", new ObjectMapper().writeValueAsBytes(acquisition(i)));
            files.append(files.isEmpty() ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"path\":\"x%d.json\",\"category\":\"%s\",\"label\":{\"type\":\"label\",\"label\":\"%s\"}}",
                            i,
                            i < 6 ? "training" : "testing",
                            i % 2 == 0 ? "on" : "off"));
        }
        file("info.labels", ("{\"version\":1,\"files\":[" + files + "]}").getBytes(StandardCharsets.UTF_8));

        Captures captures = Made.load(folder);

        assertThat(captures.labels()).containsExactly("off", "on");
        assertThat(captures.notes()).containsExactly("label: as info.labels says");
        assertThat(captures.all().get(7).side()).isEqualTo(Capture.Side.TEST);
        assertThat(captures.all().get(0).label()).contains("on");
    }

    private static byte[] npy(String type, String shape, byte[] data) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        String padded = header + " ".repeat(117 - header.length()) + "\n";
        ByteBuffer npy = ByteBuffer.allocate(128 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        npy.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        return npy.putShort((short) 118)
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    @Test
    void arraysOfNumpyWithTheirLabelsAreReadAlsoFromNpz() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(6 * 5 * 2 * 2).order(ByteOrder.BIG_ENDIAN);
        for (short i = 0; i < 60; i++) {
            data.putShort((short) (i - 30));
        }
        byte[] labels = {1, 0, 1, 0, 1, 0};
        try (ZipOutputStream npz = new ZipOutputStream(Files.newOutputStream(folder.resolve("set.npz")))) {
            npz.putNextEntry(new ZipEntry("X.npy"));
            npz.write(npy(">i2", "6, 5, 2", data.array()));
            npz.putNextEntry(new ZipEntry("y.npy"));
            npz.write(npy("|u1", "6,", labels));
        }

        Captures captures = Made.load(folder.resolve("set.npz"));

        assertThat(captures.labels()).containsExactly("0", "1");
        assertThat(captures.all()).hasSize(6);
        assertThat(captures.all().get(1).label()).contains("0");
        assertThat(captures.all().get(1).read(1, 2)).containsExactly(-18, -17, -16, -15);
        assertThat(captures.notes()).contains("label: array y").noneMatch(note -> note.contains("name"));
    }

    @Test
    void oneLongFileIsCutAtItsLabelsAndAtGaps() throws IOException {
        StringBuilder csv = new StringBuilder("time (ms),x,label\n");
        int time = 0;
        for (int i = 0; i < 400; i++) {
            time += i == 150 ? 500 : 10;
            csv.append(
                    String.format(Locale.ROOT, "%d,%.4f,%s\n", time, Math.sin(i / 9.0), i / 100 % 2 == 0 ? "a" : "b"));
        }
        Path file = Made.write(folder.resolve("long.csv"), csv.toString());

        assertThat(Captures.looksLike(file)).isTrue();
        Captures captures = Made.load(file);

        assertThat(captures.notes())
                .contains("label: column 'label'")
                .noneMatch(note -> note.startsWith("label: the "));

        assertThat(captures.rateHz()).hasValue(100);
        assertThat(captures.all()).extracting(Capture::frames).containsExactly(100L, 50L, 50L, 100L, 100L);
        assertThat(captures.all()).extracting(c -> c.label().orElse("")).containsExactly("a", "b", "b", "a", "b");
        assertThat(captures.warnings()).anyMatch(w -> w.startsWith("a gap in time: 1 time in 1 file"));
        assertThat(captures.all().get(1).unit()).isEqualTo(captures.all().get(2).unit());
        assertThat(captures.all().stream().map(Capture::unit).distinct()).hasSize(4);
        assertThat(captures.all().get(2).read(3, 1)[0])
                .isCloseTo((float) Math.sin(153 / 9.0), org.assertj.core.data.Offset.offset(1e-4f));
    }

    @Test
    void zipFilesAreReadInPlaceAndBombsAndEscapesAreRefused() throws IOException {
        Path zip = folder.resolve("data.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < 6; i++) {
                put(
                        out,
                        "slow/s" + i + ".csv",
                        Made.sine(1, 60, i, ",", "x,y\n").getBytes(StandardCharsets.UTF_8));
                put(
                        out,
                        "fast/f" + i + ".csv",
                        Made.sine(3, 60, i, ",", "x,y\n").getBytes(StandardCharsets.UTF_8));
            }
            put(out, "../evil.csv", "1,2\n".getBytes(StandardCharsets.UTF_8));
            put(out, "fast/bomb.csv", new byte[8 << 20]);
        }

        Captures captures = Made.load(zip);

        assertThat(captures.all()).hasSize(12);
        assertThat(captures.labels()).containsExactly("fast", "slow");
        assertThat(captures.account().dropped())
                .containsKeys(
                        "its name leads out of the archive",
                        "it unpacks to 100 times its size or more, as a zip bomb does");
        assertThat(folder.resolveSibling("evil.csv")).doesNotExist();
    }

    private static void put(OutputStream out, String name, byte[] bytes) throws IOException {
        ((ZipOutputStream) out).putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    @Test
    void whatIsBrokenIsCountedWithItsReasonAndTheRestGoesOn() throws IOException {
        Made.motions(folder, 6, 60);
        file("slow/empty.csv", new byte[0]);
        file("slow/binary.csv", new byte[] {1, 2, 3, 4});
        file("slow/header.csv", "x (g),y (g)\n".getBytes(StandardCharsets.UTF_8));
        file("fast/three.csv", Made.sine(1, 60, 0, ",1,", "x,z,y\n").getBytes(StandardCharsets.UTF_8));
        file("fast/süß 走る.csv", Made.sine(3, 60, 9, ",", "x (g),y (g)\n").getBytes(StandardCharsets.UTF_8));
        String nan =
                Made.sine(3, 60, 8, ",", "x (g),y (g)\n").replaceFirst("\n(-?[\\d.]+),(-?[\\d.]+)\n", "\nNaN,$2\n");
        file("fast/nan.csv", nan.getBytes(StandardCharsets.UTF_8));
        file(
                "fast/words.csv",
                (Made.sine(3, 60, 7, ",", "x (g),y (g)\n") + "over,9\n1,2,3\n").getBytes(StandardCharsets.UTF_8));

        Captures captures = Made.load(folder);

        assertThat(captures.account().read()).isEqualTo(19);
        assertThat(captures.all()).hasSize(15).anyMatch(c -> c.name().equals("fast/süß 走る.csv"));
        assertThat(captures.account().dropped())
                .containsOnlyKeys(
                        "the file is empty",
                        "the file is named as CSV and is not text",
                        "the file has a header and no rows",
                        "it has 3 channels, most others have 2");
        assertThat(captures.warnings()).anyMatch(w -> w.startsWith("a number is missing in a row"));
        assertThat(captures.warnings()).anyMatch(w -> w.startsWith("a row has words for a number: 1 time"));
        assertThat(captures.warnings()).anyMatch(w -> w.startsWith("a row has the wrong number of fields: 1 time"));
    }

    @Test
    void brokenSoundsAcquisitionsAndArraysAreCounted() throws IOException {
        file("a/ok.wav", Made.wav(8000, Made.tone(400, 8000, 800)));
        file("a/none.wav", "RIFFxxxxJUNK".getBytes(StandardCharsets.US_ASCII));
        file("a/zero.wav", Made.wav(8000, new short[0]));
        file("a/adpcm.wav", Made.wav(2, 1, 8000, 4, new byte[100]));
        short[] loud = new short[800];
        java.util.Arrays.fill(loud, 100, 700, Short.MAX_VALUE);
        file("a/loud.wav", Made.wav(8000, loud));

        Captures captures = Made.load(folder);

        assertThat(captures.account().kept()).isEqualTo(2);
        assertThat(captures.account().droppedCount()).isEqualTo(3);
        assertThat(captures.warnings()).anyMatch(w -> w.contains("1 of 2 sounds (50 %) are clipped"));
        Path other = folder.resolve("json");
        file("json/a.1.json", new ObjectMapper().writeValueAsBytes(acquisition(1)));
        file("json/a.2.json", "{\"payload\":{\"values\":[[1,2],[3".getBytes(StandardCharsets.UTF_8));
        file("json/b.3.cbor", new byte[] {(byte) 0xBF, 0x67, 'p'});
        file("json/b.4.npy", npy("<f4", "1000, 3", new byte[12]));
        assertThat(Made.load(other).account().droppedCount()).isEqualTo(3);
    }

    @Test
    void samplesThatAreNoNumbersAreCountedAndTheLastOneIsUsedAgain() throws IOException {
        ByteBuffer samples = ByteBuffer.allocate(4 * 800).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 800; i++) {
            samples.putFloat(i % 100 == 50 ? Float.NaN : i == 7 ? Float.POSITIVE_INFINITY : (i % 8) / 16f);
        }
        ByteBuffer none = ByteBuffer.allocate(4 * 800).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 800; i++) {
            none.putFloat(Float.NaN);
        }
        file("a/nan.wav", Made.wav(3, 1, 8000, 32, samples.array()));
        file("a/none.wav", Made.wav(3, 1, 8000, 32, none.array()));
        file("a/ok.wav", Made.wav(8000, Made.tone(400, 8000, 800)));

        Captures captures = Made.load(folder);

        assertThat(captures.warnings())
                .contains("a sample is no finite number: the last one is used again: 9 times in 1 file, first in"
                        + " a/nan.wav");
        assertThat(captures.account().dropped()).containsEntry("no sample of the sound is a finite number", 1);
        float[] read = captures.all().getFirst().read(0, 800);
        assertThat(read[50]).isEqualTo(read[49]).isNotZero();
        assertThat(read[7]).isEqualTo(read[6]).isLessThan(32767f);
    }

    @Test
    void soundAndPicturesInOtherFormsAreCountedWithWhatToDo() throws IOException {
        for (int i = 0; i < 3; i++) {
            file("a/" + i + ".wav", Made.wav(8000, Made.tone(400 + i, 8000, 800)));
        }
        file("a/take.mp3", new byte[10]);
        file("a/take2.MP3", new byte[10]);
        file("b/cover.webp", new byte[10]);
        file("README.md", new byte[10]);

        Captures captures = Made.load(folder);

        assertThat(captures.account().dropped())
                .containsEntry("sound in a form that is not read, mp3: convert it to WAV", 2)
                .containsEntry("a picture in a form that is not read, webp: convert it to PNG or JPEG", 1);
        assertThat(captures.account().read()).isEqualTo(6);
        assertThat(captures.account().lines())
                .contains("not used: 2, sound in a form that is not read, mp3: convert it to WAV (a/take.mp3, ...)");
        assertThat(captures.notes()).contains("no data by their names: 1 file, such as README.md");
    }

    @Test
    void whereOnlyOtherFormsAreThereTheErrorSaysSo() throws IOException {
        file("a/take.mp3", new byte[10]);
        file("b/take.flac", new byte[10]);
        file("notes.txt", new byte[10]);

        assertThatThrownBy(() -> Captures.looksLike(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("2 sounds in forms that are not read: flac, mp3");
    }

    @Test
    void whereNothingCanBeUsedTheReasonsAreSaid() throws IOException {
        file("a/1.wav", new byte[3]);

        assertThatThrownBy(() -> Made.load(folder))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining(
                        "none of the files can be used (1 files read, 0 kept; 1 dropped: it is named WAV");
    }
}
