package dev.tinywright.gate;

/** The libraries that read the sensors, as Markdown. */
public final class SensorCards {
    private SensorCards() {}

    public static String card(SketchFacts facts) {
        return facts.binding().sensors().toString();
    }
}
