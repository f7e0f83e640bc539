package dev.tinywright.session;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a question to a model by its content: SHA-256 of all that decides the answer, in hex. */
public final class RequestHash {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RequestHash() {}

    public static String of(ModelName model, Request request) {
        ObjectNode content = MAPPER.createObjectNode();
        content.put("model", model.toString())
                .put("job", request.job())
                .put("prompt", request.prompt())
                .put("temperature", request.temperature())
                .put("seed", request.seed())
                .put("most", request.mostAnswerTokens());
        ArrayNode messages = content.putArray("messages");
        request.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role().name()).put("text", message.text()));
        request.schema()
                .ifPresent(schema ->
                        content.putObject("schema").put("name", schema.name()).set("schema", schema.schema()));
        return sha256(content.toString());
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
