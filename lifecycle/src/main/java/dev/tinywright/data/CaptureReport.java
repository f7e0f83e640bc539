package dev.tinywright.data;

import dev.tinywright.data.Dataset.ClassCounts;
import dev.tinywright.data.Dataset.Part;
import dev.tinywright.data.Dataset.SplitReport;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Captures;
import java.util.List;
import java.util.stream.IntStream;

/** Counts what the split of recordings or pictures gave. */
final class CaptureReport {
    private CaptureReport() {}

    /**
     * @param labels the classes of the examples
     * @param parts training, validation, test
     * @param things what the examples are called
     * @param warnings grows by classes that are not on every side
     * @throws TinywrightException where a side is empty
     */
    static SplitReport of(
            Captures captures,
            List<String> labels,
            CaptureSplit division,
            SplitSettings split,
            List<Part> parts,
            String things,
            List<String> warnings) {
        List<int[]> counts = parts.stream()
                .map(part -> part.classCounts(Math.max(1, labels.size())))
                .toList();
        List<ClassCounts> classes = IntStream.range(0, labels.size())
                .mapToObj(c -> new ClassCounts(labels.get(c), counts.get(0)[c], counts.get(1)[c], counts.get(2)[c]))
                .toList();
        for (ClassCounts of : classes) {
            if (!labels.equals(Normality.CLASSES) && (of.training() == 0 || of.validation() == 0 || of.test() == 0)) {
                warnings.add((captures.measured().isPresent() ? "range \"" : "class \"") + of.label()
                        + "\" is not in every part of the split: " + of.training() + " "
                        + things + " to learn from, " + of.validation() + " to choose by, " + of.test()
                        + " to test on");
            }
        }
        requireParts(captures, parts, things);
        return new SplitReport(
                split.by(), split.seed(), classes, division.units(), division.twins(), things, division.how());
    }

    private static void requireParts(Captures captures, List<Part> parts, String things) {
        if (parts.stream().anyMatch(part -> part.size() == 0)) {
            throw TinywrightException.failed(
                    "too little is left to learn from, to choose by and to test on: "
                            + parts.get(0).size() + ", " + parts.get(1).size() + " and "
                            + parts.get(2).size() + " "
                            + things,
                    captures.kind().counted(captures.all().size()),
                    captures.kind() == Captures.Kind.PICTURES
                            ? "take more pictures"
                            : "record more, or take a shorter window");
        }
    }
}
