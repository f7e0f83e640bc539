package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts the steps of a {@link PictureProgram} together, and learns its scales from some of the training pictures. */
final class PictureFitter {
    private static final int MOST_PICTURES = 1000;
    /** Of all weights of a pixel: their sum times 255 must fit into 32 bits. */
    private static final long MOST_WEIGHT = (1L << 32) / 255;

    private final InputFormat.Picture format;
    private final List<String> description = new ArrayList<>();
    private Cut before;
    private Size scaled;
    private Cut after;
    private boolean isScaled;
    private boolean isGrey;

    private record Size(int height, int width) {}

    /** Where the part that is used begins, and its size. */
    private record Cut(int top, int left, Size size) {}

    private PictureFitter(InputFormat.Picture format) {
        this.format = format;
        this.scaled = new Size(format.height(), format.width());
        this.before = new Cut(0, 0, scaled);
        this.after = before;
    }

    static PictureProgram fit(InputFormat.Picture format, Examples training, List<InputStep> steps) {
        PictureFitter fitter = new PictureFitter(format);
        steps.forEach(fitter::add);
        PictureProgram program =
                PictureProgram.plain(format, fitter.rows(), fitter.columns(), fitter.isGrey, fitter.description);
        for (InputStep step : steps) {
            switch (step) {
                case InputStep.Standardize _ -> program = standardized(program, training);
                case InputStep.MinMax _ ->
                    program = program.with(
                            program.shape().getLast() == 1 ? List.of(UNIT) : List.of(UNIT, UNIT, UNIT),
                            said(program, "Pixels are scaled to 0 to 1."));
                default -> {}
            }
        }
        return program;
    }

    private static final PictureProgram.Scale UNIT = new PictureProgram.Scale(0, 255);

    private void add(InputStep step) {
        switch (step) {
            case PictureStep.Grey _ -> grey();
            case PictureStep.Crop crop -> crop(crop);
            case PictureStep.Resize resize -> resize(resize);
            case InputStep.Standardize _, InputStep.MinMax _ -> {}
            default ->
                throw TinywrightException.usage(
                        "the step " + step.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " is not for pictures",
                        "plan, features",
                        "pictures take grey, crop, resize, standardize and min-max");
        }
    }

    private void grey() {
        isGrey = format.channels() == 3;
        if (isGrey) {
            description.add("Colours become grey, ITU-R BT.601.");
        }
    }

    private void crop(PictureStep.Crop crop) {
        Cut cut = isScaled ? after : before;
        int height = cut.size().height();
        int width = cut.size().width();
        if (crop.height() < 1 || crop.width() < 1 || crop.height() > height || crop.width() > width) {
            throw TinywrightException.usage(
                    "crop cannot cut " + crop.height() + " x " + crop.width() + " pixels out of " + height + " x "
                            + width,
                    "plan, features",
                    "height and width must be at least 1 and at most those of the picture");
        }
        Cut middle = new Cut(
                cut.top() + (height - crop.height()) / 2,
                cut.left() + (width - crop.width()) / 2,
                new Size(crop.height(), crop.width()));
        after = isScaled ? middle : new Cut(0, 0, middle.size());
        if (!isScaled) {
            before = middle;
            scaled = middle.size();
        }
        description.add("The middle of " + crop.height() + " x " + crop.width() + " pixels is cut out.");
    }

    private void resize(PictureStep.Resize resize) {
        long weights = 4L
                * Math.max(before.size().height(), resize.height())
                * Math.max(before.size().width(), resize.width());
        if (isScaled || resize.height() < 1 || resize.width() < 1 || weights >= MOST_WEIGHT) {
            throw TinywrightException.usage(
                    isScaled
                            ? "two steps scale the picture"
                            : "pictures of " + before.size().height() + " x "
                                    + before.size().width() + " pixels cannot be scaled to " + resize.height() + " x "
                                    + resize.width(),
                    "plan, features",
                    "scale once, from and to at most 4 million pixels");
        }
        isScaled = true;
        scaled = new Size(resize.height(), resize.width());
        after = new Cut(0, 0, scaled);
        description.add("The picture is scaled to " + resize.height() + " x " + resize.width()
                + " pixels: the mean of what a pixel covers, or linear between the nearest.");
    }

    private PictureAxis rows() {
        return PictureAxis.of(
                before.top(),
                before.size().height(),
                scaled.height(),
                after.top(),
                after.size().height());
    }

    private PictureAxis columns() {
        return PictureAxis.of(
                before.left(),
                before.size().width(),
                scaled.width(),
                after.left(),
                after.size().width());
    }

    private static PictureProgram standardized(PictureProgram program, Examples training) {
        int channels = program.shape().getLast();
        ColumnSample[] samples =
                IntStream.range(0, channels).mapToObj(_ -> new ColumnSample()).toArray(ColumnSample[]::new);
        int pictures = Math.min(training.size(), MOST_PICTURES);
        for (int p = 0; p < pictures; p++) {
            int[] pixels = program.pixels(training.get((int) ((long) p * training.size() / pictures)));
            for (int i = 0; i < pixels.length; i++) {
                samples[i % channels].add(pixels[i]);
            }
        }
        return program.with(
                Stream.of(samples)
                        .map(it -> new PictureProgram.Scale(it.mean(), it.deviation()))
                        .toList(),
                said(program, "Each channel is scaled to (pixel - mean) / deviation of the training pictures."));
    }

    private static List<String> said(PictureProgram program, String more) {
        return Stream.concat(program.describe().stream(), Stream.of(more)).toList();
    }
}
