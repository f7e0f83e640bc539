package dev.tinywright.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinywright.data.DataHints;
import dev.tinywright.data.DataLoader;
import dev.tinywright.data.DataStep;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Preparation;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.StepResult;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.Confinement;
import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class StepsTest {
    private static final SplitSettings BY_ROW = new SplitSettings(SplitSettings.By.ROW, 0.2, 0.2, 7);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path project;

    @SuppressWarnings("NullAway.Init") // before each test
    private Table table;

    private Steps steps = Steps.in(Path.of("."), Confinement.REQUIRED);

    @BeforeAll
    static void bubblewrapIsThere() {
        assumeTrue(Command.find("bwrap").isPresent(), "bubblewrap is not installed: steps are not tested");
    }

    @BeforeEach
    void fruit() throws IOException {
        StringBuilder csv = new StringBuilder("fruit,Red,\"Green, raw\"\n");
        for (int i = 0; i < 60; i++) {
            boolean apple = i % 2 == 0;
            String red = i % 20 == 7 ? "99" : String.format(Locale.ROOT, "%.3f", (apple ? 0.7 : 0.3) + i * 0.001);
            csv.append(apple ? "apple," : "banana,")
                    .append(red)
                    .append(',')
                    .append(i == 9 ? "" : "0." + (100 + i))
                    .append('\n');
        }
        Path file = Files.writeString(project.resolve("fruit.csv"), csv);
        table = DataLoader.load(new DataSource(file, Optional.empty(), List.of(), Optional.empty()), DataHints.none());
        Files.createDirectories(project.resolve("steps"));
        steps = Steps.in(project, Confinement.REQUIRED);
    }

    private String java(String body) throws IOException {
        return file("steps/Clean.java", """
                import dev.tinywright.step.*;

                public class Clean implements Step {
                    public Rows apply(Rows rows) {
                        %s
                    }
                }
                """.formatted(body));
    }

    private String script(String body) throws IOException {
        String path = file("steps/clean.sh", "#!/bin/sh\n" + body + "\n");
        assertThat(project.resolve(path).toFile().setExecutable(true)).isTrue();
        return path;
    }

    private String file(String path, String text) throws IOException {
        Files.writeString(project.resolve(path), text);
        return path;
    }

    private Dataset prepared(String... paths) {
        List<DataStep> all = new ArrayList<>();
        for (String path : paths) {
            all.add(StepFile.step(project, path));
        }
        return Preparation.prepare(table, all, BY_ROW, steps);
    }

    private Diagnosis refused(String path) {
        TinywrightException e = catchThrowableOfType(TinywrightException.class, () -> prepared(path));
        assertThat(e).isNotNull();
        return e.diagnosis();
    }

    @Test
    void aJavaStepDropsRowsAndEachIsAccountedForWithItsPlace() throws IOException {
        Dataset dataset = prepared(java("return rows.where(row -> row.number(\"Red\") <= 1);"));

        assertThat(dataset.account().text())
                .isEqualTo(
                        "60 rows read, 56 kept; 3 dropped: dropped by steps/Clean.java; 1 dropped: a reading is missing");
        assertThat(dataset.account().examples().get("dropped by steps/Clean.java"))
                .contains("fruit.csv line 9");
        assertThat(dataset.notes()).contains("steps/Clean.java: dropped 3 of 60 rows (banana 3)");
    }

    @Test
    void aStepThatChangesNothingLeavesEveryBitAsItWas() throws IOException {
        Dataset plain = Preparation.prepare(table, List.of(), BY_ROW);
        String java = java("System.out.println(\"noise\"); return rows;");
        String script = script("echo noise; cp \"$1\" \"$2\"");

        for (Dataset dataset : List.of(prepared(java), prepared(script), prepared(java, script))) {
            assertThat(dataset.training().rows()).isDeepEqualTo(plain.training().rows());
            assertThat(dataset.test().rows()).isDeepEqualTo(plain.test().rows());
            assertThat(dataset.test().classes()).isEqualTo(plain.test().classes());
            assertThat(dataset.account()).isEqualTo(plain.account());
        }
        assertThat(prepared(java).notes()).containsExactly("steps/Clean.java: changed nothing");
    }

    @Test
    void aScriptIsHandedCsvAndWritesCsv() throws IOException {
        Dataset dataset = prepared(script("awk -F, 'NR == 1 || $3 < 1' \"$1\" > \"$2\""));

        assertThat(dataset.account().dropped()).containsEntry("dropped by steps/clean.sh", 3);
    }

    @Test
    void labelsAreCorrectedAndColumnsLeftOutAndSingleReadingsRepaired() throws IOException {
        Dataset dataset = prepared(java("""
                return rows.without("Green, raw")
                    .map(row -> row.number("Red") > 1 ? row.with("Red", 0.5) : row)
                    .map(row -> row.label().equals("banana") ? row.withLabel("plantain \\"x\\"") : row);"""));

        assertThat(dataset.labels()).containsExactly("apple", "plantain \"x\"");
        assertThat(dataset.readings()).extracting("name").containsExactly("Red");
        assertThat(dataset.account().kept()).isEqualTo(60);
        assertThat(dataset.notes())
                .containsExactly(
                        "steps/Clean.java: changed the label of 30 rows ('banana' to 'plantain \"x\"' 30)",
                        "steps/Clean.java: made new classes: plantain \"x\"",
                        "steps/Clean.java: changed 'Red' in 3 of 60 rows",
                        "steps/Clean.java: left out the column 'Green, raw'");
    }

    @Test
    void theHelpersOfRowsSayWhatTheyPromise() throws IOException {
        Dataset dataset = prepared(java("""
                if (rows.size() != 60 || !rows.labels().equals(java.util.List.of("apple", "banana"))) throw new RuntimeException("a");
                if (!rows.columns().equals(java.util.List.of("Red", "Green, raw"))) throw new RuntimeException("b");
                if (rows.median("Red") <= 0.3 || rows.quantile("Red", 1) != 99 || rows.mean("Red") < 5) throw new RuntimeException("c");
                if (!rows.get(9).isMissing("Green, raw") || rows.get(9).id() != 10) throw new RuntimeException("d" + rows.get(9));
                return rows.labelled("apple").size() == 30 ? rows : null;"""));

        assertThat(dataset.account().kept()).isEqualTo(59);
    }

    @Test
    void aFileThatDoesNotCompileIsRefusedWithFileAndLine() throws IOException {
        String path = java("return rows.filter(row -> tru);");

        Optional<Diagnosis> problem = steps.compile(path);

        assertThat(problem).isPresent();
        assertThat(problem.get().what())
                .startsWith("steps/Clean.java does not compile: line 5: cannot find symbol, symbol method filter(");
        assertThat(problem.get().where()).isEqualTo("steps/Clean.java:5");
        assertThat(refused(path)).isEqualTo(problem.get());
        assertThat(steps.compile(java("return rows;"))).isEmpty();
    }

    @Test
    void anExceptionIsToldWithItsLine() throws IOException {
        Diagnosis d = refused(java("return rows.where(row -> row.number(\"Blue\") > 1);"));

        assertThat(d.what()).contains("there is no column 'Blue'; there are 'Red', 'Green, raw'");
        assertThat(d.where()).isEqualTo("steps/Clean.java:5");
    }

    @Test
    void aFileWithoutAStepIsRefused() throws IOException {
        assertThat(refused(file("steps/No.java", "class No {}")).what())
                .contains("no class in it implements dev.tinywright.step.Step");
    }

    @Test
    void rowsThatWereMadeUpAreRefusedWithTheBlockThatIsMeant() throws IOException {
        assertThat(refused(script("cp $1 $2; echo 61,apple,0.5,0.5 >>$2")).hint())
                .contains("balance");
        Diagnosis twice = refused(script("cp $1 $2; tail -n 1 $1 >>$2"));
        assertThat(twice.what()).contains("wrote row 60 twice");
        assertThat(twice.where()).contains("line 62 of its output");
        assertThat(twice.hint()).contains("balance");
    }

    @Test
    void aNewColumnIsRefusedBecauseTheDeviceWouldNotHaveIt() throws IOException {
        Diagnosis d = refused(script("awk -F, 'NR == 1 {print $0 \",ratio\"; next} {print $0 \",1\"}' $1 >$2"));

        assertThat(d.what()).contains("a column that it was not given: 'ratio'");
        assertThat(d.hint()).contains("derive");
    }

    @Test
    void aColumnChangedThroughoutIsRefusedBecauseTheDeviceWouldSeeOtherNumbers() throws IOException {
        Diagnosis d = refused(java("return rows.map(row -> row.with(\"Red\", row.number(\"Red\") * 2));"));

        assertThat(d.what()).contains("changed 'Red' in 60 of 60 rows").contains("the network would see other numbers");
        assertThat(d.hint()).contains("derive");
    }

    @Test
    void recordingsStayTogetherAndTheirNumbersAreNotAStepsToChange() throws IOException {
        StringBuilder csv = new StringBuilder("subject,fruit,Red\n");
        for (int i = 0; i < 90; i++) {
            csv.append("s")
                    .append(i / 9)
                    .append(i % 2 == 0 ? ",apple," : ",banana,")
                    .append(i * 0.01)
                    .append('\n');
        }
        table = DataLoader.load(
                new DataSource(
                        Files.writeString(project.resolve("groups.csv"), csv),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                DataHints.none());
        assertThat(table.hasGroups()).isTrue();

        assertThat(prepared(java("return rows.where(row -> row.group() != rows.get(0).group());"))
                        .account()
                        .kept())
                .isEqualTo(81);
        assertThat(prepared(script("cut -d, -f 1,2,4 $1 >$2")).account().kept()).isEqualTo(90);
        assertThat(refused(script("sed 's/,apple,[0-9]*,/,apple,77,/' $1 >$2")).what())
                .contains("changed the group of row 1");
    }

    @Test
    void numbersMayComeBackAsOtherProgramsWriteThem() throws IOException {
        String pandas = script("awk -F, -v OFS=, 'NR > 1 {$1 = $1 \".0\"; $3 = sprintf(\"%.6e\", $3)} {print}' $1 >$2");

        assertThat(prepared(pandas).notes()).containsExactly("steps/clean.sh: changed nothing");
        assertThat(prepared(script("(head -n 1 $1; tail -n +2 $1 | sort -r) | sed 's/$/\\r/' >$2"))
                        .notes())
                .containsExactly("steps/clean.sh: changed nothing");
    }

    @Test
    void aStepThatLeavesNothingOrLosesAClassIsRefused() throws IOException {
        assertThat(refused(java("return rows.where(row -> false);")).what()).contains("dropped all 60 rows");
        assertThat(refused(java("return rows.labelled(\"apple\");")).what())
                .contains("dropped every row of the class 'banana'");
        assertThat(refused(java("return null;")).what()).contains("NullPointerException");
        assertThat(refused(script("true")).what()).contains("wrote nothing");
        assertThat(refused(script(": >$2")).what()).contains("wrote nothing");
    }

    @Test
    void brokenOutputIsRefusedWithItsLine() throws IOException {
        assertThat(refused(script("cp $1 $2; echo 1,2 >>$2")).where()).contains("line 62");
        assertThat(refused(script("sed 's/,0.7,/,red,/' $1 >$2")).what()).contains("'red' in column 'Red'");
        assertThat(refused(script("sed 's/^_row/row/' $1 >$2")).what()).contains("'row'");
        assertThat(refused(script("sed 's/apple//' $1 >$2")).what()).contains("without a label");
        assertThat(refused(script("head -c 3000 /dev/urandom >$2")).what()).startsWith("steps/clean.sh wrote");
    }

    @Test
    void aFailingScriptIsToldInItsOwnWordsWithoutControlCharacters() throws IOException {
        Diagnosis d = refused(script("printf 'no \\033[31mred\\033[0m here\\n' >&2; exit 4"));

        assertThat(d.what()).contains("no ").contains("here (exit code 4)").doesNotContain("\033");
    }

    @Test
    void theDiskBesideItsRowsCannotBeReadByAStep() throws IOException {
        Path secret = Files.writeString(project.resolve("secret"), "precious");

        Diagnosis d = refused(java("""
                try {
                    throw new IllegalStateException(java.nio.file.Files.readString(java.nio.file.Path.of("%s")));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException("cannot: " + e);
                }""".formatted(secret)));

        assertThat(d.what()).contains("NoSuchFileException").doesNotContain("precious");
    }

    @Test
    void aSampleHasRowsOfEachClassAndIsNotHeldToTheRulesForAll() throws IOException {
        StepResult result = steps.sample(java("return rows.labelled(\"apple\");"), table);

        assertThat(result.rows()).isEqualTo(20);
        TinywrightException e =
                catchThrowableOfType(TinywrightException.class, () -> steps.sample(script("echo nonsense >$2"), table));
        assertThat(e.diagnosis().what()).contains("wrote a column that it was not given");
    }

    @Test
    void whatAProgramMadeOfTheSameRowsIsKept() throws IOException {
        Map<String, byte[]> kept = new HashMap<>();
        int[] puts = {0};
        steps = steps.withMemory(new Steps.Memory() {
            @Override
            public Optional<byte[]> find(String key) {
                return Optional.ofNullable(kept.get(key));
            }

            @Override
            public void put(String key, byte[] output) {
                kept.put(key, output);
                puts[0]++;
            }
        });
        String path = script("cp $1 $2");

        Dataset first = prepared(path);
        assertThat(prepared(path).account()).isEqualTo(first.account());
        assertThat(puts[0]).isEqualTo(1);
        prepared(script("cp \"$1\" \"$2\""));
        assertThat(puts[0]).isEqualTo(2);
    }

    @Test
    void programsAreFoundBelowStepsAloneAndTheNearestIsNamed() throws IOException {
        java("return rows;");
        Files.writeString(project.resolve("outside.sh"), "#!/bin/sh\n");
        Files.createSymbolicLink(project.resolve("steps/link.sh"), project.resolve("outside.sh"));
        Files.createDirectories(project.resolve("steps/folder"));

        assertThat(refused("steps/Claen.java").hint()).contains("did you mean steps/Clean.java?");
        assertThat(refused("steps/link.sh").what()).contains("a link to a place outside of steps/");
        assertThat(refused("steps/folder").what()).contains("is no file");
        assertThat(refused("outside.sh").what()).contains("is no program below steps/");
        assertThat(refused("steps/../outside.sh").what()).contains("leads elsewhere");
        assertThat(refused(file("steps/data.txt", "x")).hint()).contains("chmod +x steps/data.txt");
    }

    @Test
    void aPlanWithAnotherProgramTextIsAnotherPlan() throws IOException {
        DataStep.Run first = StepFile.step(project, java("return rows;"));
        DataStep.Run second = StepFile.step(project, java("return rows.where(row -> true);"));

        assertThat(first.path()).isEqualTo(second.path());
        assertThat(first).isNotEqualTo(second);
        TinywrightException e = catchThrowableOfType(
                TinywrightException.class, () -> Preparation.prepare(table, List.of(first), BY_ROW, steps));
        assertThat(e.diagnosis().what()).contains("was changed while");
    }

    @Test
    void whoAcceptsTheRiskRunsThemWithoutASandbox() throws IOException {
        steps = Steps.in(project, Confinement.NONE);

        assertThat(prepared(java("return rows.where(row -> row.number(\"Red\") <= 1);"), script("cp $1 $2"))
                        .account()
                        .kept())
                .isEqualTo(56);
    }
}
