package dev.tinywright.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.arduino.Emulation;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.arduino.SketchFolder;
import dev.tinywright.arduino.SketchRunner;
import dev.tinywright.board.Boards;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole sketches, compiled and run before sensors that show fruit: those under {@code right/} are accepted, those under {@code
 * wrong/} refused for the cause that their second line names.
 */
class SketchVerdictTest {
    private static final int SEED = 7;

    @TempDir
    static Path cache = Path.of("");

    @TempDir
    Path folder = Path.of("");

    static Stream<String> right() {
        return names("right");
    }

    static Stream<String> wrong() {
        return names("wrong");
    }

    @ParameterizedTest
    @MethodSource
    void right(String name) {
        ApplicationVerdict verdict = verdict("right", name);
        assertThat(verdict.failures()).as(() -> text(verdict)).isEmpty();
        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.rightByLabel()).isGreaterThanOrEqualTo(Fruit.ROWS);
    }

    @ParameterizedTest
    @MethodSource
    void wrong(String name) {
        ApplicationVerdict verdict = verdict("wrong", name);
        assertThat(verdict.passed()).as(() -> text(verdict)).isFalse();
        assertThat(verdict.cause().orElseThrow().kind())
                .as(() -> text(verdict))
                .isEqualTo(cause(sketch("wrong", name)));
        assertThat(verdict.failures()).isNotEmpty();
    }

    private ApplicationVerdict verdict(String kind, String name) {
        Sketch sketch = sketch(kind, name);
        Expectations expectations = said(sketch, "judged by").isEmpty() ? Fruit.printed() : Fruit.printedAndLit();
        return ApplicationCheck.run(
                runner(sketch),
                sketch,
                Fruit.source(),
                expectations,
                Fruit.contract(),
                Fruit.binding(),
                rows(expectations),
                Fruit::scores,
                folder);
    }

    /** This computer, for speed, where a sketch does not name a board whose processor it is about. */
    private static SketchRunner runner(Sketch sketch) {
        String board = said(sketch, "runs on");
        return board.isEmpty()
                ? Emulation.onHost(cache)
                : Emulation.forBoard(Boards.builtIn().byId(board).orElseThrow(), cache);
    }

    /** Where silence is expected of unsure answers, the last rows lie between two fruits. */
    private static ApplicationCheck.Rows rows(Expectations expectations) {
        float[][] rows = Fruit.rows(Fruit.ROWS + 4, SEED);
        if (expectations.unsureBelow().isPresent()) {
            for (int i = Fruit.ROWS; i < rows.length; i++) {
                rows[i] = Fruit.between();
            }
        }
        return new ApplicationCheck.Rows(rows, Fruit.classes(rows.length), List.of());
    }

    private static Kind cause(Sketch sketch) {
        return Kind.valueOf(said(sketch, "cause"));
    }

    private static String said(Sketch sketch, String key) {
        Matcher matcher = Pattern.compile("// " + key + ": (.*)")
                .matcher(Objects.requireNonNull(sketch.files().get(sketch.name() + ".ino")));
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Sketch sketch(String kind, String name) {
        return SketchFolder.read(resources(kind).resolve(name));
    }

    private static Stream<String> names(String kind) {
        try (Stream<Path> folders = Files.list(resources(kind))) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path resources(String kind) {
        try {
            return Path.of(Objects.requireNonNull(SketchVerdictTest.class.getResource(kind))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(ApplicationVerdict verdict) {
        return verdict.cause() + "\n"
                + String.join(
                        "\n",
                        verdict.failures().stream()
                                .limit(4)
                                .map(ApplicationVerdict.Failure::text)
                                .toList());
    }
}
