package dev.tinywright.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tinywright.recording.Capture.Side;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What lists beside the files say of them: {@code info.labels}, which Edge Impulse exports, with path, category and label of
 * each, and any {@link FileList}.
 */
final class ListedLabels {
    private static final long MOST_BYTES = 256L << 20;

    private final Map<String, Listed> files = new HashMap<>();

    private final List<String> notes = new ArrayList<>();
    private Optional<String> numberHead = Optional.empty();
    /** Numbers that a list gives are not mixed with those that happen to be in names. */
    private boolean numbers;

    private boolean labels;
    private boolean sides;
    private boolean groups;
    private boolean trainingListed;

    private record Listed(Optional<String> label, Side side, Optional<String> group) {
        /** Several lists may each say a part. */
        private Listed and(Listed other) {
            return new Listed(label.or(other::label), side == Side.UNSAID ? other.side : side, group.or(other::group));
        }
    }

    private ListedLabels() {}

    /** True for a list of Edge Impulse's. */
    static boolean isOne(Item item) {
        return item.fileName().equals("info.labels");
    }

    /** @param dropped counts lists that cannot be read */
    static ListedLabels of(List<Item> items, List<FileList> lists, CaptureAccount.Tally dropped) {
        ListedLabels listed = new ListedLabels();
        lists.forEach(list -> listed.read(list, dropped));
        items.stream().filter(ListedLabels::isOne).forEach(item -> {
            try {
                listed.read(item);
                listed.labels = true;
                if (!listed.notes.contains("label: as info.labels says")) {
                    listed.notes.add("label: as info.labels says"); // Edge Impulse writes one for each side
                }
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

    private void read(FileList list, CaptureAccount.Tally dropped) {
        try {
            List<FileList.Line> lines = list.read();
            numberHead = numberHead.or(list::numberHead);
            numbers |= list.isOfNumbers();
            boolean labelled = false;
            boolean sided = false;
            for (FileList.Line line : lines) {
                if (line.item().isEmpty()) {
                    dropped.drop("a list names it, and it is not there", line.name());
                    continue;
                }
                Listed listed = new Listed(line.label(), line.side(), line.group());
                files.merge(line.item().orElseThrow().name(), listed, Listed::and);
                labelled |= line.label().isPresent();
                sided |= line.side() != Side.UNSAID;
                groups |= line.group().isPresent();
                trainingListed |= line.side() == Side.TRAINING;
            }
            labels |= labelled;
            sides |= sided;
            String what =
                    labelled && sided ? "label and split" : sided ? "split" : labelled ? "label" : "list of files";
            notes.add(what + ": as " + list.item().name() + " says, which names " + lines.size()
                    + (lines.size() == 1 ? " file" : " files"));
        } catch (IOException e) {
            dropped.drop("the list of files cannot be read", list.item().name());
        }
    }

    private void read(Item item) throws IOException {
        if (item.bytes().size() > MOST_BYTES) {
            throw new BadFile("the list of labels is too large");
        }
        String folder = item.name().substring(0, item.name().lastIndexOf('/') + 1);
        try (InputStream in = item.bytes().stream(0)) {
            for (JsonNode file : new ObjectMapper().readTree(in).path("files")) {
                JsonNode label = file.path("label");
                String text = label.isValueNode()
                        ? label.asText()
                        : label.path("label").asText("");
                Listed listed = new Listed(
                        text.isEmpty() ? Optional.empty() : Optional.of(text),
                        Places.side(file.path("category").asText("")),
                        Optional.empty());
                files.put(folder + file.path("path").asText(""), listed);
            }
        }
    }

    List<String> notes() {
        return notes;
    }

    /** True where the classes come from a list, and not from names. */
    boolean hasLabels() {
        return labels;
    }

    /** Returns what a list calls the numbers that it has. */
    Optional<String> numberHead() {
        return numberHead;
    }

    boolean hasGroups() {
        return groups;
    }

    /**
     * Returns the place as the lists say, or as it was where none names the file; empty where lists that give every side or
     * every class do not name it.
     */
    Optional<Places.Place> place(Places.Place place) {
        Optional<Listed> found = Optional.ofNullable(files.get(place.item().name()));
        if (found.isEmpty()) {
            boolean unknown =
                    !notes.contains("label: as info.labels says") && ((sides && trainingListed) || (!sides && labels));
            Side rest = sides ? Side.TRAINING : place.side();
            return unknown
                    ? Optional.empty()
                    : Optional.of(new Places.Place(place.item(), rest, place.label(), place.group()));
        }
        Listed listed = found.get();
        return Optional.of(new Places.Place(
                place.item(),
                listed.side() == Side.UNSAID ? place.side() : listed.side(),
                listed.label().or(() -> numbers && labels ? Optional.empty() : place.label()),
                listed.group().or(place::group)));
    }
}
