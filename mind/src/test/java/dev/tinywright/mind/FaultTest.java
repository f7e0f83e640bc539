package dev.tinywright.mind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each fault, in every kind of answer that it fits: the answer is what the name says, and was right without it. */
class FaultTest {
    private static final int SEEDS = 25;
    private static final int MOST_TOKENS = 3000;

    /** A right answer to a prompt. */
    private record Case(String name, Prompt prompt, String right) {}

    private static final List<Case> CASES = cases();

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (Device device : Samples.DEVICES) {
            cases.add(new Case("sketch of " + device.model(), Samples.SKETCH, Samples.sketch(device)));
        }
        for (Prompt prompt : List.of(
                Samples.STEP,
                Samples.PLAN,
                Samples.NEXT,
                Samples.PICTURES,
                Samples.RECORDINGS,
                Samples.TASK,
                Samples.ANSWER,
                Samples.CHANGE)) {
            cases.add(new Case(prompt.job() + " " + cases.size(), prompt, new ScriptedMind().answer(prompt)));
        }
        return cases;
    }

    /** What must be true of an answer with the fault: takes the right answer and the faulty one. */
    private static final Map<Fault, BiConsumer<Case, Answer>> CHECKS = new EnumMap<>(Fault.class);

    private static void text(Fault fault, BiConsumer<Case, String> check) {
        CHECKS.put(fault, (asked, answer) -> {
            assertThat(answer.isCut()).isFalse();
            check.accept(asked, answer.text());
        });
    }

    static {
        text(Fault.WRONG_ARRAY_NAME, (asked, said) -> assertThat(said)
                .doesNotContainPattern("\\w+_classify\\(x, &result\\)")
                .containsPattern("g_model|model_data|_predict\\(|_clasify\\("));
        text(Fault.WRONG_HEADER, (asked, said) -> assertThat(String.join("\n", includes(said)))
                .isNotEqualTo(String.join("\n", includes(asked.right())))
                .containsPattern("model\\.h|_inferencing|_model_data|TensorFlowLite"));
        text(Fault.WRONG_TYPE, (asked, said) -> assertThat(said)
                .contains("uint8_t")
                .containsPattern("uint8_t x\\[|\\(uint8_t\\)result\\.confidence\\[0]"));
        text(Fault.WRONG_SCALE, (asked, said) -> assertThat(said)
                .containsPattern("/= (255|1024|4096|65535)\\.0f")
                .doesNotContain("/= sum"));
        text(Fault.WRONG_API, (asked, said) -> assertThat(said)
                .containsPattern("\\.(init|get\\w+|\\w+Ready|\\w*ForRead|bytesAvailable)\\("));
        text(Fault.STATEMENTS_AT_FILE_SCOPE, (asked, said) -> assertThat(said)
                .containsPattern("(?m)^(Serial\\.begin\\(115200\\)|lastDecision = millis\\(\\));$"));
        text(Fault.SURROGATE_ESCAPES, (asked, said) -> assertThat(said)
                .containsPattern("\"# ready \\\\uD83C\\\\uDF4[ECA]\""));
        text(Fault.TYPOGRAPHIC_QUOTES, (asked, said) -> assertThat(said).containsPattern("“[^”\n]*”"));
        text(Fault.NEVER_CALLS_MODEL, (asked, said) -> assertThat(said)
                .doesNotContain("_classify(")
                .containsPattern("result\\.best = \\(\\w+_class\\)"));
        text(Fault.SWAPPED_LABELS, (asked, said) -> assertThat(said)
                .contains("_classify(x, &result)")
                .containsPattern("kNames\\[result\\.best]|case 1: // still"));
        text(Fault.HOSTILE_CODE, (asked, said) -> assertThat(said)
                .containsPattern("/etc/passwd|\\.ssh|bkpt 0xAB|Socket|ProcessBuilder|/tmp/|filler\\.bin"));
        text(Fault.PROSE_AROUND, (asked, said) -> {
            assertThat(said.strip())
                    .doesNotStartWith("```")
                    .doesNotEndWith("```")
                    .doesNotStartWith("{");
            assertThat(block(said)).contains(block(asked.right()).strip());
        });
        text(Fault.SEVERAL_BLOCKS, (asked, said) -> {
            assertThat(Prompt.blocks(said)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(Prompt.blocks(said).getFirst().strip())
                    .isNotEqualTo(block(asked.right()).strip());
            assertThat(String.join("", Prompt.blocks(said)).replaceAll("\\s", ""))
                    .contains(block(asked.right()).replaceAll("\\s", ""));
        });
        text(Fault.UNCLOSED_FENCE, (asked, said) -> {
            assertThat(said.split("```", -1)).as("fences").hasSize(2);
            assertThat(said).contains(block(asked.right()).strip());
        });
        CHECKS.put(Fault.TRUNCATED, (asked, answer) -> {
            assertThat(answer.isCut()).isTrue();
            assertThat(asked.right())
                    .startsWith(answer.text())
                    .hasSizeGreaterThan(answer.text().length());
        });
        text(Fault.INVALID_JSON, (asked, said) -> {
            assertThat(parsed(said)).isEmpty();
            assertThat(parsed(asked.right())).isPresent();
        });
        text(Fault.UNKNOWN_KEYS, (asked, said) -> assertThat(keys(said))
                .hasSizeGreaterThan(keys(asked.right()).size()));
        text(Fault.INVENTED_BLOCKS, (asked, said) -> assertThat(said).containsPattern("smote|pca|dropout|batchNorm"));
        text(
                Fault.WRONG_UNITS,
                (asked, said) -> assertThat(lastUnits(said)).isNotEmpty().doesNotContain(0, 3));
        text(Fault.WRONG_FRAMING, (asked, said) -> assertThat(said)
                .containsPattern("\"length\" : 90|\"height\" : 512"));
        text(Fault.PLACEHOLDER_PATHS, (asked, said) -> assertThat(said).contains("/path/to/"));
        CHECKS.put(Fault.REPETITION, (asked, answer) -> {
            assertThat(answer.isCut()).isTrue();
            assertThat(answer.tokens()).isEqualTo(MOST_TOKENS);
            String end = answer.text()
                    .substring(answer.text().length() - 200, answer.text().length() - 100);
            assertThat(answer.text().split(Pattern.quote(end), -1)).hasSizeGreaterThan(10);
        });
        text(Fault.EMPTY, (asked, said) -> assertThat(said).isBlank());
        text(
                Fault.PROSE_ONLY,
                (asked, said) -> assertThat(said).hasSizeGreaterThan(60).doesNotContain("```", "{", ";\n"));
    }

    @TestFactory
    Stream<DynamicTest> isWhatItsNameSays() {
        return Fault.all().stream()
                .filter(fault -> fault.kind() != Fault.Kind.TRANSPORT)
                .flatMap(fault -> CASES.stream()
                        .filter(asked -> fault.fits(asked.prompt().job()))
                        .map(asked -> dynamicTest(fault.id() + " in a " + asked.name(), () -> check(fault, asked))));
    }

    private static void check(Fault fault, Case asked) {
        BiConsumer<Case, Answer> check = Objects.requireNonNull(CHECKS.get(fault), fault.id());
        for (int seed = 0; seed < SEEDS; seed++) {
            Answer answer =
                    Spoiler.spoil(fault, asked.prompt(), asked.right(), MOST_TOKENS, new SplittableRandom(seed));
            assertThat(answer.text()).as("seed " + seed).isNotEqualTo(asked.right());
            check.accept(asked, answer);
        }
    }

    @Test
    void hasAFaultForEveryJob() {
        assertThat(CASES).allSatisfy(asked -> assertThat(Fault.all())
                .filteredOn(fault -> fault.fits(asked.prompt().job()) && fault.kind() != Fault.Kind.TRANSPORT)
                .hasSizeGreaterThanOrEqualTo(8));
    }

    @Test
    void knowsFaultsByTheNamesOfTheStudy() {
        assertThat(Fault.named("wrong-array-name")).isEqualTo(Fault.WRONG_ARRAY_NAME);
        assertThat(Fault.named("http-429")).isEqualTo(Fault.HTTP_429);
        assertThat(Fault.all())
                .allSatisfy(fault -> assertThat(Fault.named(fault.id())).isEqualTo(fault));
    }

    private static List<String> includes(String code) {
        return code.lines().filter(line -> line.startsWith("#include")).toList();
    }

    private static String block(String answer) {
        List<String> blocks = Prompt.blocks(answer);
        return blocks.isEmpty() ? answer : blocks.getFirst();
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(Protocol.JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static List<Integer> lastUnits(String json) {
        return parsed(json)
                .orElseThrow()
                .path("plans")
                .valueStream()
                .map(entry -> entry.at("/plan/model"))
                .map(model -> model.path(model.size() - 1).at("/dense/units").asInt())
                .toList();
    }

    private static List<String> keys(String json) {
        List<String> keys = new ArrayList<>();
        collect(parsed(json).orElseThrow(), keys);
        return keys;
    }

    private static void collect(JsonNode node, List<String> keys) {
        node.fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> collect(child, keys));
    }
}
