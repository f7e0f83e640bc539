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
 */
@SuppressWarnings("ArrayRecordComponent") // large, made once, read only
public record World(
        List<String> channels,
        float[] noise,
        float[][] rows,
        Duration start,
        Duration dwell,
        Duration lineEvery,
        int seed) {
    public World {
        channels = List.copyOf(channels);
    }
}
