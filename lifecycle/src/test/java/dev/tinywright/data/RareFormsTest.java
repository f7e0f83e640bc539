package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tinywright.picture.PictureFile.Fit;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of files that are seldom met and must work all the same. */
class RareFormsTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private float[] pixel() {
        try {
            return Made.load(folder).all().getFirst().picture().orElseThrow().scaled(1, 1, 3, Fit.STRETCH);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A JPEG of four inks, each of one value, with Adobe's marker where a transform is given. */
    private static byte[] inks(int transform, int... values) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, new Point());
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, values);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        writer.dispose();
        byte[] jpeg = out.toByteArray();
        if (transform < 0) {
            return jpeg;
        }
        ByteBuffer marked = ByteBuffer.allocate(jpeg.length + 16).put(jpeg, 0, 2);
        marked.putShort((short) 0xFFEE).putShort((short) 14).put("Adobe".getBytes(StandardCharsets.US_ASCII));
        marked.putShort((short) 100).putInt(0).put((byte) transform);
        return marked.put(jpeg, 2, jpeg.length - 2).array();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 255, 255, 0, 255, 0, 0", // magenta and yellow ink are red
        "0, 255, 0, 0, 255, 255, 0, 0", // the same as light that is left
        "0, 200, 200, 200, 128, 100, 100, 100",
        "2, 200, 128, 128, 255, 200, 200, 200"
    })
    void picturesOfFourInksAreReadAsColours(
            int transform, int c, int m, int y, int k, float red, float green, float blue) throws IOException {
        file("a/inks.jpg", inks(transform, c, m, y, k));

        float[] pixel = pixel();

        assertThat(pixel[0]).isBetween(red - 6, red + 6);
        assertThat(pixel[1]).isBetween(green - 6, green + 6);
        assertThat(pixel[2]).isBetween(blue - 6, blue + 6);
    }

    private void png(BufferedImage image) throws IOException {
        Files.createDirectories(folder.resolve("a"));
        assertThat(ImageIO.write(image, "png", folder.resolve("a/x.png").toFile()))
                .isTrue();
    }

    @Test
    void palettesAreColours() throws IOException {
        IndexColorModel palette = new IndexColorModel(
                2, 3, new byte[] {0, (byte) 200, 0}, new byte[] {0, 100, 0}, new byte[] {0, 50, (byte) 255});
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_INDEXED, palette);
        for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 1);
        }
        png(image);

        assertThat(pixel()).containsExactly(200, 100, 50);
    }

    @Test
    void greyWithTransparencyIsOnBlack() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 2, new Point());
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, new int[] {200, 128});
        }
        var model = new java.awt.image.ComponentColorModel(
                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_GRAY),
                true,
                false,
                java.awt.Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        png(new BufferedImage(model, raster, false, null));

        assertThat(pixel()).containsExactly(100, 100, 100);
    }

    /** A BMP of 4 x 4 pixels, all of one colour. */
    private static byte[] bitmap(int bits) {
        int rowBytes = (4 * bits + 31) / 32 * 4;
        int colours = bits <= 8 ? 1 << bits : 0;
        int at = 54 + 4 * colours;
        ByteBuffer bmp = ByteBuffer.allocate(at + 4 * rowBytes).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(new byte[] {'B', 'M'}).putInt(bmp.capacity()).putInt(0).putInt(at);
        bmp.putInt(40).putInt(4).putInt(4).putShort((short) 1).putShort((short) bits);
        bmp.putInt(0)
                .putInt(4 * rowBytes)
                .putInt(2835)
                .putInt(2835)
                .putInt(colours)
                .putInt(0);
        for (int i = 0; i < colours; i++) {
            bmp.put(i == 1 ? new byte[] {50, 100, (byte) 200, 0} : new byte[4]);
        }
        for (int i = 0; i < 16; i++) {
            switch (bits) {
                case 24 -> bmp.put(new byte[] {50, 100, (byte) 200});
                case 32 -> bmp.put(new byte[] {50, 100, (byte) 200, 0});
                case 8 -> bmp.put((byte) 1);
                default -> {}
            }
        }
        for (int row = 0; row < 4 && bits < 8; row++) {
            bmp.position(at + row * rowBytes);
            bmp.put(bits == 1 ? new byte[] {(byte) 0xF0} : new byte[] {0x11, 0x11});
        }
        return bmp.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 24, 32})
    void bitmapsOfEveryDepthAreRead(int bits) throws IOException {
        file("a/x.bmp", bitmap(bits));

        assertThat(pixel()).containsExactly(200, 100, 50);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 3", "4, 2", "5, 0", "6, 1", "7, 3", "8, 2"})
    void everyOrientationPutsTheMarkedCornerWhereItBelongs(int orientation, int corner) throws IOException {
        BufferedImage marked = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1024; i++) {
            marked.setRGB(i % 32, i / 32, 0xFFFFFF);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(marked, "jpg", jpeg);
        file("a/x.jpg", PicturesTest.withOrientation(jpeg.toByteArray(), orientation));

        float[] quarters =
                Made.load(folder).all().getFirst().picture().orElseThrow().scaled(2, 2, 1, Fit.STRETCH);

        // 0 upper left, 1 upper right, 2 lower left, 3 lower right: EXIF 2.3, 4.6.4
        for (int i = 0; i < 4; i++) {
            assertThat(quarters[i] > 200).as("corner %s", i).isEqualTo(i == corner);
        }
    }

    @Test
    void anExtensibleHeaderAndEightKilohertzBesideOthersAreRead() throws IOException {
        short[] tone = Made.tone(300, 11_025, 2205);
        ByteBuffer data = ByteBuffer.allocate(4 * tone.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short sample : tone) {
            data.putShort(sample).putShort((short) (sample / 2)); // left and right
        }
        ByteBuffer wav = ByteBuffer.allocate(68 + data.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(60 + data.capacity());
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(40)
                .putShort((short) 0xFFFE)
                .putShort((short) 2);
        wav.putInt(11_025)
                .putInt(44_100)
                .putShort((short) 4)
                .putShort((short) 16)
                .putShort((short) 22);
        wav.putShort((short) 16).putInt(3).putShort((short) 1).put(new byte[14]);
        wav.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(data.capacity())
                .put(data.array());
        file("a/x.wav", wav.array());
        for (int rate : List.of(8000, 22_050, 44_100, 48_000)) {
            file("a/" + rate + ".wav", Made.wav(rate, Made.tone(300, rate, rate / 5)));
        }
        file("a/more.wav", Made.wav(8000, Made.tone(300, 8000, 1600)));

        Captures captures = Made.load(folder);

        assertThat(captures.rateHz()).hasValue(8000);
        for (Capture capture : captures.all()) {
            double loudness = capture.name().equals("a/x.wav") ? 0.75 : 1;
            short[] wanted = Made.tone(300, 8000, 1600);
            float[] samples = capture.read(0, 1600);
            for (int i = 200; i < 1400; i++) {
                assertThat((double) samples[i]).isBetween(loudness * wanted[i] - 5, loudness * wanted[i] + 5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void csvOfSixteenBitCharactersWithDecimalCommaIsRead(String charset) throws IOException {
        for (String name : List.of("ruhe", "schütteln")) {
            for (int file = 0; file < 3; file++) {
                StringBuilder csv = new StringBuilder("\uFEFFZeit [s];Höhe [g];y [g]\n".replace("Zeit", "time"));
                for (int i = 0; i < 100; i++) {
                    csv.append(String.format(
                            java.util.Locale.GERMANY, "%.2f;%.4f;%.4f\n", i * 0.02, Math.sin(i * 0.1 + file), 1.5));
                }
                file(name + "/" + file + ".csv", csv.toString().getBytes(charset));
            }
        }

        Captures captures = Made.load(folder);

        assertThat(captures.rateHz()).hasValue(50);
        assertThat(captures.channels().getFirst().name()).isEqualTo("Höhe");
        assertThat(captures.labels()).containsExactly("ruhe", "schütteln");
        assertThat(captures.all().getFirst().read(50, 1)).containsExactly((float) 0.0 + -0.9589f, 1.5f);
    }

    @Test
    void anEmptyFolderOfAClassIsSaid() throws IOException {
        Made.motions(folder, 3, 100);
        Files.createDirectories(folder.resolve("jump"));

        assertThat(Made.load(folder).warnings())
                .containsExactly("nothing is in the folder jump: no class is made of it");
    }

    @Test
    void aFileThatMayNotBeReadIsCounted() throws IOException {
        Made.motions(folder, 3, 100);
        Path closed = folder.resolve("slow/s1.csv");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(closed)).isFalse();

        Captures captures = Made.load(folder);

        assertThat(captures.all()).hasSize(5);
        assertThat(captures.account().dropped()).containsEntry("it may not be read: no permission", 1);
    }

    @Test
    void archivesInArchivesAndWhatAMacAddsAreLeftOut() throws IOException {
        Path zip = folder.resolve("data.zip");
        byte[] sound = Made.wav(8000, Made.tone(500, 8000, 800));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of(
                    "yes.anna.wav",
                    "no.anna.wav",
                    "__MACOSX/._yes.anna.wav",
                    "inner.zip",
                    "yes.ben.wav",
                    "no.ben.wav",
                    "yes.cleo.wav",
                    "no.cleo.wav")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(sound);
            }
        }

        Captures captures = Made.load(zip);

        assertThat(captures.labels()).containsExactly("no", "yes");
        assertThat(captures.all()).hasSize(6);
        assertThat(captures.account().dropped())
                .containsOnly(java.util.Map.entry("it is an archive within an archive", 1));
    }
}
