package dev.tinywright.mind;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a question from the record that the prompt shows, and cites its figures. */
final class RecordReader {
    private static final Pattern FACT =
            Pattern.compile("(?m)^[-|* ]*`?([a-zA-Z]\\w*(?:[.\\[][\\w.\\]]+)+)`?[:=| ]+\"?([^\"\\n|]*\\d[^\"\\n|]*)");
    private static final int MOST = 3;

    private RecordReader() {}

    static ObjectNode answer(Prompt prompt) {
        Matcher fact = FACT.matcher(prompt.section("record", "report", "facts", "result"));
        List<String> said = new ArrayList<>();
        ObjectNode answer = Protocol.object();
        ArrayNode cites = Protocol.JSON.createArrayNode();
        while (fact.find() && cites.size() < MOST) {
            String figure = fact.group(2).strip();
            said.add(fact.group(1) + " is " + figure);
            cites.addObject().put("figure", figure).put("key", fact.group(1));
        }
        answer.put(
                "answer",
                said.isEmpty() ? "The record does not say." : "By the record, " + String.join(", ", said) + ".");
        answer.set("cites", cites);
        return answer;
    }
}
