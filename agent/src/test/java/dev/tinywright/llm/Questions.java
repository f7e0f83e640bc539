package dev.tinywright.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;

/** Requests for tests. */
public final class Questions {
    private Questions() {}

    public static Request saying(String text) {
        return saying(text, 200);
    }

    public static Request saying(String text, int mostAnswerTokens) {
        return new Request(
                "plan",
                "plan@1",
                List.of(new Message(Message.Role.SYSTEM, "Be brief."), new Message(Message.Role.USER, text)),
                Optional.empty(),
                0.2,
                7,
                mostAnswerTokens);
    }

    public static Request withSchema(Request request) {
        try {
            return new Request(
                    request.job(),
                    request.prompt(),
                    request.messages(),
                    Optional.of(new AnswerSchema("task", new JsonMapper().readTree("""
                                            {"type": "object", "properties": {"kind": {"enum": ["classification"]}}, "required": ["kind"]}
                                            """))),
                    request.temperature(),
                    request.seed(),
                    request.mostAnswerTokens());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
