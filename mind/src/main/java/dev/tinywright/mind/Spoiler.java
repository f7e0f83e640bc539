package dev.tinywright.mind;

import java.util.List;
import java.util.SplittableRandom;

/** Makes a faulty answer of a right one: what is wrong is what real models got wrong, the rest stays as it was. */
final class Spoiler {
    private final Prompt prompt;
    private final SplittableRandom random;

    private Spoiler(Prompt prompt, SplittableRandom random) {
        this.prompt = prompt;
        this.random = random;
    }

    /**
     * @param right answer to {@code prompt}
     * @param mostTokens of the answer: what never ends, ends there
     */
    static Answer spoil(Fault fault, Prompt prompt, String right, int mostTokens, SplittableRandom random) {
        Spoiler spoiler = new Spoiler(prompt, random);
        return switch (fault) {
            case TRUNCATED -> spoiler.truncated(right);
            case REPETITION -> spoiler.endless(right, mostTokens);
            default -> new Answer(spoiler.text(fault, right), false);
        };
    }

    private String text(Fault fault, String right) {
        return switch (fault.kind()) {
            case TRANSPORT -> right;
            case CODE -> code(fault, right);
            case FORM -> form(fault, right);
        };
    }

    private String code(Fault fault, String right) {
        return prompt.job().equals("step")
                ? new StepSpoiler(random).spoil(fault, right)
                : new SketchSpoiler(random).spoil(fault, right);
    }

    private String form(Fault fault, String right) {
        boolean isCode = right.contains("```");
        return switch (fault) {
            case EMPTY -> pick("", "\n", "   ");
            case PROSE_ONLY -> prose();
            case PROSE_AROUND -> before() + "\n\n" + (isCode ? right.strip() : fenced(right)) + "\n\n" + after();
            case SEVERAL_BLOCKS -> isCode ? severalOfCode(right) : severalOfJson(right);
            case UNCLOSED_FENCE -> unclosed(isCode ? right : fenced(right));
            case PLACEHOLDER_PATHS ->
                isCode ? placeholderInCode(right) : new JsonSpoiler(prompt, random).spoil(fault, right);
            default -> new JsonSpoiler(prompt, random).spoil(fault, right);
        };
    }

    private Answer truncated(String right) {
        int at = (int) (right.length() * (0.35 + 0.5 * random.nextDouble()));
        return new Answer(right.substring(0, Math.max(1, at)), true);
    }

    private Answer endless(String right, int mostTokens) {
        int most = Math.min(mostTokens, 16_000) * 4;
        List<String> lines = right.lines().toList();
        int kept = Math.max(1, lines.size() / 3);
        StringBuilder text = new StringBuilder();
        lines.subList(0, kept).forEach(line -> text.append(line).append('\n'));
        String again = right.contains("```")
                ? pick("  // Read the sensor again and classify the result.\n", "#include <math.h>\n")
                : pick("  {\"reason\": \"a smaller network\"},\n", "I will now check the answer once more. ");
        while (text.length() < most) {
            text.append(again);
        }
        return new Answer(text.substring(0, most), true);
    }

    private String before() {
        return pick(
                "Sure! Here is the complete answer to your request:",
                "Certainly. Based on the information that you provided, I would suggest the following.",
                "<think>\nThe person wants a dependable result, so I keep to the facts above.\n</think>\n\nHere you go:");
    }

    private String after() {
        return pick(
                "**Explanation:** this keeps to every rule above. Let me know if you would like me to change anything!",
                "Note: you may have to adjust the settings to your hardware. Happy tinkering! 🚀",
                "I hope this helps! Make sure that all libraries are installed in the Arduino IDE.");
    }

    private String prose() {
        return pick(
                "I'm sorry, but I can't complete this without access to the hardware. Could you please share more details"
                        + " about the sensor and the library that you are using?",
                "To solve this, first look at the data, then choose a small network with one hidden layer, train it, convert it"
                        + " to TensorFlow Lite, and finally flash the sketch. Each of these steps needs care: begin with the"
                        + " data, as everything else depends on it.",
                "Great question! There are several ways to do this, each with its own trade-offs. A small dense network is"
                        + " usually enough for sensor readings, and the sketch then only has to call it in its loop.");
    }

    private static String fenced(String json) {
        return "```json\n" + json.strip() + "\n```";
    }

    private String unclosed(String fenced) {
        String text = fenced.strip();
        String open = text.substring(0, text.lastIndexOf("```")).stripTrailing();
        return (random.nextInt(2) == 0 ? "" : before() + "\n\n") + open + "\n";
    }

    private String severalOfCode(String right) {
        int from = right.indexOf('\n') + 1;
        int to = right.indexOf("\n```", from) + 1;
        String open = right.substring(0, from);
        String code = right.substring(from, to);
        String rest = right.substring(to);
        int middle = cut(code);
        if (random.nextInt(2) == 0 && middle > 0) {
            return "First, the set-up:\n\n" + open + code.substring(0, middle).stripTrailing()
                    + "\n```\n\nAnd then the rest:\n\n" + open + code.substring(middle) + rest;
        }
        List<String> lines = code.lines().filter(line -> !line.isBlank()).toList();
        return "Start with the includes:\n\n" + open + lines.get(1) + "\n```\n\nThe important line is this one:\n\n"
                + open + lines.get(lines.size() - 3).strip() + "\n```\n\nPutting it all together:\n\n" + right.strip();
    }

    /** Where a program can be taken apart: before a function, or a method. */
    private static int cut(String code) {
        int sketch = code.indexOf("\nvoid loop()");
        return sketch >= 0 ? sketch + 1 : code.indexOf("\n    @Override") + 1;
    }

    private String severalOfJson(String right) {
        String form = pick("{\"example\": \"...\"}", "{\"plans\": [...]}", "{}");
        return "The answer has this form:\n\n```json\n" + form + "\n```\n\nFor this task it is:\n\n"
                + fenced(right)
                + "\n\nIt could be checked like this:\n\n```python\nimport json\njson.loads(answer)\n```";
    }

    private String placeholderInCode(String right) {
        boolean isStep = prompt.job().equals("step");
        String line = isStep
                ? "    private static final java.nio.file.Path DATA = java.nio.file.Path.of(\"/path/to/your/data.csv\");\n"
                : "#include \"/path/to/your/model.h\"\n";
        int at = isStep ? right.indexOf("{\n", right.indexOf("class ")) + 2 : right.indexOf("#include");
        return right.substring(0, at) + line + right.substring(at);
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
