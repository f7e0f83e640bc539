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
    private Pictures() {}

    /** @throws TinywrightException where too little is left to learn from */
    public static Dataset frame(Captures captures, PictureSettings settings, SplitSettings split) {
        List<String> warnings = new ArrayList<>();
        List<Integer> all = IntStream.range(0, captures.all().size()).boxed().toList();
        CaptureSplit division = CaptureSplit.of(captures, all, split);
        RowAccount.Tally tally = new RowAccount.Tally();
        division.leftOut()
                .forEach(c -> tally.drop(
                        "it nearly equals one on another side of the split",
                        captures.all().get(c).name()));
        warnings.addAll(division.warnings());
        List<String> notes = new ArrayList<>(division.notes());
        List<Part> parts = List.of(
                part(captures, settings, thinned(division, Splitter.TRAINING, notes)),
                part(captures, settings, thinned(division, Splitter.VALIDATION, notes)),
                part(captures, settings, thinned(division, Splitter.TEST, notes)));
        List<String> labels = captures.labels();
        if (captures.measured().isPresent()) {
            CaptureNumbers.Ranged ranged = CaptureNumbers.ranged(captures, parts.get(0), parts.get(1), parts.get(2));
            ranged.warning().ifPresent(warnings::add);
            labels = ranged.labels();
            parts = List.of(ranged.training(), ranged.validation(), ranged.test());
        }
        Dataset.SplitReport report = CaptureReport.of(captures, labels, division, split, parts, "pictures", warnings);
        return new Dataset(
                captures.measured().<Target>map(CaptureNumbers::target).orElseGet(Target.Classes::new),
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

    private static Part part(Captures captures, PictureSettings settings, int[] of) {
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
                .mapToInt(c -> Math.max(0, captures.labels().indexOf(c.label().orElse(""))))
                .toArray();
        return Part.ofExamples(new PictureExamples(pictures, settings), classes, of, i -> pictures.get(i)
                .name());
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
