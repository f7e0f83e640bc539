package dev.tinywright.tflite;

import dev.tinywright.graph.Graph;

/** Reads {@code .tflite} files. */
public final class TfliteReader {
    private TfliteReader() {}

    /**
     * @param name what errors call the file
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Graph read(byte[] file, String name) {
        throw new UnsupportedOperationException(name + file.length);
    }
}
