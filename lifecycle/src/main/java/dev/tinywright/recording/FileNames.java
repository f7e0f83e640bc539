package dev.tinywright.recording;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds files by what a list calls them: by path, by the end of it, or without its ending. */
final class FileNames {
    private final Map<String, Optional<Item>> byName = new HashMap<>();

    FileNames(List<Item> items) {
        for (Item item : items) {
            for (String end = item.name(); !end.isEmpty(); end = after(end)) {
                put(end, item);
            }
            String stem = item.stem();
            // A number in a list may well be anything else.
            if (!stem.matches("-?[\\d.]*")) {
                put(stem, item);
            }
        }
    }

    private void put(String name, Item item) {
        byName.merge(name, Optional.of(item), (a, b) -> a.equals(b) ? a : Optional.empty());
    }

    private static String after(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    /** @param folder of the list, empty or with a slash at its end */
    Optional<Item> find(String folder, String text) {
        String path = text.replace('\\', '/').replaceFirst("^(?:\\./)+", "");
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<Item> beside = byName.getOrDefault(folder + path, Optional.empty());
        for (String end = path; beside.isEmpty() && !end.isEmpty(); end = after(end)) {
            beside = byName.getOrDefault(end, Optional.empty());
        }
        return beside;
    }
}
