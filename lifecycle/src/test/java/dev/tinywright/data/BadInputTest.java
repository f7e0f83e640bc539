package dev.tinywright.data;

import static dev.tinywright.data.Csv.fruitRows;
import static dev.tinywright.data.Csv.source;
import static dev.tinywright.data.Csv.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be used: what the person is told. */
class BadInputTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private TinywrightException error(DataSource source, DataHints hints) {
        TinywrightException error =
                catchThrowableOfType(TinywrightException.class, () -> DataLoader.load(source, hints));
        assertThat(error).isNotNull();
        assertThat(error.diagnosis().where()).isNotEmpty();
        assertThat(error.diagnosis().hint()).isNotEmpty();
        return error;
    }

    private TinywrightException error(Path path) {
        return error(source(path), DataHints.none());
    }

    private String what(String text) {
        return error(write(folder, "data.csv", text)).diagnosis().what();
    }

    @Test
    void missingFile() {
        assertThat(error(folder.resolve("none.csv")).exitCode()).isEqualTo(2);
    }

    @Test
    void emptyFile() {
        assertThat(what("")).isEqualTo("the file is empty");
        assertThat(what("\n\n\n")).isEqualTo("the file has no rows");
    }

    @Test
    void headerOnlyAndThreeRows() {
        assertThat(what("Fruit,Red\n")).startsWith("there are 0 rows");
        assertThat(what("Fruit,Red\na,1\nb,2\na,3\n")).startsWith("there are 3 rows");
    }

    @Test
    void oneClassOnly() {
        assertThat(error(
                                new DataSource(
                                        write(
                                                folder,
                                                "data.csv",
                                                "Fruit,Red\n" + "apple,1\napple,2\nApple ,3\n".repeat(9)),
                                        Optional.of("Fruit"),
                                        List.of(),
                                        Optional.empty()),
                                DataHints.none())
                        .diagnosis()
                        .what())
                .isEqualTo("all 27 rows are of one class, \"apple\"; there is nothing to tell apart");
    }

    @Test
    void binaryFiles() throws IOException {
        Path png = Files.write(
                folder.resolve("a.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        assertThat(error(png).diagnosis().what()).contains("binary file");
        Path zip = Files.write(folder.resolve("b.csv"), new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0});
        assertThat(error(zip).diagnosis().what()).contains("binary file");
        Path wide = write(folder, "c.csv", "a,b\n1,2\n", StandardCharsets.UTF_16LE);
        assertThat(error(wide).diagnosis().what()).contains("binary file");
    }

    @Test
    void folderWithoutData() {
        write(folder, "README.md", "nothing here");
        assertThat(error(folder).diagnosis().what()).contains("no CSV file");
    }

    @Test
    void folderOfParts() {
        write(folder, "season_one.csv", "Fruit,Red,Green\n" + fruitRows(20, 1));
        write(folder, "season_two.csv", "Fruit,Red,Green\n" + fruitRows(20, 2));
        assertThat(error(folder).diagnosis().what()).contains("a label column 'Fruit' inside");
        write(folder, "parts/train/a.csv", "x\n1\n");
        write(folder, "parts/training/a.csv", "x\n1\n");
        assertThat(error(folder.resolve("parts")).diagnosis().what()).contains("which are not classes");
    }

    @Test
    void filesWithDifferentColumns() {
        write(folder, "apple.csv", "Red,Green\n" + "1,2\n".repeat(20));
        write(folder, "pear.csv", "Red,Blue\n" + "1,2\n".repeat(20));
        assertThat(error(folder).diagnosis().what()).contains("do not have the same columns");
    }

    @Test
    void endlessLineAndOpenQuote() {
        assertThat(what("a,b\n1," + "x".repeat(3 << 20))).contains("cannot");
        assertThat(what("label,b\n" + "x,1\ny,2\n".repeat(20) + "x,\"" + "3,4\n".repeat(400_000)))
                .contains("cannot");
    }

    @Test
    void saysWhichRowIsBroken() {
        String rows = "Fruit,Red,Green\n" + fruitRows(12, 1) + "apple,\"1,2\n" + fruitRows(12, 1);
        assertThat(what(rows)).contains("line 14 has 2 fields, the table 3; is a quote not closed there?");
    }

    @Test
    void aColumnThatSaysTheSameInEveryRowIsNamed() {
        String rows = "Fruit,Red,Green\n" + fruitRows(30, 1).replace("banana", "apple");
        assertThat(what(rows)).startsWith("column 'Fruit' says \"apple\" in every row");
    }

    @Test
    void unknownLabelNamesTheNearest() {
        Path file = write(folder, "data.csv", "Fruit,Red,Green\n" + fruitRows(20, 1));
        TinywrightException error =
                error(new DataSource(file, Optional.of("fruits"), List.of(), Optional.empty()), DataHints.none());
        assertThat(error.exitCode()).isEqualTo(2);
        assertThat(error.diagnosis().hint()).isEqualTo("did you mean 'Fruit'?");
    }

    @Test
    void labelThatCannotBeTold() {
        String text = "a,b,x\n" + "p,q,1.5\nr,s,2.5\n".repeat(12);
        assertThat(what(text)).isEqualTo("several columns could be the class: a, b");
    }

    @Test
    void labelThatIsAQuantity() {
        StringBuilder text = new StringBuilder("x,label\n");
        for (int i = 0; i < 300; i++) {
            text.append(i % 7).append(',').append(i * 0.37).append('\n');
        }
        Path file = write(folder, "data.csv", text.toString());
        DataSource source = new DataSource(file, Optional.of("label"), List.of(), Optional.empty());
        assertThat(error(source, DataHints.none()).diagnosis().what()).contains("more than 200 different values");
    }

    @Test
    void wordsOfAnotherLanguage() {
        Path file = write(folder, "data.csv", "Obst,Red\n" + "Apfel,1\nBanane,2\nApfel,3\n".repeat(9));
        DataHints hints = new DataHints(List.of("apples", "bananas"), "", List.of());
        assertThat(error(source(file), hints).diagnosis().what())
                .isEqualTo("the sentence names the classes apples, bananas; the data has Apfel, Banane");
    }

    @Test
    void noNumbersAtAll() {
        assertThat(what("label,word\n" + "a,x\nb,y\n".repeat(12))).contains("no column of numbers");
    }

    @Test
    void numbersThatOnlyRepeatTheLabel() {
        assertThat(what("label,code\n" + "a,0\nb,1\n".repeat(12))).contains("give the class away");
    }
}
