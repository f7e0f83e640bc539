package dev.tinywright.report;

import dev.tinywright.features.InputFormat;
import dev.tinywright.report.Gallery.Fact;
import dev.tinywright.report.Gallery.HeatMap;
import dev.tinywright.report.Gallery.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Examples to look at and to listen to: of recordings, sounds and pictures. */
final class GallerySection {
    static final String ID = "examples";
    static final int MOST_CLASSES = 12;
    static final int MOST_WRONG = 8;
    static final int MOST_PICTURES = 24;

    private static final int MOST_PIXELS = 96;
    private static final int SHOWN_SIZE = 112;
    private static final int MOST_AUDIO_RATE = 16_000;
    private static final int MOST_SECONDS = 2;

    private GallerySection() {}

    /** Returns what is known of the recordings or pictures, as a table. */
    static Element facts(Gallery gallery) {
        Table table =
                Table.captioned("The " + gallery.kind().plural()).column("What").column("Value");
        for (Fact fact : gallery.facts()) {
            table.row(fact.name(), Parts.name(fact.value()));
        }
        return table.build();
    }

    /** One test example of each class. */
    static Element examples(ReportFacts facts, Gallery gallery) {
        Element section = Parts.section(
                ID, facts.number().map(number -> "What low and high look like").orElse("What the classes look like"));
        List<Shown> shown = gallery.ofClasses().stream().limit(MOST_CLASSES).toList();
        facts.number()
                .ifPresentOrElse(
                        number -> section.add(Parts.note("A test " + gallery.example() + " of each range of "
                                + number.name() + ", from the lowest, as the device gets it.")),
                        () -> section.add(Parts.note("A test " + gallery.example()
                                + " of each class, as the device gets it."
                                + (shown.size() < facts.labels().size()
                                        ? " Not shown: "
                                                + Numbers.count(facts.labels().size() - shown.size())
                                                + " of the classes."
                                        : ""))));
        switch (gallery.format()) {
            case InputFormat.Window window -> windows(section, facts, gallery, window, shown);
            case InputFormat.Picture picture -> section.add(grid(facts, picture, shown, false));
            case InputFormat.Readings _ -> {}
        }
        classMeans(facts, gallery).ifPresent(section::add);
        return section;
    }

    private static void windows(
            Element section, ReportFacts facts, Gallery gallery, InputFormat.Window window, List<Shown> shown) {
        WavePlot plot = plot(gallery, window);
        addUndrawn(section, plot);
        Element grid = Element.of("div", "columns");
        for (Shown example : shown) {
            String label = wanted(facts, example);
            grid.add(Element.of("figure")
                    .add(Element.of("figcaption").add(Parts.name(label)))
                    .add(plot.draw(example, "A window of " + label))
                    .add(source(example)));
        }
        section.add(grid);
    }

    /** Returns the class of an example, or its number: "walking", "1200 rpm". */
    private static String wanted(ReportFacts facts, Shown example) {
        return example.number()
                .flatMap(predicted -> facts.number().map(number -> number.amount(predicted.wanted(), 4)))
                .orElseGet(() -> facts.labels().get(example.wanted()));
    }

    private static Element source(Shown example) {
        return Element.of("p", "note source").add(Parts.name(example.source()));
    }

    private static WavePlot plot(Gallery gallery, InputFormat.Window window) {
        return WavePlot.of(
                window,
                Stream.concat(gallery.ofClasses().stream(), gallery.wrong().stream())
                        .toList());
    }

    private static void addUndrawn(Element section, WavePlot plot) {
        if (plot.undrawn() > 0) {
            section.add(Parts.note(Numbers.counted(plot.undrawn(), "more channel") + " not drawn."));
        }
    }

