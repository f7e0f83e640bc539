package dev.tinywright.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.diag.TinywrightException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {
    static Stream<ReportFacts> allSamples() {
        return Stream.of(SampleFacts.fruit(), SampleFacts.missed(), SampleFacts.hostile(30, 60), SampleFacts.host());
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void pageIsWellFormedSelfContainedAndAccessible(ReportFacts facts) throws Exception {
        Document page = parse(Page.render(facts));
        assertThat(elements(page, "script")).isEmpty();
        assertThat(elements(page, "link")).isEmpty();
        assertThat(elements(page, "img")).isEmpty();
        assertThat(elements(page, "h1")).hasSize(1);
        assertThat(elements(page, "table"))
                .allSatisfy(table -> assertThat(children(table, "caption")).hasSize(1));
        assertThat(elements(page, "svg"))
                .allSatisfy(svg -> assertThat(svg.getAttribute("aria-hidden").equals("true")
                                || (children(svg, "title").size() == 1
                                        && children(svg, "desc").size() == 1))
                        .isTrue());
        for (Element link : elements(page, "a")) {
            String target = link.getAttribute("href").substring(1);
            assertThat(elements(page, "section"))
                    .anyMatch(section -> section.getAttribute("id").equals(target));
        }
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void sameFactsGiveTheSameBytes(ReportFacts facts) {
        assertThat(Page.render(facts)).isEqualTo(Page.render(facts));
        assertThat(ReportJson.render(facts)).isEqualTo(ReportJson.render(facts));
    }

    @Test
    void whatThereIsNoSketchOfIsNotInTheContents() {
        assertThat(Page.render(SampleFacts.fruit())).contains("href=\"#application\"", "id=\"application\"");
        assertThat(Page.render(SampleFacts.host())).doesNotContain("#application", "id=\"application\"");
    }

    @Test
    void pageNamesTheFirstOfWhatWasDroppedAndHowManyMore() {
        assertThat(Page.render(SampleFacts.fruit()))
                .contains("fruit.csv line 7, &lt;b&gt;.csv line 9 and 29 more")
                .doesNotContain("<b>.csv");
    }

    @Test
    void styleReadsTheSameAsHtmlAndAsXml() {
        assertThat(dev.tinywright.report.Element.escape(Page.style())).isEqualTo(Page.style());
    }

    @Test
    void pageSaysWhatTheLanguageModelDidAndWhatItCost() throws Exception {
        assertThat(text(SampleFacts.fruit()))
                .contains("openai/gpt-5-mini was asked in this run")
                .contains("Sketchthe rulesThe same error came back: no such sensor as apple.")
                .contains("Planthe modelRules took a trailing comma out.")
                .contains("plan214 2141 0220.003111")
                .contains("All6114 7044 0330.011743")
                .contains("The person rejected a plan: too large for apple.");
        JsonNode json = new ObjectMapper()
                .readTree(ReportJson.render(SampleFacts.fruit()))
                .get("languageModel");
        assertThat(json.at("/model").asText()).isEqualTo("openai/gpt-5-mini");
        assertThat(json.at("/parts/2/byModel").asBoolean()).isFalse();
        assertThat(json.at("/jobs/1").toString())
                .isEqualTo("{\"name\":\"plan\",\"calls\":2,\"reused\":1,\"inputTokens\":4214,\"outputTokens\":1022,"
                        + "\"dollars\":0.0030975,\"gatesFailed\":1,\"repairs\":1}");
        assertThat(json.at("/total/calls").asInt()).isEqualTo(6);
        assertThat(json.at("/total/dollars").asDouble()).isEqualTo(0.011742);
    }

    @Test
    void aPriceThatIsNotKnownIsNotASumOfTheOthers() {
        Authorship.Job known = new Authorship.Job("plan", 1, 0, 10, 10, java.util.OptionalDouble.of(0.5), 0, 0);
        Authorship.Job unknown = new Authorship.Job("sketch", 1, 0, 10, 10, java.util.OptionalDouble.empty(), 0, 0);
        Authorship both = new Authorship("ollama/new", List.of(), List.of(known, unknown), List.of());
        assertThat(AuthorshipJson.authorship(both).at("/total/dollars").isNull())
                .isTrue();
        assertThat(both.total().calls()).isEqualTo(2);
    }

    @Test
    void withoutALanguageModelNeitherPageNorJsonSpeaksOfOne() throws Exception {
        assertThat(Page.render(SampleFacts.host())).doesNotContainIgnoringCase("language model");
        assertThat(new ObjectMapper()
                        .readTree(ReportJson.render(SampleFacts.host()))
                        .has("languageModel"))
                .isFalse();
    }

    @Test
    void pageOfAPassedRunShowsEveryFact() throws Exception {
        String text = text(SampleFacts.fruit());
        assertThat(text)
                .contains(
                        "Runs on Arduino Nano 33 BLE: 96.3 % right on 160 rows it never saw (95 % interval 92–98 %), 5.34 KiB flash, 620 B RAM, about 53.4 µs an inference.")
                .contains("✓ Passed", "≥ 85 %", "11 points to spare", "26.7 KiB to spare")
                .contains("Words that nothing was made of: please.")
                .contains("duplicate of another row", "no label", "Column green has 3 missing values")
                .contains("Stratified by class; identical rows are on one side. Seed 7.")
                .contains(
                        "5 attempts; accuracy on validation rows",
                        "1 attempt without both figures",
                        "refused: 10 232 bytes over")
                .contains("Majority class", "Logistic regression", "25.6 %", "83.1 %")
                .contains("fruit.csv:2", "Mean of the classes", "41.0 dB", "exact", "epoch 46 kept")
                .contains("QEMU 8.2.2", "3 420", "between 40 µs and 80.1 µs", "Nothing differed.")
                .contains("fruit_sorter_classify", "out/model.tflite", "./tinywright build fruit-sorter", "9f86d081")
                .doesNotContain("does not beat", "another core", "What would pass");
    }

    @Test
    void pageOfAMissedRunSaysHowNearItCameAndWhatWouldPass() throws Exception {
        assertThat(text(SampleFacts.missed()))
                .contains("✗ Not passed", "Builds for ESP32 but misses 3 goals (Accuracy, Macro F1, RAM)")
                .contains("Proven on Cortex-M4, which is not the board's own core.")
                .contains("10 points short", "108 B over", "not judged", "nothing measures it yet")
                .contains("What would pass.", "attempt 4 meets these")
                .contains("Proven on another core.", "Xtensa")
                .contains("The model does not beat logistic regression.")
                .contains("7 more rows in report.json.");
    }

    @Test
    void labelsAndColumnsCannotBecomeMarkup() {
        String page = Page.render(SampleFacts.hostile(30, 60));
        assertThat(page)
                .doesNotContain("<script", "alert(\"x\")", "\u0000")
                .contains("&lt;script&gt;alert(&quot;x&quot;)");
        assertThat(page).contains("48 more readings left out here", "20 more classes left out here");
    }

    @Test
    void nothingWrongAndNothingOptionalIsSaidInWords() throws Exception {
        assertThat(text(SampleFacts.host()))
                .contains("None: all 20 test rows are right.", "The task sets no goals", "No curve was recorded.")
                .contains(
                        "no linked image of its own", "not counted here", "No latency is estimated", "on this computer")
                .contains("The task names no sentence", "Runs on this computer: 100 % right");
    }

    @Test
    void aMismatchFailsTheRunWhateverTheGoals() throws Exception {
        ReportFacts facts = SampleFacts.mismatched();
        assertThat(facts.passed()).isFalse();
        assertThat(text(facts))
                .contains("✗ Not passed", "Builds for Arduino Nano 33 BLE but is not proven")
                .contains("2 rows differ.", "The device did not compute what the host computed");
    }

    @Test
    void jsonHasTheStableKeys() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportJson.render(SampleFacts.fruit()));
        assertThat(json.at("/verdict/passed").asBoolean()).isTrue();
        assertThat(json.at("/verdict/goals/0").toString())
                .isEqualTo(
                        "{\"name\":\"accuracy\",\"relation\":\">=\",\"wanted\":0.85,\"measured\":0.9625,\"met\":true,\"note\":\"\"}");
        assertThat(json.at("/device/core").asText()).isEqualTo("Cortex-M4");
        assertThat(json.at("/device/testRows").asInt()).isEqualTo(160);
        assertThat(json.at("/device/mismatches").isInt()).isTrue();
        assertThat(json.at("/device/accuracy").asDouble()).isEqualTo(0.9625);
        assertThat(json.at("/device/instructionsPerInference").asInt()).isEqualTo(3420);
        assertThat(json.at("/memory/flashBytes").asInt()).isEqualTo(5468);
        assertThat(json.at("/memory/codeBytes").asInt()).isEqualTo(5048);
        assertThat(json.at("/memory/ramBytes").asInt()).isEqualTo(620);
        assertThat(json.at("/memory/stackBytes").asInt()).isEqualTo(212);
        assertThat(json.at("/data/rowsRead").asInt())
                .isEqualTo(json.at("/data/rowsUsed").asInt() + 43);
        assertThat(json.at("/data/rowsDropped/0/reason").asText()).isEqualTo("duplicate of another row");
        assertThat(json.at("/data/rowsDropped/0/count").asInt()).isEqualTo(31);
        assertThat(json.at("/data/rowsDropped/0/examples/0").asText()).isEqualTo("fruit.csv line 7");
        assertThat(json.at("/attempts")).hasSize(5);
        assertThat(json.at("/data/steps/0").asText()).contains("steps/Clean.java: dropped 2");
        assertThat(json.at("/results/misclassified")).hasSize(6);
        assertThat(json.at("/quantization/layers/3/snrDb").isNull()).isTrue();
    }

    @Test
    void jsonSaysNullForWhatIsNotKnown() throws Exception {
        JsonNode host = new ObjectMapper().readTree(ReportJson.render(SampleFacts.host()));
        assertThat(host.at("/device/instructionsPerInference").isNull()).isTrue();
        assertThat(host.at("/memory/flashBytes").isNull()).isTrue();
        assertThat(host.at("/latency/millis").isNull()).isTrue();
        JsonNode missed = new ObjectMapper().readTree(ReportJson.render(SampleFacts.missed()));
        assertThat(missed.at("/verdict/passed").asBoolean(true)).isFalse();
        assertThat(missed.at("/verdict/goals/4/met").isNull()).isTrue();
    }

    @Test
    void rowsThatDoNotAddUpAreRefused() {
        DataSummary data = SampleFacts.fruit().data();
        assertThatThrownBy(() -> new DataSummary(
                        data.path(),
                        data.label(),
                        data.rowsRead() + 1,
                        data.rowsUsed(),
                        data.rowsDropped(),
                        data.classCounts(),
                        data.columns(),
                        data.leftOut(),
                        data.steps(),
                        data.warnings()))
                .hasMessageContaining("rows read are not");
    }

    @Test
    void writesBothFilesAndReplacesOldOnes(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Report.write(SampleFacts.missed(), out);
        Report.write(SampleFacts.fruit(), out);
        assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(Page.render(SampleFacts.fruit()));
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.json");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAClearError(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("out"), "a file");
        assertThatThrownBy(() -> Report.write(SampleFacts.fruit(), file))
                .isInstanceOf(TinywrightException.class)
                .hasMessageContaining("the report cannot be written");
    }

    private static String text(ReportFacts facts) throws Exception {
        return parse(Page.render(facts))
                .getDocumentElement()
                .getTextContent()
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ');
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Document page, String tag) {
        return elements(page.getElementsByTagName(tag));
    }

    private static List<Element> children(Element parent, String tag) {
        return elements(parent.getElementsByTagName(tag)).stream()
                .filter(child -> child.getParentNode() == parent)
                .toList();
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            list.add((Element) nodes.item(i));
        }
        return list;
    }
}
