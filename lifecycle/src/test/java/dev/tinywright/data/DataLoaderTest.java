package dev.tinywright.data;

import static dev.tinywright.data.Csv.fruitRows;
import static dev.tinywright.data.Csv.load;
import static dev.tinywright.data.Csv.source;
import static dev.tinywright.data.Csv.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.data.Column.Role;
import dev.tinywright.features.Reading;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How files become a table: every way to write one, and every way a row can go missing. */
class DataLoaderTest {
    private static final String FRUIT = "Fruit,Red,Green\n" + fruitRows(20, 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void readsOneFileWithALabelColumn() {
        Table table = load(folder, FRUIT);
        assertThat(table.labels()).containsExactly("apple", "banana");
        assertThat(table.readings()).containsExactly(new Reading("Red", ""), new Reading("Green", ""));
        assertThat(table.classCounts()).containsExactly(10, 10);
        assertThat(table.account().text()).isEqualTo("20 rows read, 20 kept");
        assertThat(table.origin(0)).isEqualTo("data.csv line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", "|", ","})
    void findsTheDelimiter(String delimiter) {
        assertThat(load(folder, FRUIT.replace(",", delimiter)).rows())
                .isDeepEqualTo(load(folder, FRUIT).rows());
    }

    @Test
    void readsDecimalCommas() {
        String text = FRUIT.replace(",", ";").replace(".", ",");
        assertThat(load(folder, text).rows()).isDeepEqualTo(load(folder, FRUIT).rows());
    }

    @Test
    void readsDecimalCommasInQuotes() {
        String text = FRUIT.replaceAll("(\\d)\\.(\\d+)", "\"$1;$2\"").replace(";", ",");
        assertThat(load(folder, text).rows()).isDeepEqualTo(load(folder, FRUIT).rows());
    }

    @Test
    void readsWithoutAHeaderAndNamesTheColumns() {
        Table table = load(folder, fruitRows(20, 1));
        assertThat(table.rowCount()).isEqualTo(20);
        assertThat(table.columns()).extracting(Column::name).containsExactly("column1", "column2", "column3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "windows-1252"})
    void findsTheEncoding(String charset) {
        String text = FRUIT.replace("apple", "pêche").replace("\n", "\r\n");
        Path file = write(folder, "data.csv", text, Charset.forName(charset));
        assertThat(DataLoader.load(source(file), DataHints.none()).labels()).containsExactly("banana", "pêche");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(load(folder, "\ufeff" + FRUIT).columns().getFirst().name()).isEqualTo("Fruit");
    }

    @Test
    void readsQuotedCommasLineBreaksAndUnits() {
        String text = "\"Species\",\"Culmen Length (mm)\",temp [°C],mass_g,Remark\n"
                + "\"Adelie, small\",1.5,2,3,\"two\nlines\"\n\"Gentoo \"\"G\"\"\",1.7,2.5,3.1,none\n".repeat(12);
        Table table = load(folder, text);
        assertThat(table.labels()).containsExactly("Adelie, small", "Gentoo \"G\"");
        assertThat(table.readings())
                .containsExactly(
                        new Reading("Culmen Length", "mm"), new Reading("temp", "°C"), new Reading("mass_g", "g"));
        assertThat(table.origin(2)).isEqualTo("data.csv line 5");
    }

    @Test
    void countsEveryDroppedRowUnderItsReason() {
        String text = FRUIT + "apple,0.1\napple,0.1,0.2,0.3\n?,0.1,0.2\napple,none,0.2\nbanana,0.3,oops\n";
        RowAccount account = load(folder, text).account();
        assertThat(account.rowsRead()).isEqualTo(25);
        assertThat(account.kept()).isEqualTo(21);
        assertThat(account.dropped().toString())
                .isEqualTo("{wrong number of fields=2, the label is missing=1, not a number in column 'Green'=1}");
        assertThat(account.examples().get("wrong number of fields"))
                .containsExactly("data.csv line 22", "data.csv line 23");
    }

    @Test
    void aStrayQuoteCostsItsRowAndNoOther() {
        Table table = load(folder, FRUIT + "apple,0.5\",0.5\nbanana,0.25,0.5\n");
        assertThat(table.account().dropped().toString()).isEqualTo("{not a number in column 'Red'=1}");
        assertThat(table.row(20)).containsExactly(0.25f, 0.5f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=,\n", "# made by hand\n# in 2024\n", "Colour log\n\n"})
    void passesOverLinesBeforeTheTableAndSaysSo(String preamble) {
        Table table = load(folder, preamble + FRUIT);
        assertThat(table.rows()).isDeepEqualTo(load(folder, FRUIT).rows());
        assertThat(table.account().rowsRead()).isEqualTo(20);
        assertThat(table.notes()).anyMatch(note -> note.startsWith("passed over the first "));
    }

    @Test
    void readsAHeaderWrittenAsAComment() {
        assertThat(load(folder, "# " + FRUIT).columns())
                .extracting(Column::name)
                .containsExactly("Fruit", "Red", "Green");
    }

    @Test
    void readsColumnsDividedBySpaces() {
        assertThat(load(folder, FRUIT.replace(",", " ")).rows())
                .isDeepEqualTo(load(folder, FRUIT).rows());
    }

    @Test
    void linesOfSpacesAreNoRows() {
        assertThat(load(folder, FRUIT + "\n   \n").account().text()).isEqualTo("20 rows read, 20 kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-Infinity", "#DIV/0!"})
    void takesFailedCalculationsAsMissing(String failed) {
        Table table = load(folder, FRUIT + "apple," + failed + ",3\n");
        assertThat(table.readings()).hasSize(2);
        assertThat(table.value(20, 0)).isNaN();
    }

    @Test
    void takesReadingsFarBeyondAllOthersAsMissingAndSaysSo() {
        Table table = load(folder, FRUIT + "apple,1e30,3\n");
        assertThat(table.value(20, 0)).isNaN();
        assertThat(table.warnings()).anyMatch(w -> w.contains("'Red' has 1 reading over a million times further out"));
    }

    @Test
    void aSentenceMayNameAClassInMoreWordsThanTheData() {
        Path file = write(folder, "data.csv", FRUIT);
        DataHints hints = new DataHints(List.of("banana", "red apples"), "", List.of());
        assertThat(DataLoader.load(source(file), hints).warnings()).isEmpty();
    }

    @Test
    void leavesOutTheClockOfARecording() {
        StringBuilder text = new StringBuilder("t,x,label\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 20 * 10).append(',').append(i * 7 % 13).append(i < 30 ? ",a\n" : ",b\n");
        }
        assertThat(load(folder, text.toString()).columns().getFirst().role()).isEqualTo(Role.TIME);
    }

    @Test
    void keepsClassesThatTheSentenceDoesNotNameAndSaysSo() {
        String text = "label,x\n" + "a,1\nb,2\nc,1.5\n".repeat(8);
        Table table = load(folder, text, new DataHints(List.of("a", "b", "d"), "", List.of()));
        assertThat(table.labels()).containsExactly("a", "b", "c");
        assertThat(table.warnings())
                .hasSize(2)
                .anyMatch(w -> w.equals("the sentence names d, of which the data has no rows"));
        assertThat(table.warnings())
                .anyMatch(w -> w.startsWith("the data also has c, which the sentence does not name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "n/a", "?", "NaN", "null", "none", "-", "  "})
    void readsMissingValues(String missing) {
        Table table = load(folder, FRUIT + "apple," + missing + ",0.5\n");
        assertThat(table.row(20)).containsExactly(Float.NaN, 0.5f);
    }

    @Test
    void takesRepeatedFarOutSentinelsAsMissingAndSaysSo() {
        Table table = load(folder, FRUIT + "apple,-999,0.5\nbanana,-999,0.25\n");
        assertThat(table.row(20)).containsExactly(Float.NaN, 0.5f);
        assertThat(table.warnings()).singleElement().asString().contains("'Red' has -999 2 times");
    }

    @Test
    void leavesMinus999WhereItBelongs() {
        String text = "label,depth\n" + "a,-999\nb,-500\na,-998\nb,-999.5\n".repeat(8);
        assertThat(load(folder, text).row(0)).containsExactly(-999f);
    }

    @Test
    void readsAFilePerClassBesideOtherFiles() {
        write(folder, "README.md", "# data");
        write(folder, "task.txt", "tell them apart");
        write(folder, "apple.csv", "Red,Green\n" + "0.5,0.2\n0.6,0.3\n".repeat(8));
        write(folder, "banana.csv", "Green,Red\n" + "0.4,0.1\n0.3,0.2\n".repeat(8));
        Table table = DataLoader.load(source(folder), DataHints.none());
        assertThat(table.labels()).containsExactly("apple", "banana");
        assertThat(table.row(16)).containsExactly(0.1f, 0.4f);
        assertThat(table.hasGroups()).isFalse();
        assertThat(table.origin(16)).isEqualTo("banana.csv line 2");
    }

    @Test
    void readsAFolderPerClassWithFilesAsGroups() {
        for (String label : List.of("idle", "shake")) {
            for (int n = 1; n <= 3; n++) {
                write(folder, label + "/r" + n + ".csv", "x,y\n" + "1,2\n3,4.5\n".repeat(5));
            }
        }
        Table table = DataLoader.load(source(folder), DataHints.none());
        assertThat(table.labels()).containsExactly("idle", "shake");
        assertThat(table.groupCount()).isEqualTo(6);
        assertThat(table.origin(0)).isEqualTo("idle/r1.csv line 2");
    }

    @Test
    void takesTheOnlyFileOfAFolder() {
        write(folder, "only.csv", FRUIT);
        assertThat(DataLoader.load(source(folder), DataHints.none()).rowCount()).isEqualTo(20);
    }

    @Test
    void findsTheLabelByTheWordsOfTheSentence() {
        String text = "kind,colour,Red,Green\n" + "apple,x,0.5,0.2\nbanana,y,0.6,0.3\n".repeat(12);
        Table table = load(folder, text, new DataHints(List.of("apples", "bananas"), "", List.of()));
        assertThat(table.notes())
                .contains("label: column 'kind', because its values match the words apples, bananas")
                .contains("left out: column 'colour', because it holds words, not numbers, such as \"x\"");
    }

    @Test
    void findsTheLabelByWhatTheSentenceAsksFor() {
        String text = "alcohol,quality,ph,grade\n" + "9.1,5,3.1,1\n9.5,6,3.2,2\n9.9,6,3.0,1\n".repeat(8);
        Table table = load(folder, text, new DataHints(List.of(), "the quality grade", List.of()));
        assertThat(table.labels()).hasSize(2);
    }

    @Test
    void usesJustTheColumnsThatTheSentenceNames() {
        String text =
                "species,bill_length_mm,bill_depth_mm,year,mass\n" + "a,1.5,2,2007,3\nb,1.7,2.5,2008,4\n".repeat(12);
        Table table = load(folder, text, new DataHints(List.of(), "species", List.of("bill length and bill depth")));
        assertThat(table.readings()).extracting(Reading::name).containsExactly("bill_length_mm", "bill_depth_mm");
        assertThat(table.columns()).extracting(Column::role).contains(Role.TIME, Role.NOT_CHOSEN);
    }

    @Test
    void takesColourForRedGreenAndBlue() {
        String text = "Fruit,Red,Green,Blue,Temp\n" + "a,1.5,2,2.5,3\nb,1.7,2.5,2.6,4\nb,1.8,2.5,2.7,4\n".repeat(8);
        Table table = load(folder, text, new DataHints(List.of(), "", List.of("colour")));
        assertThat(table.readings()).extracting(Reading::name).containsExactly("Red", "Green", "Blue");
    }

    @Test
    void leavesOutColumnsThatAreNoReadings() {
        StringBuilder text = new StringBuilder("id,timestamp,fixed,code,label,x,when,subject\n");
        for (int i = 0; i < 30; i++) {
            boolean a = i % 2 == 0;
            text.append(i + 1)
                    .append(',')
                    .append(1000 + 20 * i)
                    .append(",3.3,")
                    .append(a ? 0 : 1)
                    .append(',');
            text.append(a ? "a" : "b")
                    .append(',')
                    .append(i * 7 % 11)
                    .append(",2024-01-02,")
                    .append(i / 6)
                    .append('\n');
        }
        Table table = load(folder, text.toString());
        assertThat(table.columns())
                .extracting(Column::role)
                .containsExactly(
                        Role.ID, Role.TIME, Role.CONSTANT, Role.LEAK, Role.LABEL, Role.READING, Role.TIME, Role.GROUP);
        assertThat(table.groupCount()).isEqualTo(5);
        assertThat(table.warnings()).singleElement().asString().contains("'code'", "gives the class away");
    }

    @Test
    void takesTheListedColumnsWhateverTheyAre() {
        Path file = write(folder, "data.csv", "id,x,label\n" + "1,5,a\n2,6,b\n3,5,a\n".repeat(8));
        DataSource listed = new DataSource(file, Optional.of("LABEL"), List.of("ID"), Optional.empty());
        Table table = DataLoader.load(listed, DataHints.none());
        assertThat(table.readings()).extracting(Reading::name).containsExactly("id");
    }

    @Test
    void drawsRowsOfDataThatIsTooLargeAndCountsTheOthers() {
        Path file = write(folder, "data.csv", FRUIT.replaceAll("(?s)\\z", fruitRows(80, 3)));
        Table table = DataLoader.load(source(file), DataHints.none(), 80);
        assertThat(table.rowCount()).isEqualTo(40);
        assertThat(table.account().dropped().toString()).isEqualTo("{sampled out (over 40 rows)=60}");
    }

    @Test
    void readsTwoThousandColumns() {
        StringBuilder text = new StringBuilder("label");
        for (int c = 0; c < 2000; c++) {
            text.append(",x").append(c);
        }
        for (int i = 0; i < 24; i++) {
            text.append("\n").append(i % 2 == 0 ? "a" : "b");
            for (int c = 0; c < 2000; c++) {
                text.append(',').append((i * 31 + c * 17) % 101);
            }
        }
        assertThat(load(folder, text.toString()).readings()).hasSize(2000);
    }

    @Test
    void readsManyRowsAsAStream() throws IOException {
        Path file = folder.resolve("large.csv");
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("label,a,b,c\n");
            for (int i = 0; i < 300_000; i++) {
                out.write((i % 3 == 0 ? "x," : "y,") + i % 997 + "." + i % 7 + "," + i % 1009 + "," + i % 13 + "\n");
            }
        }
        Table table = DataLoader.load(source(file), DataHints.none());
        assertThat(table.rowCount()).isEqualTo(300_000);
        assertThat(table.classCounts()).containsExactly(100_000, 200_000);
    }
}
