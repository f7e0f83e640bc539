package dev.tinywright.recording;

import dev.tinywright.spec.DataSource;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The readers of recordings, by the ending of the file's name. */
final class SignalFiles {
    static final Set<String> TEXT = Set.of("csv", "tsv", "txt");
    static final Set<String> SOUND = Set.of("wav", "wave");

    private SignalFiles() {}

    /** Returns the recordings of a file, at least one. @throws IOException with the reason where it has none */
    static List<Signal> read(Item item, DataSource source, Flaws flaws) throws IOException {
        String extension = item.extension();
        if (SOUND.contains(extension)) {
            return List.of(WavFile.read(item.bytes(), flaws));
        }
        return CsvSignals.read(item.bytes(), source, flaws);
    }
}