    /** The network's input where it has no axis of time: its mean over each class, feature by feature. */
    private static Optional<Element> classMeans(ReportFacts facts, Gallery gallery) {
        if (gallery.classMeans().size() != facts.labels().size()) {
            return Optional.empty();
        }
        int classes = facts.labels().size();
        int features = gallery.classMeans().getFirst().length;
        double left = Math.clamp(
                facts.labels().stream().mapToDouble(Drawing::width).max().orElse(0) + 12, 40, 140);
        double row = 22;
        float[] values = new float[features * classes];
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < features; i++) {
                values[i * classes + classes - 1 - c] = gallery.classMeans().get(c)[i];
            }
        }
        Element picture = Drawing.picture(
                classes * row + 24,
                "Mean of each feature by " + by(facts),
                features + " features from left to right, a line for each; pale is high, dark is low");
        HeatMap map = new HeatMap("", "classes", features, classes, values);
        picture.add(Heat.image(map, left, 2, Drawing.WIDTH - 6 - left, classes * row));
        for (int c = 0; c < classes; c++) {
            String label = Drawing.fit(facts.labels().get(c), left - 8);
            picture.add(Drawing.text(left - 8, 2 + c * row + row / 2 + 4, "end", label));
        }
        picture.add(Drawing.text(left, classes * row + 19, "start", "feature 1").with("class", "tick"));
        picture.add(Drawing.text(Drawing.WIDTH - 6, classes * row + 19, "end", String.valueOf(features))
                .with("class", "tick"));
        return Optional.of(Parts.figure(
                "What the " + (facts.number().isPresent() ? "model" : "network")
                        + " sees of them: the mean of each feature by " + by(facts)
                        + "; pale is high, dark is low",
                picture));
    }

    private static String by(ReportFacts facts) {
        return facts.number().map(NumberResult::name).orElse("class");
    }

    /** Returns the examples that the device got wrong, to look at and to listen to; for pictures with some it got right. */
    static List<Element> answers(ReportFacts facts, Gallery gallery) {
        return switch (gallery.format()) {
            case InputFormat.Picture picture -> pictures(facts, gallery, picture);
            case InputFormat.Window window -> wrongWindows(facts, gallery, window);
            case InputFormat.Readings _ -> List.of();
        };
    }

    private static List<Element> pictures(ReportFacts facts, Gallery gallery, InputFormat.Picture picture) {
        List<Shown> all = Stream.concat(gallery.wrong().stream(), gallery.right().stream())
                .limit(MOST_PICTURES)
                .toList();
        return all.isEmpty()
                ? List.of()
                : List.of(
                        Element.of("h3")
                                .text(
                                        facts.number().isPresent()
                                                ? "Test pictures and what was predicted"
                                                : "Test pictures and what they were taken for"),
                        Parts.note(
                                facts.number().isPresent()
                                        ? "Those that the device is furthest off at come first."
                                        : "Wrong ones first, the surest of them at the front."),
                        grid(facts, picture, all, true));
    }

    private static List<Element> wrongWindows(ReportFacts facts, Gallery gallery, InputFormat.Window window) {
        if (gallery.wrong().isEmpty()) {
            return List.of();
        }
        List<Element> parts = new ArrayList<>();
        boolean sound = window.element() == InputFormat.Element.INT16;
        String what = facts.number().isPresent() ? "Furthest off" : "Misclassified";
        parts.add(Element.of("h3").text(what + (sound ? ", to hear" : ", to look at")));
        WavePlot plot = plot(gallery, window);
        Element grid = Element.of("div", "columns");
        for (Shown example : gallery.wrong().stream().limit(MOST_WRONG).toList()) {
            Element figure = Element.of("figure")
                    .add(Element.of("figcaption").add(answer(facts, example)))
                    .add(plot.draw(
                            example,
                            facts.number().isPresent()
                                    ? "A window that the device is far off at"
                                    : "A window that was misclassified"));
            if (sound) {
                figure.add(audio(window, example));
            }
            grid.add(figure.add(source(example)));
        }
        parts.add(grid);
        return parts;
    }

    /** "walking, taken for running, 97 % sure"; "1200 rpm, predicted 1190 rpm". */
    private static Element answer(ReportFacts facts, Shown example) {
        if (example.number().isPresent() && facts.number().isPresent()) {
            return Element.of("span")
                    .text(wanted(facts, example) + ", predicted "
                            + facts.number()
                                    .orElseThrow()
                                    .amount(example.number().orElseThrow().got(), 4));
        }
        Element answer = Element.of("span").add(Parts.name(facts.labels().get(example.wanted())));
        if (example.wanted() == example.got()) {
            return answer.add(Element.of("span", "yes").text(" \u2713"));
        }
        return answer.text(", taken for ")
                .add(Element.of("span", "no").add(Parts.name(facts.labels().get(example.got()))))
                .text(", " + Numbers.wholePercent(example.confidence()) + "\u00a0% sure");
    }

    private static Element audio(InputFormat.Window window, Shown example) {
        int step = Math.max(1, (int) Math.ceil(window.rateHz() / MOST_AUDIO_RATE));
        int channels = window.channels().size();
        int frames = (int) Math.min(window.frames(), MOST_SECONDS * window.rateHz());
        short[] samples = new short[frames / step];
        for (int i = 0; i < samples.length; i++) {
            double sum = 0;
            for (int frame = i * step; frame < (i + 1) * step; frame++) {
                float value = example.values()[frame * channels];
                sum += Float.isNaN(value) ? 0 : value;
            }
            samples[i] = (short) Math.clamp(Math.round(sum / step), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return Element.of("audio")
                .with("controls", "controls")
                .with("aria-label", "The sound of " + example.source())
                .with("src", Media.wav(samples, (int) Math.round(window.rateHz() / step)));
    }

    private static Element grid(ReportFacts facts, InputFormat.Picture format, List<Shown> shown, boolean answers) {
        Element grid = Element.of("div", "gallery");
        for (Shown example : shown) {
            Element caption = Element.of("figcaption");
            caption.add(answers ? answer(facts, example) : Parts.name(wanted(facts, example)));
            boolean right = example.number().isPresent() || example.wanted() == example.got();
            grid.add(Element.of("figure", right || !answers ? "example" : "miss")
                    .add(picture(facts, format, example), caption));
        }
        return grid;
    }

    private static Element picture(ReportFacts facts, InputFormat.Picture format, Shown example) {
        int step = Math.ceilDiv(Math.max(format.height(), format.width()), MOST_PIXELS);
        int height = format.height() / step;
        int width = format.width() / step;
        int channels = format.channels();
        byte[] pixels = new byte[height * width * channels];
        for (int i = 0; i < pixels.length; i++) {
            int place = i / channels;
            pixels[i] = mean(format, example.values(), place / width * step, place % width * step, i % channels, step);
        }
        String alt = "A picture of " + wanted(facts, example) + ": " + example.source();
        double scale = (double) SHOWN_SIZE / Math.max(height, width);
        return Element.of("img", scale < 2 ? "photo" : "pixels")
                .with("src", Media.png(height, width, channels, pixels))
                .with("width", String.valueOf(Math.round(scale * width)))
                .with("height", String.valueOf(Math.round(scale * height)))
                .with("alt", alt)
                .with("title", example.source());
    }

    private static byte mean(InputFormat.Picture format, float[] values, int top, int left, int channel, int size) {
        double sum = 0;
        for (int y = top; y < top + size; y++) {
            for (int x = left; x < left + size; x++) {
                sum += values[(y * format.width() + x) * format.channels() + channel];
            }
        }
        return (byte) Math.clamp(Math.round(sum / (size * size)), 0, 255);
    }
}
