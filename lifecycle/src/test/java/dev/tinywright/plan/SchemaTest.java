package dev.tinywright.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.StrictYaml;
import dev.tinywright.spec.TaskFile;
import dev.tinywright.spec.YamlNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schemas say the same as the readers, good or bad, document by document. */
class SchemaTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Boards BOARDS = Boards.builtIn();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        good | version: 1, ask: x, data: {path: a.csv}, board: pico
        good | version: 1, ask: x, kind: classification, data: {path: a.csv, label: b, columns: [c, d], group: e}, board: pico
        good | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: ">= 90 %", f1: "0.8", flash: "<= 60 KiB", ram: 20KB, latency: 20 ms, battery: 2 weeks}
        good | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: 100%, flash: 1.5 MB, latency: "<= 0.5 s"}, labels: [a, b]
        good | version: 1, ask: x, data: {path: a}, board: pico, goals: {}, labels: [], sensor: s, application: y
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: "<= 90 %"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: "120 %"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: "90"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: 0.9}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {accuracy: "0 %"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {flash: "0 KB"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {flash: "-5 KB"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {flash: "60"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {flash: 60 ms}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {latency: 60 KB}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, goals: {speed: fast}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, labels: a
        bad  | version: 1, ask: x, data: {path: a}, board: pico, labels: [1]
        bad  | version: 1, ask: x, data: {path: ""}, board: pico
        bad  | version: 1, ask: x, data: {}, board: pico
        bad  | version: 1, ask: x, data: a, board: pico
        bad  | version: 1, ask: 7, data: {path: a}, board: pico
        bad  | version: 1, data: {path: a}, board: pico
        bad  | version: 1, ask: x, data: {path: a}
        bad  | version: 2, ask: x, data: {path: a}, board: pico
        bad  | ask: x, data: {path: a}, board: pico
        good | version: 1, ask: x, kind: regression, data: {path: a, label: b, unit: dB, ahead: true}, board: pico, goals: {mae: "<= 2.5 dB", rmse: "3", r2: ">= 0.9"}
        good | version: 1, ask: x, kind: anomaly, data: {path: a}, board: pico, goals: {falseAlarms: "<= 1 %", detection: ">= 95 %"}
        bad  | version: 1, ask: x, kind: anomaly, data: {path: a}, board: pico, goals: {falseAlarms: ">= 1 %"}
        bad  | version: 1, ask: x, kind: anomaly, data: {path: a}, board: pico, goals: {detection: "120 %"}
        bad  | version: 1, ask: x, kind: anomalies, data: {path: a}, board: pico
        bad  | version: 1, ask: x, kind: regression, data: {path: a}, board: pico, goals: {mae: ">= 2 dB"}
        bad  | version: 1, ask: x, kind: regression, data: {path: a}, board: pico, goals: {mae: "0"}
        bad  | version: 1, ask: x, kind: regression, data: {path: a}, board: pico, goals: {r2: "1.2"}
        bad  | version: 1, ask: x, data: {path: a}, board: pico, extra: 1
        """)
    void taskSchemaAgreesWithTheReader(String expected, String yaml) {
        assertAgreement(
                schema("task"), expected, "{" + yaml + "}", text -> TaskFile.parse(text, Path.of("/p"), BOARDS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            good | version: 1, model: [{dense: {units: 3}}]
            good | version: 1, data: [{uses: drop-duplicates}, {uses: normalize-labels}, {uses: balance}, {uses: impute}], model: [{dense: {units: 3}}]
            good | version: 1, data: [{uses: impute, fill: zero}, {uses: clip-outliers, low: 0.5, high: 99}, {uses: drop-columns, columns: [a]}], model: [{dense: {units: 3}}]
            good | version: 1, data: [{uses: derive, name: r, expression: a / b}], features: [{uses: log, columns: [a]}, {uses: pairs}, {uses: min-max}], model: [{dense: {units: 3}}]
            good | version: 1, features: [{uses: standardize}, {uses: robust-scale}], model: [{dense: {units: 16, activation: relu}}, {dense: {units: 3, activation: none}}]
            good | version: 1, window: {length: 1}, features: [{uses: raw}], model: [{dense: {units: 3}}], continuous: {stride: 0.25, quiet: [a], learn_quiet: true}
            bad  | version: 1, model: [{dense: {units: 3}}], continuous: {learn_quiet: maybe}
            good | version: 1, data: [{uses: predict-ahead}, {uses: lag, columns: [a], rows: 3}], split: {by: time}, model: [{dense: {units: 1}}]
            bad  | version: 1, data: [{uses: predict-ahead, rows: 0}], model: [{dense: {units: 1}}]
            bad  | version: 1, data: [{uses: lag, columns: [a], rows: 65}], model: [{dense: {units: 1}}]
            bad  | version: 1, data: [{uses: lag}], model: [{dense: {units: 1}}]
            good | version: 1, split: {by: group, test: 20 %, validation: 0.25, seed: 7}, model: [{dense: {units: 3}}]
            good | version: 1, split: {test: 50 %}, model: [{dense: {units: 3}}]
            good | version: 1, train: {epochs: 80, batchSize: 32, optimizer: adam, learningRate: 0.003, weightDecay: 0, dropout: 0.5, classWeights: false, patience: 0, teacher: forest, seed: -1}, model: [{dense: {units: 3}}]
            good | version: 1, train: {schedule: plateau, labelSmoothing: 0.1, loss: squared, quantizationAwareEpochs: 10}, model: [{dense: {units: 3}}]
            good | version: 1, train: {augment: {shift: 0.1, time-mask: 0.1, rotate: 15, mixup: 0.2}}, model: [{dense: {units: 3}}]
            good | version: 1, train: {augment: {copies: 2, raw-shift: 0.1, raw-gain: 6, raw-speed: 0.1, raw-noise: 25, raw-background: 10, raw-rotate: 15}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {augment: {copies: 1.5}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {augment: {raw-gain: 50}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {augment: {shift: 0}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {augment: {mixup: 2}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {augment: {echo: 0.1}}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {labelSmoothing: 0.6}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {schedule: steps}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {quantizationAwareEpochs: -1}, model: [{dense: {units: 3}}]
            good | version: 1, quantize: {scheme: int8, percentile: 99.9}, codegen: {optimize: size}, model: [{dense: {units: 3}}]
            good | version: 1, quantize: {ranges: least-error, equalize: always, correctBias: never, aware: auto, int16: [conv1, dense2]}, model: [{dense: {units: 3}}]
            good | version: 1, quantize: {ranges: percentile, percentile: 99}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {ranges: chosen, percentile: 99}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {ranges: least_error}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {aware: maybe}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {int16: conv1}, model: [{dense: {units: 3}}]
            bad  | version: 1
            bad  | version: 1, model: []
            bad  | version: 1, model: [{dense: {}}]
            bad  | version: 1, model: [{}]
            bad  | version: 1, model: [{dense: {units: 0}}]
            bad  | version: 1, model: [{dense: {units: 4097}}]
            bad  | version: 1, model: [{dense: {units: 3.5}}]
            bad  | version: 1, model: [{dense: {units: 3, activation: tanh}}]
            bad  | version: 1, model: [{conv: {units: 3}}]
            bad  | version: 1, data: [{uses: nothing}], model: [{dense: {units: 3}}]
            good | version: 1, data: [{run: steps/X.java}, {run: steps/more/clean-up 2.sh}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: X.java}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: /steps/X.java}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: steps/../X.java}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: steps/..}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: steps/}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: steps//X.java}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: "steps/X.java; rm"}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{run: steps/X.java, uses: balance}], model: [{dense: {units: 3}}]
            bad  | version: 1, features: [{run: steps/X.java}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: standardize}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: impute, fill: mode}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: drop-columns}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: derive, name: r}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: balance, fill: zero}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: [{uses: clip-outliers, low: -1}], model: [{dense: {units: 3}}]
            bad  | version: 1, data: {uses: balance}, model: [{dense: {units: 3}}]
            bad  | version: 1, split: {test: 0 %}, model: [{dense: {units: 3}}]
            bad  | version: 1, split: {test: 51 %}, model: [{dense: {units: 3}}]
            bad  | version: 1, split: {test: 50.5 %}, model: [{dense: {units: 3}}]
            bad  | version: 1, split: {test: 0.6}, model: [{dense: {units: 3}}]
            good | version: 1, data: [{uses: impute, keep: true}, {run: steps/X.java, keep: true}], features: [{uses: pairs, keep: false}], model: [{dense: {units: 3}, keep: true}]
            good | version: 1, split: {keep: true}, train: {epochs: 5, keep: true}, quantize: {keep: true}, codegen: {keep: false}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {keep: maybe}, model: [{dense: {units: 3}}]
            bad  | version: 1, keep: true, model: [{dense: {units: 3}}]
            bad  | version: 1, model: [{dense: {units: 3, keep: true}}]
            bad  | version: 1, split: {test: half}, model: [{dense: {units: 3}}]
            bad  | version: 1, split: {by: year}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {epochs: 0}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {epochs: many}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {learningRate: 0}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {dropout: 0.95}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {classWeights: maybe}, model: [{dense: {units: 3}}]
            bad  | version: 1, train: {rate: 1}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {percentile: 50}, model: [{dense: {units: 3}}]
            bad  | version: 1, quantize: {scheme: int4}, model: [{dense: {units: 3}}]
            bad  | version: 1, codegen: {optimize: both}, model: [{dense: {units: 3}}]
            bad  | version: 2, model: [{dense: {units: 3}}]
            """)
    void planSchemaAgreesWithTheReader(String expected, String yaml) {
        assertAgreement(schema("plan"), expected, "{" + yaml + "}", text -> PlanFile.parse(text, "plan.yaml"));
    }

    /** Reads a document, or throws. */
    private interface Reader {
        Object read(String yaml);
    }

    private static void assertAgreement(Schema schema, String expected, String yaml, Reader reader) {
        boolean read = true;
        String message = "";
        try {
            reader.read(yaml);
        } catch (TinywrightException e) {
            read = false;
            message = e.getMessage();
        }
        var errors = schema.validate(json(StrictYaml.parse(yaml, "test")));
        assertThat(read).as("reader: " + message).isEqualTo(expected.equals("good"));
        assertThat(errors.isEmpty()).as("schema: " + errors).isEqualTo(expected.equals("good"));
    }

    private static Schema schema(String name) {
        var in = Objects.requireNonNull(
                PlanFile.class.getResourceAsStream("/dev/tinywright/schema/" + name + ".schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(in);
    }

    private static JsonNode json(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach((key, value) -> object.set(key, json(value)));
                yield object;
            }
            case YamlNode.Items items -> {
                ArrayNode array = JSON.arrayNode();
                items.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Value value ->
                switch (value.type()) {
                    case TEXT -> JSON.textNode(value.text());
                    case WHOLE, NUMBER -> JSON.numberNode(new BigDecimal(value.text()));
                    case FLAG -> JSON.booleanNode(value.text().equals("true"));
                    case NOTHING -> JSON.nullNode();
                };
        };
    }
}
