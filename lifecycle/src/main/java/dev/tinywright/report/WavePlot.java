package dev.tinywright.report;

import dev.tinywright.features.InputFormat;
import dev.tinywright.features.Reading;
import dev.tinywright.report.Gallery.HeatMap;
import dev.tinywright.report.Gallery.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Windows of recordings over time. Channels of one unit share a panel, and a panel has the same axis in every picture, so that
 * pictures can be compared, but for sounds, of which the quiet ones would show nothing; maps of time and frequency stand below with the same axis of time.
 */
final class WavePlot {
    static final int MOST_PANELS = 4;

    private static final double LEFT = 52;
    private static final double RIGHT = Drawing.WIDTH - 12;
    private static final double KEY_RIGHT = 330;
    private static final double PANEL = 104;
    private static final double GAP = 24;
    private static final int MOST_POINTS = 260;
    private static final double FULL_SCALE = 32768;

    private final InputFormat.Window format;
    private final List<Panel> panels;

    /**
     * @param unit of its channels; may be empty
     * @param channels their indexes
     */
    private record Panel(String unit, List<Integer> channels, double low, double high) {}

    private WavePlot(InputFormat.Window format, List<Panel> panels) {
        this.format = format;
        this.panels = panels;
    }

    /** @param all examples that will be drawn: they set the axes */
    static WavePlot of(InputFormat.Window format, List<Shown> all) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int c = 0; c < format.channels().size(); c++) {
            groups.computeIfAbsent(group(format.channels().get(c)), _ -> new ArrayList<>())
                    .add(c);
        }
        List<Panel> panels = groups.values().stream()
                .limit(MOST_PANELS)
                .map(channels -> panel(format, channels, all))
                .toList();
        return new WavePlot(format, panels);
    }

    /** Channels of one unit and name belong together: gx, gy and gz; acc_x, acc_y and acc_z. */
    private static String group(Reading channel) {
        String stem = channel.name().toLowerCase(Locale.ROOT).replaceAll("[ _.-]?([xyz]|[0-9]+)$", "");
        return stem + "|" + channel.unit();
    }

    private static Panel panel(InputFormat.Window format, List<Integer> channels, List<Shown> all) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Shown shown : all) {
            for (int c : channels) {
                for (int i = c;
                        i < shown.values().length;
                        i += format.channels().size()) {
                    double value = value(format, shown.values()[i]);
                    low = Double.isNaN(value) ? low : Math.min(low, value);
                    high = Double.isNaN(value) ? high : Math.max(high, value);
                }
            }
        }
        boolean any = high >= low;
        String unit = isSound(format)
                ? "of full scale"
                : format.channels().get(channels.getFirst()).unit();
        return new Panel(unit, channels, any ? low : 0, any ? high : 1);
    }

    private static boolean isSound(InputFormat.Window format) {
        return format.element() == InputFormat.Element.INT16;
    }

    private static double value(InputFormat.Window format, float sample) {
        return isSound(format) ? sample / FULL_SCALE : sample;
    }

    /** Returns how many channels are in no panel. */
    int undrawn() {
        return format.channels().size()
                - panels.stream().mapToInt(panel -> panel.channels().size()).sum();
    }

    private static int colour(int indexInPanel) {
        return indexInPanel % Charts.COLOURS;
    }

    Element draw(Shown shown, String title) {
        List<HeatMap> maps = shown.maps();
        double height = 16 + (panels.size() + maps.size()) * (PANEL + GAP) + 18;
        Element picture = Drawing.picture(height, title, description(maps));
        Axis time = Axis.exact(0, format.seconds(), 5, LEFT, RIGHT);
        double top = 16;
        for (Panel panel : panels) {
            Panel scaled = isSound(format) ? panel(format, panel.channels(), List.of(shown)) : panel;
            draw(picture, shown, scaled, time, top);
            top += PANEL + GAP;
        }
        for (HeatMap map : maps) {
            draw(picture, map, top);
            top += PANEL + GAP;
        }
        Drawing.bottomAxis(picture, time, top - GAP, Drawing::tick);
        return picture.add(Drawing.text(RIGHT, top + 13, "end", "seconds").with("class", "tick"));
    }

    private String description(List<HeatMap> maps) {
        return format.channels().size() + " channels over " + Drawing.tick(format.seconds()) + " seconds at "
                + Drawing.tick(format.rateHz()) + " Hz"
                + maps.stream()
                        .map(map -> "; below, " + map.name() + ", " + map.bands() + " " + map.across())
                        .collect(Collectors.joining());
    }

    private void draw(Element picture, Shown shown, Panel panel, Axis time, double top) {
        double bottom = top + PANEL;
        Axis y = Axis.rounded(panel.low(), panel.high(), 3, bottom, top);
        Drawing.leftAxis(picture, y, LEFT, RIGHT, Drawing::tick);
        if (format.channels().size() > 1) {
            addKey(picture, panel, top);
        }
        if (!panel.unit().isEmpty()) {
            picture.add(Drawing.text(RIGHT, top - 4, "end", Drawing.fit(panel.unit(), 200))
                    .with("class", "tick"));
        }
        for (int i = 0; i < panel.channels().size(); i++) {
            picture.add(Element.of("polyline", "wave w" + colour(i))
                    .with("points", points(shown.values(), panel.channels().get(i), time, y)));
        }
    }

    /** Says which colour is which channel, as far as there is room. */
    private void addKey(Element picture, Panel panel, double top) {
        double x = LEFT;
        for (int i = 0; i < panel.channels().size() && x < KEY_RIGHT; i++) {
            String name =
                    Drawing.fit(format.channels().get(panel.channels().get(i)).name(), 110);
            picture.add(Drawing.rect("f" + colour(i), x, top - 9, 10, 4));
            picture.add(Drawing.text(x + 14, top - 4, "start", name).with("class", "tick"));
            x += 26 + Drawing.width(name);
        }
    }

    /** Returns the samples as they are, or the least and the most of each of many stretches. */
    private String points(float[] values, int channel, Axis time, Axis y) {
        StringBuilder points = new StringBuilder();
        int step = Math.max(1, Math.ceilDiv(2 * format.frames(), MOST_POINTS));
        step = format.frames() <= MOST_POINTS ? 1 : step;
        for (int from = 0; from < format.frames(); from += step) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int frame = from; frame < Math.min(from + step, format.frames()); frame++) {
                double value = value(format, values[frame * format.channels().size() + channel]);
                low = value < low ? value : low;
                high = value > high ? value : high;
            }
            if (high >= low) {
                double x = time.at((from + 0.5 * (step - 1)) / format.rateHz());
                add(points, x, y.at(low));
                if (high > low) {
                    add(points, x, y.at(high));
                }
            }
        }
        return points.toString();
    }

    private static void add(StringBuilder points, double x, double y) {
        points.append(points.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
    }

    private static void draw(Element picture, HeatMap map, double top) {
        picture.add(Drawing.text(LEFT, top - 4, "start", Drawing.fit(map.name(), 360))
                .with("class", "tick"));
        picture.add(Heat.image(map, LEFT, top, RIGHT - LEFT, PANEL));
        picture.add(Drawing.text(LEFT - 7, top + 10, "end", String.valueOf(map.bands()))
                .with("class", "tick"));
        picture.add(Drawing.text(LEFT - 7, top + PANEL, "end", "1").with("class", "tick"));
    }
}
