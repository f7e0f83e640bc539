/**
 * Recordings, sounds and pictures as they lie in folders and archives, found, described and read when asked for.
 *
 * <p>In: {@link dev.tinywright.spec.DataSource} and what the sentence says of it, {@link CaptureHints}. Out: {@link Captures}:
 * for each recording its channels, rate, length, class and side, and a way to read its samples, float32, (frames, channels);
 * for sound in int16 units. Nothing but headers and places in files is kept, so that data may be larger than memory; a small
 * cache keeps what was read last. Every file that looks like data becomes captures or is counted under the reason why not:
 * {@link CaptureAccount}. Start at {@link Captures#load}.
 */
@NullMarked
package dev.tinywright.recording;

import org.jspecify.annotations.NullMarked;
