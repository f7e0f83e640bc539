package dev.tinywright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.report.ReportFacts.TestRow;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GalleryTest {
    private static final int MEGABYTE = 1_000_000;

    private static final ReportFacts MOTION = SampleGallery.motion();
    private static final ReportFacts SOUND = SampleGallery.sound(SampleFacts.HOSTILE);
    private static final ReportFacts PICTURES = SampleGallery.pictures(128);

    static Stream<ReportFacts> allKinds() {
        return Stream.of(MOTION, SOUND, PICTURES);
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void pageIsWellFormedAndNeedsNothingFromElsewhere(ReportFacts facts) throws Exception {
        String page = Page.render(facts);
        Document document = parse(page);
        assertThat(elements(document, "script")).isEmpty();
        assertThat(page).doesNotContain("alert(\"x\")", "https:");
        assertThat(Stream.of("img", "audio", "image")
                        .flatMap(tag -> elements(document, tag).stream())
                        .map(e -> e.getAttribute(e.getTagName().equals("image") ? "href" : "src")))
                .allMatch(source -> source.startsWith("data:"));
        assertThat(page).isEqualTo(Page.render(facts));
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void everyPictureAndSoundHasWords(ReportFacts facts) throws Exception {
        Document document = parse(Page.render(facts));
        assertThat(elements(document, "img"))
                .noneMatch(e -> e.getAttribute("alt").isEmpty());
        assertThat(elements(document, "audio"))
                .noneMatch(e -> e.getAttribute("aria-label").isEmpty());
        assertThat(elements(document, "svg"))
                .allMatch(e -> e.getAttribute("aria-hidden").equals("true")
                        || !e.getAttribute("aria-label").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("allKinds")
    void pageStaysBelowAFewMegabytes(ReportFacts facts) {
        assertThat(Page.render(facts).length()).isLessThan(3 * MEGABYTE);
        assertThat(ReportJson.render(facts).length()).isLessThan(MEGABYTE);
    }

    @Test
    void windowsOfAllClassesAndChannelsAreDrawnOverSeconds() throws Exception {
        Document page = parse(Page.render(MOTION));
        List<Element> plots = elements(page, "svg").stream()
                .filter(svg -> svg.getAttribute("aria-label").startsWith("A window of "))
                .toList();
        assertThat(plots).hasSize(MOTION.labels().size());
        assertThat(elements(plots.getFirst().getElementsByTagName("polyline"))).hasSize(4);
        assertThat(plots.getFirst().getTextContent()).contains("m/s2", "dps", "acc_x", "gyro_x", "seconds");
        assertThat(page.getDocumentElement().getTextContent())
                .contains("test windows", "Windows per class", "the mean of each feature by class", "Lengths")
                .doesNotContain("test rows as the device");
    }

    @Test
    void atMostEightMisclassifiedSoundsCanBeHeardForTwoSeconds() throws Exception {
        List<Element> sounds = elements(parse(Page.render(SOUND)), "audio");
        assertThat(sounds).hasSize(GallerySection.MOST_WRONG);
        String source = sounds.getFirst().getAttribute("src");
        byte[] wav = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(16_000);
            assertThat(sound.getFormat().getSampleSizeInBits()).isEqualTo(16);
            assertThat(sound.getFrameLength()).isEqualTo(32_000);
        }
    }

    @Test
    void soundsShowTheirSpectrogram() {
        assertThat(Page.render(SOUND)).contains("log-mel spectrogram", "of full scale", "data:image/png;base64,");
    }

    @Test
    void picturesAreShownWithAnswersTheWrongOnesFirst() throws Exception {
        Document page = parse(Page.render(PICTURES));
        List<Element> figures = elements(page, "figure").stream()
                .filter(figure -> figure.getTextContent().contains("taken for"))
                .toList();
        assertThat(figures).hasSize(20);
        assertThat(figures.getFirst().getAttribute("class")).isEqualTo("miss");
        assertThat(figures.getFirst().getTextContent()).contains("90\u00a0% sure");
    }

    @Test
    void pngHasThePixelsItWasGiven() throws Exception {
        byte[] pixels = {1, 2, 3, (byte) 200, (byte) 201, (byte) 202, 7, 8, 9, 10, 11, 12};
        String uri = Media.png(2, 2, 3, pixels);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1))));
        assertThat(image.getRGB(1, 0) & 0xffffff).isEqualTo(0xc8c9ca);
        assertThat(image.getRGB(0, 1) & 0xffffff).isEqualTo(0x070809);
    }

    @Test
    void jsonSaysWhatTheDataIs() throws Exception {
        JsonNode motion = new ObjectMapper().readTree(ReportJson.render(MOTION));
        assertThat(motion.at("/data/kind").asText()).isEqualTo("recordings");
        assertThat(motion.at("/data/recordings").asInt()).isEqualTo(120);
        assertThat(motion.at("/data/rateHz").asDouble()).isEqualTo(50);
        assertThat(motion.at("/window/frames").asInt()).isEqualTo(100);
        assertThat(motion.at("/window/seconds").asDouble()).isEqualTo(2);
        assertThat(motion.at("/window/channels/3/unit").asText()).isEqualTo("dps");
        assertThat(motion.at("/network/macs").asInt()).isEqualTo(13_000);
        assertThat(motion.at("/network/layers/0/outputShape").toString()).isEqualTo("[25,5,8]");
        JsonNode pictures = new ObjectMapper().readTree(ReportJson.render(SampleGallery.pictures(32)));
        assertThat(pictures.at("/data/rateHz").isNull()).isTrue();
        assertThat(pictures.at("/picture/height").asInt()).isEqualTo(32);
        JsonNode table = new ObjectMapper().readTree(ReportJson.render(SampleFacts.fruit()));
        assertThat(table.at("/data/kind").asText()).isEqualTo("table");
        assertThat(table.has("window")).isFalse();
    }

    @Test
    void aTableShowsNoExamples() {
        assertThat(Page.render(SampleFacts.fruit())).doesNotContain("id=\"examples\"", "id=\"network\"");
    }

    @Test
    void principalComponentsFollowTheSpreadOfTheData() {
        float[][] rows = new float[41][];
        int[] classes = new int[41];
        for (int i = 0; i < rows.length; i++) {
            float along = i - 20;
            float across = (i % 2) * 2 - 1;
            rows[i] = new float[] {along + across + 5, along - across, 3};
        }
        Embedding plane = Embedding.of(rows, classes, classes, 41);
        assertThat(plane.firstShare() + plane.secondShare()).isEqualTo(1, within(1e-6));
        assertThat(Math.abs(plane.points().get(40).x())).isEqualTo(20 * Math.sqrt(2), within(0.2));
        assertThat(plane.firstShare()).isGreaterThan(0.99);
    }

    @Test
    void examplesThatAreAllEqualLieAtOnePlace() {
        Embedding plane = Embedding.of(new float[][] {{1, 2}, {1, 2}}, new int[2], new int[2], 2);
        assertThat(plane.points()).allMatch(point -> point.x() == 0 && point.y() == 0);
        assertThat(plane.firstShare()).isZero();
    }

    @Test
    void theAreaUnderTheCurveCountsPairsInTheRightOrder() {
        Roc roc = Roc.of(List.of(row(0, 0.1), row(0, 0.6), row(1, 0.6), row(1, 0.9)), 2)
                .orElseThrow();
        assertThat(roc.area()).isEqualTo(3.5 / 4);
        assertThat(roc.points()).hasSize(4);
        assertThat(roc.points().getLast().found()).isEqualTo(1);
    }

    @Test
    void aCurveNeedsTwoClassesAndRowsOfBoth() {
        assertThat(Roc.of(List.of(row(0, 0.1)), 2)).isEmpty();
        assertThat(Roc.of(List.of(row(0, 0.1), row(1, 0.8)), 3)).isEmpty();
    }

    /** @param share of the second class */
    private static TestRow row(int wanted, double share) {
        return new TestRow("", List.of(), wanted, share >= 0.5 ? 1 : 0, Math.max(share, 1 - share));
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document page, String tag) {
        return elements(page.getElementsByTagName(tag));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            list.add((Element) nodes.item(i));
        }
        return list;
    }
}
