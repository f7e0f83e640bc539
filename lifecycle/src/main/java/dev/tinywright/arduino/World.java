package dev.tinywright.arduino;

import java.time.Duration;
import java.util.List;

/**
 * What the sensors of a device see, over virtual time: each row for {@code dwell}, one after another, the first from {@code
 * start} on; before it, the first row as well.
 *
 * @param channels names of the channels, "color.r", "serial.0", "analog.0"; at most 23 ASCII characters each
 * @param noise largest deviation of one reading of a channel from the next, in raw units
 * @param rows raw values, (rows, channels)
 * @param lineEvery how often a row of {@code serial.n} channels is sent again while it dwells
 * @param seed of the noise
 * @param inference what the board takes for one call of the model: so much virtual time passes there
 */
@SuppressWarnings("ArrayRecordComponent") // large, made once, read only
public record World(
        List<String> channels,
        float[] noise,
        float[][] rows,
        Duration start,
        Duration dwell,
        Duration lineEvery,
        int seed,
        Duration inference) {
    public World {
        channels = List.copyOf(channels);
    }

    /** A world in which the model answers at once. */
    public World(
            List<String> channels,
            float[] noise,
            float[][] rows,
            Duration start,
            Duration dwell,
            Duration lineEvery,
            int seed) {
        this(channels, noise, rows, start, dwell, lineEvery, seed, Duration.ZERO);
    }
}
