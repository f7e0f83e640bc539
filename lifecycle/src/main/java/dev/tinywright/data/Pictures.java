package dev.tinywright.data;

import dev.tinywright.data.Dataset.Part;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Examples;
import dev.tinywright.features.InputFormat;
import dev.tinywright.picture.PictureFile;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Brings pictures to one size and divides them; near-equal ones stay on one side. Pixels are read when asked for. */
public final class Pictures {
    /** Pictures, and the side they are scaled to, that tell whether there are colours. */
    private static final int MOST_LOOKED_AT = 24;

    private static final int LOOKED_AT = 16;

    /** With fewer normal pictures neither what is learned nor the threshold is worth much. */
    private static final int FEW_NORMAL = 50;

    /** Of 255: a smaller difference between colours is a camera's noise. */
    private static final float TINGE = 12;

    private Pictures() {}

    /** @throws TinywrightException where too little is left to learn from */
    public static Dataset frame(Captures captures, PictureSettings settings, SplitSettings split) {
        return frame(captures, settings, CaptureSplit.of(captures, all(captures), split), split, Optional.empty());
    }

    /**
     * The same of pictures of which what is normal is to be learned: training and validation hold nothing else, and all faults are
     * on the test side.
     */
    public static Dataset frameNormal(
            Captures captures, PictureSettings settings, SplitSettings split, Normality normality) {
        CaptureSplit division = CaptureSplit.ofNormal(captures, all(captures), split, normality);
        return frame(captures, settings, division, split, Optional.of(normality));
    }

    private static List<Integer> all(Captures captures) {
        return IntStream.range(0, captures.all().size()).boxed().toList();
    }

    private static Dataset frame(
            Captures captures,
            PictureSettings settings,
            CaptureSplit division,
            SplitSettings split,
            Optional<Normality> normality) {
        List<String> warnings = new ArrayList<>(division.warnings());
        RowAccount.Tally tally = new RowAccount.Tally();
        division.leftOut()
                .forEach(c -> tally.drop(
                        "it nearly equals one on another side of the split",
                        captures.all().get(c).name()));
        List<String> notes = new ArrayList<>(division.notes());
        normality.ifPresent(n -> notes.add("what is normal: " + n.describe(captures.labels())));
        List<Part> parts = List.of(
                part(captures, settings, thinned(division, Splitter.TRAINING, notes), normality),
                part(captures, settings, thinned(division, Splitter.VALIDATION, notes), normality),
                part(captures, settings, thinned(division, Splitter.TEST, notes), normality));
        List<String> labels = normality.isPresent() ? Normality.CLASSES : captures.labels();
        if (captures.measured().isPresent()) {
            CaptureNumbers.Ranged ranged = CaptureNumbers.ranged(captures, parts.get(0), parts.get(1), parts.get(2));
            ranged.warning().ifPresent(warnings::add);
            labels = ranged.labels();
            parts = List.of(ranged.training(), ranged.validation(), ranged.test());
        }
        Dataset.SplitReport report = CaptureReport.of(captures, labels, division, split, parts, "pictures", warnings);
        if (normality.isPresent()) {
            warnOfNormal(parts, warnings);
        }
        return new Dataset(
                target(captures, normality),
                labels,
                new InputFormat.Picture(settings.height(), settings.width(), settings.channels()),
                parts.get(0),
                parts.get(1),
                parts.get(2),
                List.of(),
                tally.addedTo(Accounts.of(captures.account())),
                report,
                notes,
                warnings);
    }

    private static void warnOfNormal(List<Part> parts, List<String> warnings) {
        int[] tested = parts.get(2).classCounts(Normality.CLASSES.size());
        int normal = parts.get(0).size() + parts.get(1).size() + tested[Normality.NORMAL];
        if (normal < FEW_NORMAL) {
            warnings.add("only " + normal + " pictures are normal: "
                    + parts.get(0).size() + " to learn from, " + parts.get(1).size() + " for the threshold and "
                    + tested[Normality.NORMAL]
                    + " to test on; so few do not show how normal pieces differ: take at least 100, better 300");
        }
        if (tested[Normality.ANOMALY] == 0) {
            warnings.add(Normality.NO_FAULTS);
        }
    }

