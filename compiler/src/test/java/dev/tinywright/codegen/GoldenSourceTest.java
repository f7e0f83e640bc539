package dev.tinywright.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.features.InputProgram;
import dev.tinywright.features.InputStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The model's own files of each case are those under golden/codegen/; -Dgolden.update=true rewrites them. */
class GoldenSourceTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/codegen");
    private static final Map<String, List<InputStep>> CASES = Map.of(
            "standardize",
            List.of(new InputStep.Standardize()),
            "every-step",
            List.of(
                    new InputStep.Impute(InputStep.Fill.MEAN),
                    new InputStep.Derive("share", "red / (red + `green light`) - red * 2"),
                    new InputStep.ClipOutliers(1, 99),
                    new InputStep.Log(List.of("red")),
                    new InputStep.Pairs(List.of("red", "share")),
                    new InputStep.RobustScale()));

    @TestFactory
    Stream<DynamicTest> generatedSourceIsTheGoldenSource() {
        return CASES.entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> check(c.getKey(), c.getValue())));
    }

    private static void check(String name, List<InputStep> steps) throws IOException {
        InputProgram program = SampleModels.program(3, steps);
        List<String> labels = List.of("Apple", "Grüne Banane", "Orange");
        CSource source = SampleModels.source(
                SampleModels.deployable("fruit", program, labels, "Tell apples, bananas and oranges apart by colour"));
        for (String file : source.modelFiles()) {
            Path golden = GOLDEN.resolve(name).resolve(file);
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, source.files().get(file));
            }
            assertThat(source.files().get(file)).isEqualTo(Files.readString(golden));
        }
    }
}
