package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that were taken at once are no test of each other. */
class BurstsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01 12.30.%02d", "Screenshot_2024-05-01-12-30-%02d", "w_17145666%02d"})
    void timesOfAnyFormMakeASeries(String form) throws IOException {
        for (int i = 0; i < 40; i++) {
            String name = i < 2 ? String.format(Locale.ROOT, form, 10 + 5 * i) : "far_20260501-12" + (10 + i) + "00";
            Made.write(folder.resolve("walk/" + name + ".csv"), Made.sine(1, 100, i, ",", "x,y\n"));
        }
        List<Capture> near = Made.load(folder).all().stream()
                .filter(c -> !c.name().contains("far"))
                .toList();

        assertThat(Bursts.pairs(near)).hasSize(1);
    }

    @Test
    void recordingsOfTheSameMinutesStayOnOneSideAndTheSplitStaysPossible() throws IOException {
        for (int day = 0; day < 12; day++) {
            for (int take = 0; take < 3; take++) {
                String stamp = String.format(Locale.ROOT, "_202605%02d-1200%02d.csv", day + 1, 20 * take);
                int seed = 3 * day + take;
                Made.write(folder.resolve("walk/w" + stamp), Made.sine(1, 100, seed, ",", "x,y\n"));
                Made.write(folder.resolve("run/r" + stamp), Made.sine(3, 100, seed, ",", "x,y\n"));
            }
        }
        Captures captures = Made.load(folder);

        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), Made.BY_RECORDING);

        TreeMap<String, Set<Integer>> sidesOfDay = new TreeMap<>();
        List<Dataset.Part> parts = List.of(data.training(), data.validation(), data.test());
        for (int side = 0; side < parts.size(); side++) {
            Dataset.Part part = parts.get(side);
            int number = side;
            IntStream.range(0, part.size()).mapToObj(part::origin).forEach(name -> sidesOfDay
                    .computeIfAbsent(name.substring(0, name.indexOf('-')), key -> new HashSet<>())
                    .add(number));
        }
        assertThat(sidesOfDay).hasSize(24);
        assertThat(sidesOfDay.values()).allMatch(sides -> sides.size() == 1);
        assertThat(data.notes()).anyMatch(note -> note.startsWith("48 recordings taken at once"));
    }
}
