package dev.tinywright.plan;

import dev.tinywright.data.Framing;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Stretch;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import java.util.List;
import java.util.Optional;

/** What one example is in the plans that {@link CapturePlanner} proposes: how long a window, how large a picture. */
record CaptureFraming(Situation situation, CaptureFacts facts) {
    /** A window holds what people do or say in one go; longer recordings are cut. */
    private static final double LONGEST_WINDOW = 2;
    /** Recordings of one length up to this are taken as the examples they probably are. */
    private static final double LONGEST_WHOLE = 12;

    private static final double LONGEST_WORD = 1;
    private static final int FEWEST_FRAMES = 16;
    /** Speech, and what is heard of most noises, lies below half of this; more costs memory and time. */
    private static final double HIGHEST_SOUND_RATE = 16_000;
    /** Of the RAM, what samples may take: the rest is for features and network. */
    private static final double SHARE_OF_RAM = 0.7;
    /** Bytes of a small board's RAM that features, network and stack need, however short the window is. */
    private static final double BESIDE_SAMPLES = 1024;
    /** With fewer recordings of a number, windows overlap, and are parts of them. */
    private static final int FEW_MEASURED = 15;

    private static final int LARGEST_PICTURE = 96;
    private static final int MOST_PIXELS_SMALL = 1200;

    /** More of them show more of a camera's noise, and a piece that lies a little elsewhere is more of another one. */
    private static final double MOST_PIXELS_NORMAL = 1024;

    /** Of the RAM: one part in so many is for the frame. */
    private static final double SHARE_OF_NORMAL_PICTURE = 8;

    Framing.Window window() {
        if (isNumber()) {
            return measuredWindow();
        }
        boolean alike = facts.longest() - facts.shortest() <= 0.02 * facts.longest();
        double least = FEWEST_FRAMES / facts.rateHz();
        double usual = alike && facts.longest() <= LONGEST_WHOLE
                ? facts.longest()
                : Math.max(Math.min(LONGEST_WINDOW, facts.typical()), least);
        double seconds = said().map(said -> Math.clamp(said, least, Math.max(least, facts.longest())))
                .orElse(usual);
        double kept = Math.min(seconds, Math.max(ramSeconds(), least));
        return new Framing.Window(kept, alike && kept == facts.longest() ? kept : kept / 2, otherRate());
    }

    /** As long as the sentence says, else up to two seconds; recordings that are no longer are examples whole, where there are many. */
    private Framing.Window measuredWindow() {
        double least = FEWEST_FRAMES / facts.rateHz();
        double part = facts.captures() < FEW_MEASURED ? facts.typical() / 4 : facts.typical();
        double wanted =
                said().map(seconds -> Math.min(seconds, facts.longest())).orElse(Math.min(LONGEST_WINDOW, part));
        double kept = Math.max(Math.min(wanted, ramSeconds()), least);
        boolean whole = kept >= facts.longest() && facts.captures() >= FEW_MEASURED;
        double each = 1 + Math.max(0, facts.typical() - kept) / (kept / 2);
        double stride = facts.captures() * each < CapturePlanner.FEW ? kept / 4 : kept / 2;
        return new Framing.Window(kept, whole ? kept : stride, otherRate());
    }

    /** Returns how long a window may be that lies in RAM twice, as samples come in and as they are computed with. */
    private double ramSeconds() {
        double ram = situation.task().goal(Metric.RAM).map(Goal::bound).orElse(Double.MAX_VALUE);
        double bytesPerSecond = 2 * Short.BYTES * facts.rateHz() * facts.channels();
        double board = Math.max(0, Math.min(SHARE_OF_RAM * facts.ramBytes(), facts.ramBytes() - BESIDE_SAMPLES));
        double seconds = Math.min(SHARE_OF_RAM * ram, board) / bytesPerSecond;
        return seconds > 1 ? seconds : Math.floor(20 * seconds) / 20;
    }

