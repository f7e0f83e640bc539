package dev.tinywright.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.recording.Capture.Side;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list that Edge Impulse exports beside its files, {@code info.labels}: path, category and label of each. */
final class ListedLabels {
    private static final long MOST_BYTES = 256L << 20;

    private final Map<String, Listed> files = new HashMap<>();

    private record Listed(Optional<String> label, Side side) {}

    private ListedLabels() {}

    /** @param dropped counts lists that cannot be read */
    static ListedLabels of(List<Item> items, CaptureAccount.Tally dropped) {
        ListedLabels listed = new ListedLabels();
        items.stream().filter(item -> item.fileName().equals("info.labels")).forEach(item -> {
            try {
                listed.read(item);
            } catch (IOException e) {
                dropped.drop(
                        e instanceof JsonProcessingException
                                ? "the list of labels is damaged"
                                : "the list of labels cannot be read",
                        item.name());
            }
        });
        return listed;
    }

    private void read(Item item) throws IOException {
        if (item.bytes().size() > MOST_BYTES) {
            throw new BadFile("the list of labels is too large");
        }
        String folder = item.name().substring(0, item.name().lastIndexOf('/') + 1);
        try (InputStream in = item.bytes().stream(0)) {
            for (JsonNode file : new ObjectMapper().readTree(in).path("files")) {
                JsonNode label = file.path("label");
                String text =
                        label.isTextual() ? label.asText() : label.path("label").asText("");
                Listed listed = new Listed(
                        text.isEmpty() ? Optional.empty() : Optional.of(text),
                        Places.side(file.path("category").asText("")));
                files.put(folder + file.path("path").asText(""), listed);
            }
        }
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Returns the place as the list says, or as it was where the list does not name the file. */
    Places.Place place(Places.Place place) {
        Listed listed = files.get(place.item().name());
        if (listed == null) {
            return place;
        }
        return new Places.Place(
                place.item(),
                listed.side() == Side.UNSAID ? place.side() : listed.side(),
                listed.label().or(place::label),
                place.group());
    }
}
