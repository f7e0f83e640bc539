package dev.tinywright.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the last build decided and why: {@code .tinywright/record.json}.
 *
 * @param planner who proposed: "rules", "person" where plan.yaml was built as it stood, or a language model's name
 * @param task hash of the task.yaml that was built
 * @param flashBytes of the result
 * @param ramBytes static data and stack of the result
 * @param latencyMillis of the result; 0 where it was not measured
 * @param chosenMillis time of an inference that continuous use was chosen by; 0 where it was not known
 * @param windowMillis time for a window that the sketch was judged with; 0 where it was not known
 * @param accuracy of the result on the test rows
 * @param explanation plain sentences, in the order they are told
 */
record RunRecord(
        String planner,
        String task,
        long flashBytes,
        long ramBytes,
        double latencyMillis,
        double chosenMillis,
        double windowMillis,
        double accuracy,
        List<String> explanation) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    RunRecord {
        explanation = List.copyOf(explanation);
    }

    /** Returns a time where it is known. */
    static OptionalDouble known(double millis) {
        return millis > 0 ? OptionalDouble.of(millis) : OptionalDouble.empty();
    }

    void write(Project project) {
        try {
            Project.write(project.record(), (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the record of the last build, where there was one and its record can be read. */
    static Optional<RunRecord> read(Project project) {
        if (!Files.isRegularFile(project.record())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(project.record()), RunRecord.class));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
