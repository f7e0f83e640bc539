package dev.tinywright.llm;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts tokens with o200k_base, the encoding of OpenAI's newer models; other models' counts differ by some percent. */
public final class Tokens {
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** What a message costs beside its text. */
    private static final int PER_MESSAGE = 4;

    private Tokens() {}

    public static int count(String text) {
        return ENCODING.countTokensOrdinary(text);
    }

    /** Returns the tokens of a request as it is sent, its schema included. */
    public static long count(Request request) {
        long messages = request.messages().stream()
                .mapToLong(message -> PER_MESSAGE + count(message.text()))
                .sum();
        return messages
                + request.schema().map(s -> count(s.schema().toString())).orElse(0);
    }
}
