/**
 * Computations on a window of samples, each defined once: evaluated here in integers, and by a C kernel of {@code runtime/}
 * that gives the same bits. Knows nothing of plans or networks.
 *
 * <p>In: int32 samples, frame by frame, channels interleaved, each channel {@code sample · 2^−point}, within ±32767. Out:
 * int32 columns with points of their own, in the order of {@link dev.tinywright.signal.Layout}. Start at
 * {@link dev.tinywright.signal.SignalBlock}.
 */
@NullMarked
package dev.tinywright.signal;

import org.jspecify.annotations.NullMarked;
