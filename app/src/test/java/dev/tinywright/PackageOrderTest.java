package dev.tinywright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The order of the packages, as ARCHITECTURE.md draws it: each may use those before it and none after it. */
class PackageOrderTest {
    private static final String ROOT = "dev.tinywright.";
    private static final List<String> ORDER = List.of(
            "mind", // the scripted mind, which knows nothing of the rest
            "diag",
            "tensor",
            "graph",
            "reference",
            "signal",
            "features",
            "model",
            "quantize",
            "contract",
            "passes",
            "lower",
            "memory",
            "codegen",
            "tflite",
            "compile", // the compiler
            "process",
            "step",
            "board",
            "sensor",
            "spec",
            "picture",
            "recording",
            "data",
            "steps",
            "train",
            "firmware",
            "verify",
            "golden",
            "arduino",
            "application",
            "packaging",
            "plan",
            "report",
            "pipeline",
            "deploy", // the lifecycle
            "llm",
            "trace",
            "session",
            "answer",
            "gate",
            "agent",
            "study", // the agent
            "cli"); // the application
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tinywright");

    @TestFactory
    Stream<DynamicTest> aPackageUsesOnlyThoseBeforeIt() {
        return IntStream.range(0, ORDER.size() - 1)
                .mapToObj(i -> DynamicTest.dynamicTest(ORDER.get(i), () -> noClasses()
                        .that()
                        .resideInAPackage(ROOT + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packagesAfter(i))
                        .check(CLASSES)));
    }

    @Test
    void everyPackageHasAPlaceInTheOrder() {
        Assertions.assertThat(CLASSES.stream().map(c -> c.getPackageName().substring(ROOT.length())))
                .allSatisfy(name -> Assertions.assertThat(ORDER).contains(name));
    }

    private static String[] packagesAfter(int index) {
        return ORDER.subList(index + 1, ORDER.size()).stream()
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
    }
}