    /** Words fit a second; longer sounds are cut into overlapping seconds. */
    Framing.Window wordWindow() {
        double seconds = Math.min(LONGEST_WORD, Math.max(0.5, Math.ceil(10 * facts.longest()) / 10));
        if (isNumber()) {
            double said = said().orElse(seconds);
            double most = Math.min(2 * LONGEST_WORD, Math.max(facts.longest(), 0.1));
            double kept = Math.max(CapturePlanner.MEL_SECONDS, Math.min(said, most));
            return new Framing.Window(kept, facts.typical() > kept ? kept / 2 : kept, otherRate());
        }
        double kept = said().map(said -> Math.clamp(said, CapturePlanner.MEL_SECONDS, 2 * LONGEST_WORD))
                .orElse(seconds);
        return new Framing.Window(kept, facts.typical() > 2 * kept ? kept / 2 : kept, otherRate());
    }

    /** Returns the rate that recordings are brought to; 0 where they stay as they are. */
    private double otherRate() {
        boolean stated =
                CaptureHints.of(situation.task().ask(), List.of()).rateHz().isPresent();
        return facts.kind() == CaptureFacts.Kind.SOUND && facts.rateHz() > HIGHEST_SOUND_RATE && !stated
                ? HIGHEST_SOUND_RATE
                : 0;
    }

    double rateHz() {
        return otherRate() == 0 ? facts.rateHz() : otherRate();
    }

    Framing.Picture picture() {
        double scale = Math.min(1, (double) LARGEST_PICTURE / Math.max(facts.height(), facts.width()));
        if (isNumber()) {
            scale = Math.min(scale, Math.sqrt(2.0 * MOST_PIXELS_SMALL / (facts.height() * facts.width())));
        } else if (situation.facts().classes() > 2 && facts.height() * facts.width() < 8 * MOST_PIXELS_SMALL) {
            scale = Math.min(scale, Math.sqrt((double) MOST_PIXELS_SMALL / (facts.height() * facts.width())));
        }
        return new Framing.Picture(
                multipleOf4(facts.height() * scale),
                multipleOf4(facts.width() * scale),
                facts.channels(),
                Framing.Fit.STRETCH);
    }

    /** A small picture: pieces are seen whole, and the device keeps a frame of it beside what the model takes. */
    Framing.Picture normalPicture() {
        double ram = situation.task().goal(Metric.RAM).map(Goal::bound).orElse(Double.MAX_VALUE);
        double most = Math.min(ram, (double) facts.ramBytes()) / SHARE_OF_NORMAL_PICTURE / facts.channels();
        Size size = size(Math.min(MOST_PIXELS_NORMAL, most));
        return new Framing.Picture(size.height(), size.width(), facts.channels(), Framing.Fit.STRETCH);
    }

    /** Sides in pixels. */
    record Size(int height, int width) {
        int pixels() {
            return height * width;
        }
    }

    /** Returns the sides of a picture of about so many pixels, as the pictures are shaped; never larger than they are. */
    Size size(double pixels) {
        double scale = Math.min(1, Math.sqrt(pixels / ((double) facts.height() * facts.width())));
        return new Size(multipleOf4(facts.height() * scale), multipleOf4(facts.width() * scale));
    }

    private static int multipleOf4(double pixels) {
        return Math.max(8, 4 * (int) Math.rint(pixels / 4));
    }

    boolean smallPicture() {
        Framing.Picture picture = picture();
        return picture.height() * picture.width() <= 2 * MOST_PIXELS_SMALL;
    }

    int windows() {
        if (facts.kind() == CaptureFacts.Kind.PICTURES) {
            return facts.captures();
        }
        Framing.Window window = facts.kind() == CaptureFacts.Kind.SOUND ? wordWindow() : window();
        double each = 1 + Math.max(0, (facts.typical() - window.seconds()) / window.strideSeconds());
        return (int) Math.min(1_000_000, facts.captures() * each);
    }

    /** Returns how long a window is to be, where the sentence says it. */
    private Optional<Double> said() {
        return Stretch.of(situation.task().ask()).map(Stretch::seconds);
    }

    private boolean isNumber() {
        return situation.facts().target().isPresent();
    }
}
