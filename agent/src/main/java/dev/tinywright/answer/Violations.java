package dev.tinywright.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.spec.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a JSON document does not fit its schema: each part by its pointer, what it is, what it must be. */
final class Violations {
    static final Diagnosis TRUNCATED = new Diagnosis(
            "the answer is truncated: its JSON is not closed", "", "answer again, shorter, to the last bracket");
    private static final Pattern ALTERNATIVE = Pattern.compile("^(.*?)/(?:oneOf|anyOf)/(\\d+)(/.*)?$");

    private static final Pattern STEP =
            Pattern.compile("/(?:properties/[^/]+|items|prefixItems/\\d+|additionalProperties)");

    private Violations() {}

    static List<Diagnosis> of(JsonNode value, JsonNode schema) {
        List<Diagnosis> problems = new ArrayList<>();
        numbers(value, "", problems);
        if (!problems.isEmpty()) {
            return problems;
        }
        try {
            List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema)
                    .validate(value);
            best(errors).stream()
                    .map(error -> diagnosis(error, errors, schema))
                    .distinct()
                    .forEach(problems::add);
        } catch (SchemaException | NumberFormatException | ArithmeticException e) {
            problems.add(new Diagnosis("the answer cannot be checked: " + e.getMessage(), "", ""));
        }
        return problems;
    }

    private static void numbers(JsonNode node, String at, List<Diagnosis> problems) {
        if (node.isDouble() && !Double.isFinite(node.asDouble())) {
            problems.add(new Diagnosis(at + " is " + node.asText() + ", which is no number", at, "write a number"));
        }
        node.properties().forEach(entry -> numbers(entry.getValue(), at + "/" + entry.getKey(), problems));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            numbers(node.path(i), at + "/" + i, problems);
        }
    }

    /** Of alternatives of which none fits, only the violations of the one that comes nearest are told. */
    private static List<Error> best(List<Error> errors) {
        Map<String, Map<String, List<Error>>> choices = new LinkedHashMap<>();
        List<Error> kept = new ArrayList<>();
        for (Error error : errors) {
            Matcher alternative = ALTERNATIVE.matcher(error.getEvaluationPath().toString());
            if (alternative.matches()) {
                choices.computeIfAbsent(choice(error, alternative.group(1)), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(alternative.group(2), _ -> new ArrayList<>())
                        .add(error);
            } else if (!error.getKeyword().equals("oneOf")
                    && !error.getKeyword().equals("anyOf")) {
                kept.add(error);
            }
        }
        choices.values().forEach(choice -> choice.values().stream()
                .min(Comparator.comparingInt(Violations::distance))
                .ifPresent(nearest -> kept.addAll(telling(nearest))));
        return kept.isEmpty() ? errors : kept;
    }

    /** Where no alternative was meant, the key that says which is all there is to tell. */
    private static List<Error> telling(List<Error> errors) {
        List<Error> constants = errors.stream()
                .filter(error -> error.getKeyword().equals("const"))
                .toList();
        return constants.isEmpty() ? errors : constants;
    }

    /** Items of one array share the path of their schema; their own places tell them apart. */
    private static String choice(Error error, String prefix) {
        int depth = (int) STEP.matcher(prefix).results().count();
        List<String> parts = List.of(error.getInstanceLocation().toString().split("/", -1));
        return prefix + " " + String.join("/", parts.subList(0, Math.min(depth + 1, parts.size())));
    }

    /** A wrong value of the key that says which alternative is meant puts it furthest away. */
    private static int distance(List<Error> errors) {
        return errors.stream()
                .mapToInt(error -> switch (error.getKeyword()) {
                    case "const" -> 100;
                    case "required", "type" -> 10;
                    case "enum", "additionalProperties" -> 3;
                    default -> 1;
                })
                .sum();
    }

    private static Diagnosis diagnosis(Error error, List<Error> all, JsonNode schema) {
        String at = error.getInstanceLocation().toString();
        String place = at.isEmpty() ? "the answer" : "'" + at + "'";
        return switch (error.getKeyword()) {
            case "additionalProperties", "unevaluatedProperties" -> unknown(error, schema, at, place);
            case "required" -> new Diagnosis(place + " lacks the key '" + property(error) + "'", at, "add it");
            case "enum" ->
                oneOf(
                        error,
                        error.getSchemaNode()
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList(),
                        place,
                        at);
            case "const" -> oneOf(error, constants(error, all), place, at);
            default -> new Diagnosis(place + " " + error.getMessage() + shown(error), at, "");
        };
    }

    /** Returns what the alternatives want in the place of {@code error}. */
    private static List<String> constants(Error error, List<Error> all) {
        String at = error.getInstanceLocation().toString();
        return all.stream()
                .filter(other -> other.getKeyword().equals("const")
                        && other.getInstanceLocation().toString().equals(at))
                .map(other -> other.getSchemaNode().asText())
                .distinct()
                .toList();
    }

    private static Diagnosis oneOf(Error error, List<String> known, String place, String at) {
        String said = Optional.ofNullable(error.getInstanceNode())
                .map(JsonNode::asText)
                .orElse("");
        String hint = Nearest.of(said, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("");
        return new Diagnosis(
                place + " is '" + shortened(said) + "', it must be one of " + String.join(", ", known), at, hint);
    }

    private static Diagnosis unknown(Error error, JsonNode schema, String at, String place) {
        String key = property(error);
        List<String> known = keys(error, schema);
        String hint = Nearest.of(key, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(known.isEmpty() ? "leave it out" : "its keys: " + String.join(", ", known));
        return new Diagnosis(place + " has the unknown key '" + shortened(key) + "'", at, hint);
    }

    /** Returns the keys that the schema has beside the rule that was broken. */
    private static List<String> keys(Error error, JsonNode schema) {
        String location = error.getSchemaLocation().toString();
        String pointer = location.substring(location.indexOf('#') + 1);
        int end = pointer.lastIndexOf('/');
        List<String> keys = new ArrayList<>();
        if (end >= 0) {
            schema.at(pointer.substring(0, end)).path("properties").fieldNames().forEachRemaining(keys::add);
        }
        return keys;
    }

    private static String property(Error error) {
        return Optional.ofNullable(error.getProperty()).orElse("");
    }

    private static String shown(Error error) {
        return Optional.ofNullable(error.getInstanceNode())
                .filter(JsonNode::isValueNode)
                .map(node -> ", it is " + shortened(node.toString()))
                .orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
