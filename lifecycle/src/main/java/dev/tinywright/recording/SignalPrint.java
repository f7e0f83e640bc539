package dev.tinywright.recording;

import java.io.IOException;

/**
 * A print of a recording that its exact copies share, also where more or less of the constant stretch before it or after it was
 * kept: a hash of its first samples that change.
 */
final class SignalPrint {
    /** Looked at for the beginning of change. */
    private static final int SEARCHED = 1 << 15;
    /** Hashed, less where the recording is shorter. */
    private static final int HASHED = 4096;
    /** Fewer frames of change may well be equal by chance. */
    private static final int FEWEST = 16;
    /** A sound is silent while it stays within this many of 32768 steps. */
    private static final float SILENCE = 64;

    private SignalPrint() {}

    /** Returns one number, or none where too little changes. */
    static long[] of(Signal signal, boolean sound) throws IOException {
        int channels = signal.channels().size();
        int frames = (int) Math.min(SEARCHED, signal.frames());
        float[] samples = signal.samples().read(0, frames);
        int first = 0;
        while (first < frames && isQuiet(samples, first, channels, sound)) {
            first++;
        }
        int last = frames;
        while (last > first && isQuietEnd(samples, last - 1, frames, channels, sound)) {
            last--;
        }
        if (last - first < FEWEST) {
            return new long[0];
        }
        return new long[] {hash(samples, first * channels, Math.min(last, first + HASHED) * channels)};
    }

    private static boolean isQuiet(float[] x, int frame, int channels, boolean sound) {
        return isNear(x, frame, 0, channels, sound);
    }

    private static boolean isQuietEnd(float[] x, int frame, int frames, int channels, boolean sound) {
        return isNear(x, frame, frames - 1, channels, sound);
    }

    private static boolean isNear(float[] x, int frame, int rest, int channels, boolean sound) {
        for (int c = 0; c < channels; c++) {
            float value = x[frame * channels + c];
            boolean near = sound ? Math.abs(value) <= SILENCE : Float.compare(value, x[rest * channels + c]) == 0;
            if (!near) {
                return false;
            }
        }
        return true;
    }

    /** FNV-1a over the bits. */
    private static long hash(float[] x, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ Float.floatToIntBits(x[i])) * 0x100000001b3L;
        }
        return hash ^ (to - from);
    }
}
