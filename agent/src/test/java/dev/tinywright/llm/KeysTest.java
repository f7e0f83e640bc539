package dev.tinywright.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final String SECRET = "abc-secret-123456";

    @TempDir
    Path folder;

    @Test
    void theEnvironmentComesBeforeTheFile() throws IOException {
        Path file = file("openai: of-the-file\nmistral: of-the-file\n", "rw-------");
        Keys keys = new Keys(Map.of("OPENAI_API_KEY", " of-the-environment\n"), file);
        assertThat(keys.find("openai")).contains(Key.of("of-the-environment"));
        assertThat(keys.find("mistral")).contains(Key.of("of-the-file"));
        assertThat(keys.find("anthropic")).isEmpty();
        assertThat(new Keys(Map.of("GOOGLE_API_KEY", "g"), file).find("gemini")).contains(Key.of("g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void aFileThatOthersCanReadIsRefusedWithTheCommandThatHelps(String permissions) throws IOException {
        Path file = file("openai: " + SECRET, permissions);
        assertThatThrownBy(() -> new Keys(Map.of(), file).find("openai"))
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai: [abc-secret-123456",
                "abc-secret-123456",
                "openai: [abc-secret-123456]",
                "opnai: abc-secret-123456"
            })
    void aFileThatIsNoTableOfKeysIsRefusedWithoutShowingIt(String text) throws IOException {
        Path file = file(text, "rw-------");
        assertThatThrownBy(() -> new Keys(Map.of(), file).find("openai"))
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("secret");
    }

    @Test
    void aModelThatNeedsAKeySaysWhereToPutIt() {
        Keys keys = new Keys(Map.of(), folder.resolve("none.yaml"));
        assertThatThrownBy(() -> keys.forModel(ModelName.parse("anthropic/claude-haiku-4-5"), Optional.empty()))
                .hasMessageContaining("ANTHROPIC_API_KEY");
        assertThat(keys.forModel(ModelName.parse("ollama/phi4"), Optional.empty()))
                .isEmpty();
        assertThat(keys.forModel(ModelName.parse("openai/x"), Optional.of("http://localhost:8000/v1")))
                .isEmpty();
    }

    @Test
    void nothingShowsAKey() {
        Keys keys = new Keys(Map.of("OPENAI_API_KEY", SECRET), folder.resolve("none.yaml"));
        assertThat(keys + " " + keys.find("openai")
                        + new Endpoint(
                                Optional.empty(),
                                keys.find("openai"),
                                java.time.Duration.ZERO,
                                java.time.Duration.ZERO,
                                java.time.Duration.ZERO))
                .doesNotContain("secret");
        assertThat(Secrets.redact(
                        "Bearer abcdefghijkl, sk-ant-api03-abcdefgh, ?key=hello&x=1, AIzaSyA1234567890123456789012"))
                .isEqualTo("Bearer (key), (key), ?key=(key)&x=1, (key)");
        assertThat(Secrets.redact("a task-based risk-free plan")).isEqualTo("a task-based risk-free plan");
    }

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.yaml"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
