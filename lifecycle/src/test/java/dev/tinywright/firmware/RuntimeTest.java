package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a C programmer runs in {@code runtime/}: tests, sanitizers, every core, lint. */
class RuntimeTest {
    @Test
    void theRuntimePassesItsOwnTests(@TempDir Path build) {
        CommandResult made = Command.run(
                List.of("make", "-j2", "-C", "../runtime", "test", "BUILD=" + build),
                Path.of("."),
                Duration.ofMinutes(12));
        assertThat(made.succeeded()).as(made.stdout() + made.stderr()).isTrue();
        assertThat(build.resolve("input_test.passed")).exists();
        assertThat(build.resolve("input_test.sanitized")).exists();
    }
}
