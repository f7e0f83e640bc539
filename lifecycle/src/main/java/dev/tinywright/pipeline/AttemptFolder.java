package dev.tinywright.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tinywright.plan.Attempt;
import dev.tinywright.plan.Measurement;
import dev.tinywright.plan.PlanFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One attempt on disk, {@code .tinywright/attempts/attempt-03/}: {@code plan.yaml}, and {@code attempt.json} with why it was
 * tried and what came of it. Where building or measuring failed, {@code firmware/} is left to look into.
 */
record AttemptFolder(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static AttemptFolder of(Path attempts, int number) {
        return new AttemptFolder(attempts.resolve(String.format(Locale.ROOT, "attempt-%02d", number)));
    }

    Path firmware() {
        return path.resolve("firmware");
    }

    void write(Attempt attempt) {
        Project.write(path.resolve("plan.yaml"), PlanFile.text(attempt.plan()).getBytes(StandardCharsets.UTF_8));
        try {
            Project.write(
                    path.resolve("attempt.json"),
                    (JSON.writeValueAsString(facts(attempt)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> facts(Attempt attempt) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", attempt.number());
        facts.put("model", Texts.model(attempt.plan()));
        facts.put("reason", attempt.reason());
        switch (attempt.outcome()) {
            case Attempt.Measured(Measurement m, var contract) -> {
                facts.put("measured", figures(m));
                contract.ifPresent(c -> facts.put("contract", c.describe()));
            }
            case Attempt.Failed(var diagnosis) -> facts.put("failed", diagnosis);
        }
        return facts;
    }

    private static Map<String, Object> figures(Measurement m) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("on", "validation rows");
        figures.put("rows", m.rows());
        m.errors()
                .ifPresentOrElse(
                        errors -> {
                            figures.put("mae", errors.device().mae());
                            figures.put("rmse", errors.device().rmse());
                            figures.put("r2", errors.device().r2());
                            figures.put("floatMae", errors.inFloat().mae());
                            figures.put("unit", errors.unit());
                        },
                        () -> {
                            figures.put("accuracy", m.accuracy());
                            figures.put("macroF1", m.macroF1());
                            figures.put("floatAccuracy", m.floatAccuracy());
                        });
        figures.put("parameters", m.parameters());
        figures.put("macs", m.macs());
        figures.put("flashBytes", m.flashBytes());
        figures.put("codeBytes", m.codeBytes());
        figures.put("ramBytes", m.ramBytes());
        figures.put("stackBytes", m.stackBytes());
        m.instructions().ifPresent(value -> figures.put("instructionsPerInference", value));
        m.latencyMillis().ifPresent(value -> figures.put("latencyMillis", value));
        return figures;
    }
}
