package dev.tinywright.agent;

import java.util.List;
import java.util.stream.Stream;

/**
 * What goes into a hole of a prompt, in versions from the whole to the shortest that still does its work.
 *
 * @param versions at least one; each shorter one says in its own text what it leaves out
 */
record Hole(List<String> versions) {
    Hole {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a hole needs a text");
        }
    }

    static Hole of(String whole, String... shorter) {
        return new Hole(
                Stream.concat(Stream.of(whole), Stream.of(shorter)).distinct().toList());
    }

    String text(int version) {
        return versions.get(version);
    }
}
