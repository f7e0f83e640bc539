package dev.tinywright.gate;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.diag.Diagnosis;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One fault of a sketch.
 *
 * @param fix what rules can do about it
 */
record Finding(Kind kind, Diagnosis diagnosis, Optional<Fix> fix) {
    enum Kind {
        HOSTILE,
        QUOTES,
        ESCAPES,
        INCLUDE,
        ENTRY,
        FILE_SCOPE,
        FOREIGN,
        SYMBOL,
        METHOD,
        CALL,
        FLOW
    }

    static Finding of(Kind kind, String what, String where, String hint) {
        return new Finding(kind, new Diagnosis(what, where, hint), Optional.empty());
    }

    Finding with(Optional<Fix> better) {
        return new Finding(kind, diagnosis, better);
    }

    /** Text from start to end, exclusive, is replaced. */
    record Edit(String file, int start, int end, String by) {}

    /** @param sentence what it does, for the person */
    record Fix(String sentence, List<Edit> edits) {
        Fix {
            edits = edits.stream()
                    .sorted(Comparator.comparingInt(Edit::start).reversed())
                    .toList();
        }

        Sketch apply(Sketch sketch) {
            SortedMap<String, String> files = new TreeMap<>(sketch.files());
            for (Edit edit : edits) {
                String text = Objects.requireNonNull(files.get(edit.file()));
                files.put(edit.file(), text.substring(0, edit.start()) + edit.by() + text.substring(edit.end()));
            }
            return new Sketch(sketch.name(), files);
        }
    }
}
