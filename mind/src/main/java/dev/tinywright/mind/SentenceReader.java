package dev.tinywright.mind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a sentence into a task: what the rules read is taken where it holds, and completed from the sentence and the data. */
final class SentenceReader {
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LABEL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\" \\(label\\)");
    private static final Pattern VALUES = Pattern.compile("values of the label column: (.*)");
    private static final Pattern BOARD = Pattern.compile("(?:^|, |\\n)([a-z0-9-]+)(?: \\(([^)]*)\\))?");
    private static final Pattern DRAFT = Pattern.compile("^(\\S+)\\s{2,}(.*?)\\s+from (?:\"(.*)\"|--\\S+)$");
    private static final Pattern MOST_QUESTIONS = Pattern.compile("at most (\\d+)");
    private static final Pattern ANSWERED = Pattern.compile("answered: \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Map<String, Pattern> AMOUNTS = Map.of(
            "accuracy",
                    Pattern.compile(
                            "(?i)(?:at least |over |>= ?)?(\\d+(?:\\.\\d+)?) ?(?:%|percent)[^.,;]{0,24}?(?:right|accura|correct)?"),
            "flash", Pattern.compile("(?i)(\\d+) ?Ki?B (?:of )?flash"),
            "ram", Pattern.compile("(?i)(\\d+) ?Ki?B (?:of )?RAM"));

    private final Prompt prompt;
    private final String sentence;
    private final Map<String, Part> draft = new LinkedHashMap<>();

    /** What the rules made of some words. */
    private record Part(String value, String from) {}

    private SentenceReader(Prompt prompt) {
        this.prompt = prompt;
        this.sentence = Prompt.find(QUOTED, prompt.section("sentence", "words", "wish", "asked"))
                .map(SentenceReader::plain)
                .orElse("");
        for (String line : prompt.section("rules' reading").lines().toList()) {
            Matcher part = DRAFT.matcher(line.strip());
            if (part.matches()) {
                draft.put(part.group(1), new Part(part.group(2).strip(), part.group(3) == null ? "" : part.group(3)));
            }
        }
    }

    static ObjectNode task(Prompt prompt) {
        SentenceReader reader = new SentenceReader(prompt);
        ObjectNode task = Protocol.object().put("kind", "classification");
        String board = reader.board();
        task.put("board", board);
        Prompt.find(LABEL, prompt.section("data")).ifPresent(label -> task.put("label", plain(label)));
        reader.labels(task.putArray("labels"));
        reader.goals(task.putArray("goals"));
        task.put("sensor", reader.draft.getOrDefault("sensor", new Part("", "")).value());
        task.put("application", reader.application());
        ArrayNode questions = task.putArray("questions");
        if (!reader.knowsBoard() && reader.mayAsk()) {
            ObjectNode question = questions.addObject().put("about", "board").put("question", "Which board is it for?");
            ArrayNode choices = question.putArray("choices");
            reader.boards().keySet().stream().limit(3).forEach(choices::add);
        }
        return task;
    }

    /** Returns what the words would have otherwise: goals with an amount, no goal where they want no limit, what it is to do. */
    static ObjectNode change(Prompt prompt) {
        SentenceReader reader = new SentenceReader(prompt);
        ObjectNode change = Protocol.object();
        reader.goals(change.putArray("goals"));
        ArrayNode gone = change.putArray("removeGoals");
        UNLIMITED
                .matcher(reader.sentence)
                .results()
                .forEach(words -> gone.add(words.group(1).toLowerCase(Locale.ROOT)));
        Prompt.find(ACTION, reader.sentence).ifPresent(action -> change.put("application", action.strip()));
        return change;
    }

    /** Returns names by id, the likeliest first, as the prompt lists them. */
    private Map<String, String> boards() {
        Map<String, String> boards = new LinkedHashMap<>();
        Matcher board = BOARD.matcher(prompt.section("boards"));
        while (board.find()) {
            boards.put(board.group(1), board.group(2) == null ? "" : board.group(2));
        }
        return boards;
    }

    private String board() {
        Map<String, String> boards = boards();
        String answered = Prompt.find(ANSWERED, prompt.section("sentence")).orElse("");
        if (boards.containsKey(answered)) {
            return answered;
        }
        String read = draft.getOrDefault("board", new Part("", "")).value();
        if (!read.isEmpty()) {
            return read;
        }
        return boards.keySet().stream().findFirst().orElse("");
    }

    private boolean knowsBoard() {
        boolean isNamed = boards().values().stream().anyMatch(name -> !name.isEmpty());
        return draft.containsKey("board")
                || isNamed
                || prompt.section("sentence").contains("answered: ");
    }

    private boolean mayAsk() {
        return Prompt.find(MOST_QUESTIONS, prompt.section("answer"))
                .filter(most -> !most.equals("0"))
                .isPresent();
    }

    /** The classes of the data that the sentence names, be it in the plural; each once, however the data writes it. */
    private void labels(ArrayNode labels) {
        String said = sentence.toLowerCase(Locale.ROOT);
        values().stream()
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .filter(said::contains)
                .forEach(labels::add);
        if (labels.isEmpty() && draft.containsKey("labels")) {
            List.of(draft.get("labels").value().split(", ")).forEach(labels::add);
        }
    }

    private List<String> values() {
        String listed = Prompt.find(VALUES, prompt.section("data")).orElse("");
        return QUOTED.matcher(listed)
                .results()
                .map(value -> plain(value.group(1)))
                .toList();
    }

    private void goals(ArrayNode goals) {
        for (String metric : List.of("accuracy", "f1", "flash", "ram", "latency")) {
            Part read = draft.get(metric);
            if (read != null && isOften(metric, read)) {
                continue; // how often the device answers says nothing of how long it takes
            }
            if (read != null && sentence.contains(read.from())) {
                goals.addObject()
                        .put("metric", metric)
                        .put("bound", read.value())
                        .put("quote", read.from());
            } else if (AMOUNTS.containsKey(metric)) {
                Matcher said = AMOUNTS.get(metric).matcher(sentence);
                if (said.find()) {
                    String bound =
                            metric.equals("accuracy") ? ">= " + said.group(1) + " %" : "<= " + said.group(1) + " KiB";
                    goals.addObject()
                            .put("metric", metric)
                            .put("bound", bound)
                            .put("quote", said.group().strip());
                }
            }
        }
    }

    private static boolean isOften(String metric, Part read) {
        return metric.equals("latency") && read.from().matches("(?i).*\\b(once|every|per|times|each)\\b.*");
    }

    private static final Pattern ACTION =
            Pattern.compile("(?i)\\b((?:print|light|blink|show|switch|turn|send|write|sound)\\b[^.;]*)");

    private String application() {
        Part read = draft.get("application");
        return read != null
                ? read.value()
                : Prompt.find(ACTION, sentence).map(String::strip).orElse("");
    }

    private static final Pattern UNLIMITED =
            Pattern.compile("(?i)\\bno (?:limit|bound|goal) (?:on|for) (?:the )?(accuracy|f1|flash|ram|latency)\\b");

    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1");
    }
}
