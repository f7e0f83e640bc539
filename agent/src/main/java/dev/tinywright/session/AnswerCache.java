package dev.tinywright.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.llm.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Whole answers by the hash of their question, a file each, written at once and readable by their owner alone, since answers may
 * hold data. A file that is not whole counts as none; one that cannot be written is left: a cache is a convenience.
 */
record AnswerCache(Path folder) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    Optional<Reply.Answered> get(String hash) {
        try {
            JsonNode node = MAPPER.readTree(Files.readString(file(hash)));
            JsonNode text = node.path("text");
            return text.isTextual()
                    ? Optional.of(new Reply.Answered(text.textValue(), Reply.Ending.STOP, usage(node)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Reply.Usage usage(JsonNode node) {
        return new Reply.Usage(
                node.path("input").asLong(),
                node.path("output").asLong(),
                node.path("counted").asBoolean());
    }

    /** Keeps an answer that came to its own end; any other might come out better another time. */
    void put(String hash, Reply reply) {
        if (reply instanceof Reply.Answered answer && answer.ending() == Reply.Ending.STOP) {
            try {
                write(hash, json(answer));
            } catch (IOException e) {
                // it will be asked again
            }
        }
    }

    private static String json(Reply.Answered answer) throws JsonProcessingException {
        ObjectNode node = MAPPER.createObjectNode()
                .put("text", answer.text())
                .put("input", answer.usage().input())
                .put("output", answer.usage().output())
                .put("counted", answer.usage().counted());
        return MAPPER.writeValueAsString(node);
    }

    private void write(String hash, String json) throws IOException {
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, hash, ".part"); // for its owner alone
        try {
            Files.writeString(draft, json);
            Files.move(draft, file(hash), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".json");
    }
}
