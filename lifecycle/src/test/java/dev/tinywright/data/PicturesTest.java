package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.picture.PictureFile.Fit;
import dev.tinywright.recording.Captures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    @TempDir
    Path folder;

    /** Random blocks of 8 x 8, which no two seeds have in common. */
    private static BufferedImage blocks(int width, int height, int type, long seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long block = seed * 1_000_003 + (x * 8L / width) * 31 + (y * 8L / height);
                int value = new SplittableRandom(block).nextInt(256);
                image.setRGB(x, y, 0xFF000000 | value << 16 | value << 8 | value);
            }
        }
        return image;
    }

    private static void write(BufferedImage image, String form, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, form, file.toFile())).isTrue();
    }

    private Dataset framed(int channels) {
        return Pictures.frame(Made.load(folder), new PictureSettings(16, 12, channels, Fit.STRETCH), Made.BY_RECORDING);
    }

    private void someClasses() throws IOException {
        for (int i = 0; i < 8; i++) {
            write(blocks(40, 56, BufferedImage.TYPE_INT_RGB, i), "png", folder.resolve("cat/c" + i + ".png"));
            write(blocks(64, 40, BufferedImage.TYPE_INT_RGB, 100 + i), "jpg", folder.resolve("dog/d" + i + ".jpg"));
        }
    }

    @Test
    void picturesOfMixedSizesBecomeExamplesOfOne() throws IOException {
        someClasses();

        Dataset data = framed(3);

        assertThat(Captures.looksLike(folder)).isTrue();
        assertThat(data.format()).isEqualTo(new InputFormat.Picture(16, 12, 3));
        assertThat(data.training().examples().get(0)).hasSize(16 * 12 * 3);
        for (float value : data.training().examples().get(0)) {
            assertThat(value).isBetween(0f, 255f).isEqualTo((float) Math.rint(value));
        }
        assertThat(data.account().text()).isEqualTo("16 pictures read, 16 kept");
    }

    @Test
    void nearEqualPicturesStayOnOneSide() throws IOException {
        someClasses();
        for (int i = 0; i < 8; i++) {
            write(blocks(80, 112, BufferedImage.TYPE_INT_RGB, i), "jpg", folder.resolve("cat/again" + i + ".jpg"));
        }

        Dataset data = framed(1);

        assertThat(data.split().rowsWithTwin()).isEqualTo(8);
        for (Dataset.Part part : java.util.List.of(data.training(), data.validation(), data.test())) {
            for (int i = 0; i < part.size(); i++) {
                String name = part.origin(i);
                if (name.startsWith("cat/again")) {
                    String original = "cat/c" + name.replaceAll("\\D", "") + ".png";
                    assertThat(java.util.stream.IntStream.range(0, part.size()).mapToObj(part::origin))
                            .contains(original);
                }
            }
        }
    }

    @Test
    void whatIsNoPictureIsCountedAndTheRestGoesOn() throws IOException {
        someClasses();
        Files.writeString(folder.resolve("cat/text.png"), "no picture");
        Files.write(folder.resolve("cat/empty.jpg"), new byte[0]);
        byte[] whole = Files.readAllBytes(folder.resolve("dog/d1.jpg"));
        Files.write(folder.resolve("dog/half.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("dog/huge.png"), hugePng());
        Files.createSymbolicLink(folder.resolve("dog/out.png"), Path.of("/etc/hostname"));

        Dataset data = framed(3);

        assertThat(data.account().rowsRead()).isEqualTo(21);
        assertThat(data.account().kept()).isEqualTo(16);
        assertThat(data.account().dropped())
                .containsKeys(
                        "the picture is cut off or damaged",
                        "a link that leads out of the folder",
                        "the picture's header says 20000 x 20000 pixels, more than 64 million");
    }

    /** A header of 20,000 x 20,000 pixels and no pixels. */
    private static byte[] hugePng() {
        ByteBuffer header = ByteBuffer.allocate(17).put(new byte[] {'I', 'H', 'D', 'R'});
        header.putInt(20_000).putInt(20_000).put((byte) 8).put((byte) 2).put(new byte[3]);
        CRC32 sum = new CRC32();
        sum.update(header.array());
        ByteBuffer png = ByteBuffer.allocate(57);
        png.putLong(0x89504E470D0A1A0AL).putInt(13).put(header.array()).putInt((int) sum.getValue());
        png.putInt(0).put(new byte[] {'I', 'D', 'A', 'T'}).putInt(0x35AF061E);
        png.putInt(0).put(new byte[] {'I', 'E', 'N', 'D'}).putInt(0xAE426082);
        return Arrays.copyOf(png.array(), png.position());
    }

    @Test
    void greyStaysAsItIsStoredAndTransparentIsBlack() throws IOException {
        BufferedImage grey = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = new BufferedImage(20, 20, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage clear = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 400; i++) {
            grey.getRaster().setSample(i % 20, i / 20, 0, 100);
            deep.getRaster().setSample(i % 20, i / 20, 0, 100 * 257);
            clear.setRGB(i % 20, i / 20, 0x80FF0000);
        }
        write(grey, "png", folder.resolve("a/grey.png"));
        write(deep, "png", folder.resolve("a/sixteen.png"));
        write(clear, "png", folder.resolve("b/clear.png"));

        var captures = Made.load(folder).all();

        assertThat(captures.get(0).picture().orElseThrow().scaled(2, 2, 3, Fit.STRETCH))
                .containsOnly(100f);
        assertThat(captures.get(1).picture().orElseThrow().scaled(2, 2, 1, Fit.STRETCH))
                .containsOnly(100f);
        assertThat(captures.get(2).picture().orElseThrow().scaled(1, 1, 3, Fit.STRETCH))
                .containsExactly(128f, 0f, 0f);
    }

    @Test
    void aPictureIsTurnedAsItsExifOrientationSays() throws IOException {
        BufferedImage wide = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                wide.setRGB(x, y, 0xFFFFFF); // the left half is white
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(wide, "jpg", jpeg);
        Files.createDirectories(folder.resolve("a"));
        Files.write(folder.resolve("a/turned.jpg"), withOrientation(jpeg.toByteArray(), 6));

        var picture = Made.load(folder).all().getFirst().picture().orElseThrow();

        assertThat(picture.width()).isEqualTo(32);
        assertThat(picture.height()).isEqualTo(64);
        float[] upright = picture.scaled(2, 1, 1, Fit.STRETCH); // turned right by a quarter: left becomes top
        assertThat(upright[0]).isGreaterThan(240);
        assertThat(upright[1]).isLessThan(15);
    }

    static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.putShort((short) 0xFFE1).putShort((short) 34).put(new byte[] {'E', 'x', 'i', 'f', 0, 0});
        exif.put(new byte[] {'M', 'M'}).putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        exif.putInt(0);
        ByteBuffer all = ByteBuffer.allocate(jpeg.length + 36);
        return all.put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    @Test
    void aPaddedPictureKeepsItsRatioAndACroppedOneItsMiddle() throws IOException {
        BufferedImage wide = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 800; i++) {
            wide.setRGB(i % 40, i / 40, i % 40 < 10 || i % 40 >= 30 ? 0x000000 : 0xFFFFFF);
        }
        write(wide, "png", folder.resolve("a/wide.png"));
        var picture = Made.load(folder).all().getFirst().picture().orElseThrow();

        assertThat(picture.scaled(4, 4, 1, Fit.PAD))
                .containsExactly(0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0);
        assertThat(picture.scaled(4, 4, 1, Fit.CROP)).containsOnly(255f);
    }

    private Dataset normal(String label) {
        return Pictures.frameNormal(
                Made.load(folder),
                new PictureSettings(16, 16, 1, Fit.STRETCH),
                Made.BY_RECORDING,
                new Normality(label));
    }

    /** A part before the camera, of which no two pictures differ much: a bright disc on a dark ground, with noise. */
    private static BufferedImage part(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = blocks(48, 48, BufferedImage.TYPE_BYTE_GRAY, 7);
        for (int i = 0; i < 48 * 48; i++) {
            int value = image.getRaster().getSample(i % 48, i / 48, 0) + random.nextInt(9) - 4;
            image.getRaster().setSample(i % 48, i / 48, 0, Math.clamp(value, 0, 255));
        }
        return image;
    }

    @Test
    void faultsOnlyTestWhateverTheirFolder() throws IOException {
        for (int i = 0; i < 24; i++) {
            String side = i % 3 == 0 ? "test" : "train";
            write(blocks(40, 40, BufferedImage.TYPE_INT_RGB, i), "png", folder.resolve(side + "/ok/" + i + ".png"));
            write(
                    blocks(40, 40, BufferedImage.TYPE_INT_RGB, 50 + i),
                    "png",
                    folder.resolve(side + "/bad/" + i + ".png"));
        }

        Dataset data = normal("ok");

        assertThat(data.target().isNormal()).isTrue();
        assertThat(data.labels()).containsExactly("normal", "anomaly");
        assertThat(data.training().classCounts(2)[Normality.ANOMALY]).isZero();
        assertThat(data.validation().classCounts(2)[Normality.ANOMALY]).isZero();
        assertThat(data.test().classCounts(2)).containsExactly(8, 24);
        assertThat(data.warnings()).anyMatch(w -> w.contains("only 24 pictures are normal"));
    }

    @Test
    void normalPicturesThatAreAllAlikeAreDividedAndEqualFilesStayTogether() throws IOException {
        for (int i = 0; i < 60; i++) {
            write(part(i), "png", folder.resolve("good/part" + (char) ('a' + i % 26) + i * 7 + ".png"));
            Files.copy(
                    folder.resolve("good/part" + (char) ('a' + i % 26) + i * 7 + ".png"),
                    folder.resolve("good/copy" + (char) ('z' - i % 26) + i * 11 + ".png"));
        }

        Dataset data = normal("good");

        assertThat(data.validation().size()).isBetween(15, 35);
        assertThat(data.test().size()).isBetween(20, 40);
        assertThat(data.notes()).anyMatch(note -> note.startsWith("120 of 120 normal pictures are nearly equal"));
        for (int t = 0; t < data.test().size(); t++) {
            for (Dataset.Part other : List.of(data.training(), data.validation())) {
                for (int i = 0; i < other.size(); i++) {
                    assertThat(other.examples().get(i))
                            .isNotEqualTo(data.test().examples().get(t));
                }
            }
        }
    }

    @Test
    void damagedNormalPicturesLeaveNothingToLearnFrom() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.createDirectories(folder.resolve("good"));
            Files.writeString(folder.resolve("good/" + i + ".png"), "no picture");
            write(blocks(40, 40, BufferedImage.TYPE_INT_RGB, i), "png", folder.resolve("bad/" + i + ".png"));
        }

        assertThatThrownBy(() -> normal("good"))
                .isInstanceOfSatisfying(
                        TinywrightException.class,
                        e -> assertThat(e.diagnosis().hint()).startsWith("take at least 20"))
                .hasMessageContaining("none of the pictures that can be used is normal");
    }

    @Test
    void coloursAreSeen() throws IOException {
        write(part(1), "png", folder.resolve("good/a.png"));
        write(part(2), "png", folder.resolve("good/b.png"));
        assertThat(Pictures.haveColours(Made.load(folder))).isFalse();
        BufferedImage red = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        red.setRGB(9, 9, 0xFF0000);
        red.setRGB(10, 10, 0xFF0000);
        write(red, "png", folder.resolve("good/c.png"));
        assertThat(Pictures.haveColours(Made.load(folder))).isTrue();
    }
}
