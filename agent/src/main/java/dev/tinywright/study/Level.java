package dev.tinywright.study;

import dev.tinywright.llm.Message;
import dev.tinywright.llm.Request;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much a prompt says. What a repair prompt says of the mistakes made is never cut: that is the loop's part, not the
 * prompt's.
 */
public enum Level {
    /** One sentence, and the form of the answer. */
    BARE(List.of(
            "Data",
            "Boards",
            "Rules' reading",
            "Board",
            "Blocks",
            "API",
            "Rules",
            "Model",
            "Readings",
            "Must be seen")),
    /** The facts of the case, and nothing of the interfaces that code is written against. */
    MEDIUM(List.of("Rules' reading", "Blocks", "API", "Readings")),
    /** What the product sends. */
    FULL(List.of());

    private static final Pattern INPUT = Pattern.compile("(?m)^//\\s+(readings\\[\\d+]: .*)$");
    private static final Pattern LABELS = Pattern.compile("_label\\(result\\.best\\) // [^:]*: (.*)");

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> leftOut;

    Level(List<String> leftOut) {
        this.leftOut = leftOut;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the request with what this level's prompts say. */
    Request of(Request request) {
        List<Message> messages = request.messages().stream()
                .map(m -> m.role() == Message.Role.USER ? new Message(m.role(), cut(m.text())) : m)
                .toList();
        return new Request(
                request.job(),
                this == FULL ? request.prompt() : request.prompt() + "-" + id(),
                messages,
                request.schema(),
                request.temperature(),
                request.seed(),
                request.mostAnswerTokens());
    }

    /** Leaves out sections; the part before the first one, and sections of other names, stay as they are. */
    String cut(String prompt) {
        if (this == FULL) {
            return prompt;
        }
        return Pattern.compile("(?m)^(?=## )")
                .splitAsStream(prompt)
                .map(this::section)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining());
    }

    private String section(String section) {
        String title = section.startsWith("## ")
                ? section.lines().findFirst().orElse("").substring(3).strip()
                : "";
        if (leftOut.contains(title)) {
            return "";
        }
        return this == MEDIUM && title.equals("Model") ? withoutInterface(section) : section;
    }

    /** What goes in and what comes out, without the names that the generated header gives to it. */
    private static String withoutInterface(String model) {
        String inputs = INPUT.matcher(model)
                .results()
                .map(found -> "- " + found.group(1).replaceFirst("^readings", "input "))
                .collect(Collectors.joining("\n"));
        Matcher labels = LABELS.matcher(model);
        return """
                ## Model
                A library that was generated for this model classifies these inputs, float32, in this order:
                %s
                Its classes are, in this order: %s

                """.formatted(inputs, labels.find() ? labels.group(1) : "");
    }
}
