package dev.tinywright.arduino;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a sketch, as the Arduino IDE has them in a folder.
 *
 * @param name of the folder and of the main tab, without {@code .ino}
 * @param files file name to text: {@code .ino} tabs, {@code .h}, {@code .cpp}, {@code .c}; flat
 */
public record Sketch(String name, SortedMap<String, String> files) {
    public Sketch {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(files)));
    }
}
