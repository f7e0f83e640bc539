package dev.tinywright.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds JSON in a text, and reads it as leniently as Jackson can. */
final class JsonText {
    private static final int MOST_CANDIDATES = 40;
    private static final int DEEPEST = 100;

    /** Each is listed as a repair where the text cannot be read without it. */
    private static final Map<JsonReadFeature, String> AIDS = aids();

    private JsonText() {}

    /**
     * One piece of JSON.
     *
     * @param problem why it could not be read
     * @param cut whether the text ended before it
     */
    record Read(Optional<JsonNode> value, Optional<String> problem, List<String> repairs, boolean cut) {}

    /** Where a piece of JSON is; {@code missing} are the brackets that close it. */
    private record Span(int from, int to, String missing) {}

    static List<Read> in(String text) {
        List<Read> reads = new ArrayList<>();
        quoted(text.strip()).ifPresent(inner -> reads.addAll(pieces(inner)));
        reads.addAll(pieces(text));
        return reads;
    }

    /** An answer that is a JSON string with JSON in it. */
    private static Optional<String> quoted(String text) {
        if (!text.startsWith("\"") || !text.endsWith("\"") || text.length() < 4) {
            return Optional.empty();
        }
        return parsed(text, Set.of()).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    private static List<Read> pieces(String text) {
        List<Read> reads = new ArrayList<>();
        int at = next(text, 0);
        for (int i = 0; i < MOST_CANDIDATES && at >= 0; i++) {
            Span span = span(text, at);
            Read read = read(text, span);
            reads.add(read);
            at = next(text, span.missing().isEmpty() ? span.to() : at + 1);
        }
        return reads;
    }

    private static int next(String text, int from) {
        int brace = text.indexOf('{', from);
        int bracket = text.indexOf('[', from);
        return brace < 0 || bracket < 0 ? Math.max(brace, bracket) : Math.min(brace, bracket);
    }

    /** Returns from the bracket at {@code from} to the one that closes it, or to the end of the text. */
    private static Span span(String text, int from) {
        StringBuilder open = new StringBuilder();
        char before = '{';
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || (c == '\'' && "{[,:".indexOf(before) >= 0)) {
                at = stringEnd(text, at);
                before = 'x';
                continue;
            }
            if (c == '{' || c == '[') {
                open.insert(0, c == '{' ? '}' : ']');
            } else if ((c == '}' || c == ']') && open.length() > 0) {
                open.deleteCharAt(0);
                if (open.isEmpty()) {
                    return new Span(from, at + 1, "");
                }
            }
            before = Character.isWhitespace(c) ? before : c;
            at++;
            if (open.length() > DEEPEST) {
                break;
            }
        }
        return new Span(from, text.length(), open.toString());
    }

    private static int stringEnd(String text, int quoteAt) {
        int at = quoteAt + 1;
        while (at < text.length() && text.charAt(at) != text.charAt(quoteAt)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }

    private static Read read(String text, Span span) {
        if (!span.missing().isEmpty()) {
            return cut(text, span);
        }
        return read(text.substring(span.from(), span.to()), false);
    }

    /** Brackets are added only behind a bracket: behind anything else, something may have been lost. */
    private static Read cut(String text, Span span) {
        String rest = text.substring(span.from(), span.to()).strip();
        rest = rest.endsWith("```") ? rest.substring(0, rest.length() - 3).strip() : rest;
        boolean whole =
                (rest.endsWith("}") || rest.endsWith("]")) && span.missing().length() < DEEPEST;
        if (!whole) {
            return new Read(Optional.empty(), Optional.of("it ends in the middle"), List.of(), true);
        }
        Read closed = read(rest + span.missing(), true);
        List<String> repairs = new ArrayList<>(closed.repairs());
        repairs.add("Closed " + span.missing().length() + " brackets at the end.");
        return new Read(closed.value(), closed.problem(), repairs, true);
    }

    private static Read read(String json, boolean cut) {
        if (parsed(json, Set.of()).isPresent()) {
            return new Read(parsed(json, Set.of()), Optional.empty(), List.of(), cut);
        }
        String plain = straight(json);
        for (String candidate : plain.equals(json) ? List.of(json) : List.of(json, plain)) {
            Optional<JsonNode> value = parsed(candidate, AIDS.keySet());
            if (value.isPresent()) {
                List<String> repairs = needed(candidate);
                if (!candidate.equals(json)) {
                    repairs.add("Read typographic quotes as straight ones.");
                }
                return new Read(value, Optional.empty(), repairs, cut);
            }
        }
        return new Read(Optional.empty(), Optional.of(why(json)), List.of(), cut);
    }

    private static List<String> needed(String json) {
        List<String> repairs = new ArrayList<>();
        AIDS.forEach((aid, sentence) -> {
            Set<JsonReadFeature> others = new java.util.HashSet<>(AIDS.keySet());
            others.remove(aid);
            if (parsed(json, others).isEmpty()) {
                repairs.add(sentence);
            }
        });
        return repairs;
    }

    private static Optional<JsonNode> parsed(String json, Set<JsonReadFeature> aids) {
        try {
            return Optional.ofNullable(mapper(aids).readTree(json)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String why(String json) {
        try {
            mapper(AIDS.keySet()).readTree(json);
            return "";
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr() + " of it";
            return e.getOriginalMessage().lines().findFirst().orElse("") + place;
        }
    }

    private static JsonMapper mapper(Set<JsonReadFeature> aids) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(100)
                        .build())
                .build();
        JsonMapper.Builder builder = JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        aids.forEach(builder::enable);
        return builder.build();
    }

    /** Typographic quotes outside of straight ones are made straight; straight ones between them are escaped. */
    private static String straight(String json) {
        StringBuilder plain = new StringBuilder();
        boolean typographic = false;
        boolean straight = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (straight) {
                straight = c != '"' || json.charAt(i - 1) == '\\';
                plain.append(c);
            } else if ("“”„‟".indexOf(c) >= 0) {
                typographic = !typographic;
                plain.append('"');
            } else if (typographic && c == '"') {
                plain.append("\\\"");
            } else {
                straight = c == '"';
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static Map<JsonReadFeature, String> aids() {
        Map<JsonReadFeature, String> aids = new LinkedHashMap<>();
        aids.put(JsonReadFeature.ALLOW_TRAILING_COMMA, "Left out a comma before a closing bracket.");
        aids.put(JsonReadFeature.ALLOW_JAVA_COMMENTS, "Left out comments.");
        aids.put(JsonReadFeature.ALLOW_YAML_COMMENTS, "Left out comments that begin with #.");
        aids.put(JsonReadFeature.ALLOW_SINGLE_QUOTES, "Read single quotes as double ones.");
        aids.put(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, "Read keys without quotes.");
        aids.put(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, "Read NaN or Infinity as a number.");
        aids.put(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, "Read line breaks inside of texts.");
        aids.put(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER, "Read escapes that JSON does not have.");
        aids.put(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS, "Read numbers with a plus.");
        aids.put(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS, "Read numbers that begin with a point.");
        return aids;
    }
}
