package dev.tinywright.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the columns and where each is; shared by all rows. */
final class Columns {
    private final List<String> names;
    private final Map<String, Integer> index = new HashMap<>();

    Columns(List<String> names) {
        this.names = List.copyOf(names);
        for (int c = 0; c < names.size(); c++) {
            index.put(names.get(c), c);
        }
    }

    List<String> names() {
        return names;
    }

    int indexOf(String name) {
        Integer found = index.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no column '" + name + "'; there are '" + String.join("', '", names) + "'");
        }
        return found;
    }
}
