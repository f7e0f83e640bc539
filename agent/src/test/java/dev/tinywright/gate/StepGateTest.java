package dev.tinywright.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepGateTest {
    private static final String STEP = """
            import dev.tinywright.step.Rows;
            import dev.tinywright.step.Step;
            import java.util.List;

            /** Says java.net.Socket and Thread in a comment only. */
            public final class Ratio implements Step {
                private static final String NAME = "java.nio.file.Files, System.exit(1)";

                @Override
                public Rows apply(Rows rows) {
                    return rows;
                }
            }
            """;

    @Test
    void aStepPasses() {
        assertThat(StepGate.check(STEP, "Ratio")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.nio.file.Files.readString(java.nio.file.Path.of(\"x\"));",
                "try (java.net.Socket s = new java.net.Socket(\"127.0.0.1\", 80)) {}",
                "new ProcessBuilder(\"sleep\", \"5\").start();",
                "Runtime.getRuntime().exec(\"ls\");",
                "new java.io.FileOutputStream(\"filler.bin\");",
                "new Thread(() -> {}).start();",
                "System.exit(0);",
                "System.getenv();",
                "Class.forName(\"x\");",
                "java.lang.reflect.Method m;",
                "new java.io.File(\"x\").delete();"
            })
    void hostileCodeIsRefused(String line) {
        assertThat(StepGate.check(STEP.replace("return rows;", line + "\nreturn rows;"), "Ratio"))
                .isNotEmpty()
                .allSatisfy(d -> {
                    assertThat(d.what()).startsWith("a step may not use");
                    assertThat(d.where()).isEqualTo("line 11");
                });
    }

    @Test
    void aClassThatIsNoStepIsNamed() {
        assertThat(StepGate.check("public class Main {}", "Ratio")).hasSize(1);
    }
}
