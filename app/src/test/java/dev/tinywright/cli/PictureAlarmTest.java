package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of pictures of good parts to a proven image that warns of anything else. */
class PictureAlarmTest {
    private static final int SIDE = 40;

    private static final String ASK =
            "Learn what a good part looks like and warn of anything else, at most 10 % false alarms, on"
                    + " an Arduino Nano 33 BLE Sense";

    @Test
    void whatIsNormalIsLearnedFromPicturesAndFaultsAreOnlyTestedWith(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("washers");
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 120; i++) {
            write(washer(random, false), data.resolve("good/" + i + ".png"));
        }
        for (int i = 0; i < 20; i++) {
            write(washer(random, true), data.resolve("broken/" + i + ".png"));
        }
        Path project = folder.resolve("washer");

        Cli.run("make", ASK, "--data", data, "--out", project)
                .succeeded()
                .errContains("\"good\" is what is normal; broken is a fault and only tested with")
                .outContains("false alarms at", "faults found (interval");

        JsonNode report = Cli.report(project);
        assertThat(report.at("/device/mismatches").asInt(-1)).isZero();
        assertThat(report.at("/device/auc").asDouble()).isGreaterThan(0.95);
        assertThat(report.at("/device/faultScores")).hasSize(20);
        assertThat(report.at("/device/normalScores")).hasSize(24);
        assertThat(Files.readString(project.resolve("out/report.html")))
                .contains("data:image/png;base64,", "ROC", "with the threshold");
        // the score of a network that repeats its input is no operator of TensorFlow Lite
        assertThat(project.resolve("out/model.tflite")).doesNotExist();
        assertThat(project.resolve("out/library/washer.h")).content().contains("WASHER_ANOMALY = 1");
        Cli.run("verify", project).succeeded().outContains("0 mismatches");
    }

    /** A ring before a darker ground, a little elsewhere and in another light each time; a broken one has a gap. */
    private static BufferedImage washer(SplittableRandom random, boolean broken) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double light = random.nextDouble(0.85, 1.15);
        pen.setColor(grey(50 * light));
        pen.fillRect(0, 0, SIDE, SIDE);
        pen.translate(random.nextDouble(-1, 1), random.nextDouble(-1, 1));
        pen.setColor(grey(170 * light));
        pen.setStroke(new BasicStroke(6, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        int from = random.nextInt(360);
        pen.drawArc(9, 9, 22, 22, from, broken ? 310 : 360);
        pen.dispose();
        for (int i = 0; i < SIDE * SIDE; i++) {
            int[] pixel = image.getRaster().getPixel(i % SIDE, i / SIDE, (int[]) null);
            pixel[0] = (int) Math.clamp(pixel[0] + 3 * random.nextGaussian(), 0, 255);
            image.getRaster().setPixel(i % SIDE, i / SIDE, pixel);
        }
        return image;
    }

    private static Color grey(double value) {
        int of = (int) Math.rint(value);
        return new Color(of, of, of);
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }
}