    private static Target target(Captures captures, Optional<Normality> normality) {
        return normality.isPresent()
                ? new Target.Normal()
                : captures.measured().<Target>map(CaptureNumbers::target).orElseGet(Target.Classes::new);
    }

    /** Returns how many pictures each class has on each side of the split: {@code [class][side]}. */
    static int[][] perClass(Captures captures, SplitSettings split) {
        List<Integer> all = IntStream.range(0, captures.all().size()).boxed().toList();
        return CaptureSplit.of(captures, all, split).perClass((_, _) -> 1);
    }

    private static int[] thinned(CaptureSplit division, byte side, List<String> notes) {
        int[] of = division.of(side);
        notes.addAll(Thinning.note(of.length, side, "pictures"));
        return IntStream.of(Thinning.spread(of.length, Thinning.most(side)))
                .map(i -> of[i])
                .toArray();
    }

    private static Part part(Captures captures, PictureSettings settings, int[] of, Optional<Normality> normality) {
        List<Capture> pictures = IntStream.of(of).mapToObj(captures.all()::get).toList();
        if (captures.measured().isPresent()) {
            float[] numbers = new float[of.length];
            for (int i = 0; i < of.length; i++) {
                numbers[i] = (float) pictures.get(i).number().orElseThrow();
            }
            return Part.ofNumbers(new PictureExamples(pictures, settings), numbers, of, i -> pictures.get(i)
                    .name());
        }
        int[] classes = pictures.stream()
                .mapToInt(c -> normality
                        .map(n -> n.classOf(c.label()))
                        .orElseGet(() ->
                                Math.max(0, captures.labels().indexOf(c.label().orElse("")))))
                .toArray();
        return Part.ofExamples(new PictureExamples(pictures, settings), classes, of, i -> pictures.get(i)
                .name());
    }

    /** Returns whether any of some pictures is more than shades of grey; one that can no longer be read has no colours. */
    public static boolean haveColours(Captures captures) {
        int size = captures.all().size();
        return IntStream.of(Thinning.spread(size, MOST_LOOKED_AT))
                .mapToObj(captures.all()::get)
                .anyMatch(Pictures::hasColours);
    }

    private static boolean hasColours(Capture capture) {
        try {
            float[] pixels = capture.picture().orElseThrow().scaled(LOOKED_AT, LOOKED_AT, 3, PictureFile.Fit.STRETCH);
            return IntStream.range(0, LOOKED_AT * LOOKED_AT)
                    .anyMatch(i -> Math.abs(pixels[3 * i] - pixels[3 * i + 1]) > TINGE
                            || Math.abs(pixels[3 * i + 1] - pixels[3 * i + 2]) > TINGE);
        } catch (IOException _) {
            return false; // reading its pixels to learn from says what is wrong with it
        }
    }

    /** Pictures that are decoded when asked for; the last ones are kept. */
    private static final class PictureExamples implements Examples {
        private final List<Capture> pictures;
        private final PictureSettings settings;

        PictureExamples(List<Capture> pictures, PictureSettings settings) {
            this.pictures = pictures;
            this.settings = settings;
        }

        @Override
        public int size() {
            return pictures.size();
        }

        @Override
        public float[] get(int index) {
            Capture capture = pictures.get(index);
            Optional<PictureFile> picture = capture.picture();
            try {
                return picture.orElseThrow()
                        .scaled(settings.height(), settings.width(), settings.channels(), settings.fit());
            } catch (IOException e) {
                throw TinywrightException.failed(
                        "a picture can no longer be read: " + e.getMessage(),
                        capture.path() + ", " + capture.name(),
                        "leave the data where it is while a model is made of it");
            }
        }
    }
}
