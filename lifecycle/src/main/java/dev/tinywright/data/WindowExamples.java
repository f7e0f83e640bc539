package dev.tinywright.data;

import dev.tinywright.features.Examples;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Captures;

/** Windows that are read from their recordings when asked for. */
final class WindowExamples implements Examples {
    /** In place of a first frame: the stretch with the most energy. */
    static final long LOUDEST = Long.MAX_VALUE;
    /** Where longer recordings are searched for the loudest stretch, to this many frames. */
    private static final int MOST_SEARCHED = 1 << 22;

    private final Captures captures;
    private final WindowSettings settings;
    private final Windows.Cut cut;
    private final int channels;

    WindowExamples(Captures captures, WindowSettings settings, Windows.Cut cut) {
        this.captures = captures;
        this.settings = settings;
        this.cut = cut;
        this.channels = captures.channels().size();
    }

    @Override
    public int size() {
        return cut.captureOf().length;
    }

    @Override
    public float[] get(int index) {
        Capture capture = captures.all().get(cut.captureOf()[index]);
        long start = cut.startOf()[index];
        if (start == LOUDEST) {
            return loudest(capture);
        }
        long from = Math.max(0, start);
        int count = (int) Math.min(settings.frames(), capture.frames() - from);
        return padded(held(capture.read(from, count), channels), (int) Math.max(0, -start));
    }

    /** Puts the last value in place of each missing one, and the first that is there in place of those before it. */
    static float[] held(float[] samples, int channels) {
        for (int c = 0; c < channels; c++) {
            float last = Float.NaN;
            for (int i = c; i < samples.length; i += channels) {
                last = Float.isNaN(samples[i]) ? last : samples[i];
                samples[i] = last;
            }
            float first = 0;
            for (int i = samples.length - channels + c; i >= 0; i -= channels) {
                first = Float.isNaN(samples[i]) ? first : samples[i];
                samples[i] = first;
            }
        }
        return samples;
    }

    private float[] padded(float[] samples, int before) {
        int length = settings.frames() * channels;
        if (samples.length == length) {
            return samples;
        }
        float[] window = new float[length];
        System.arraycopy(samples, 0, window, before * channels, samples.length);
        if (captures.kind() != Captures.Kind.SOUND) {
            for (int i = before * channels + samples.length; i < length; i++) {
                window[i] = window[i - channels];
            }
        }
        return window;
    }

    private float[] loudest(Capture capture) {
        int frames = (int) Math.min(MOST_SEARCHED, capture.frames());
        float[] all = held(capture.read(0, frames), channels);
        int start = loudestStart(all, frames);
        float[] window = new float[settings.frames() * channels];
        System.arraycopy(all, start * channels, window, 0, window.length);
        return window;
    }

    /** Returns the first frame of the stretch whose channels vary most about their means; of equal ones the middle. */
    private int loudestStart(float[] all, int frames) {
        double[] energy = new double[frames + 1];
        double[] mean = new double[channels];
        for (int i = 0; i < all.length; i++) {
            mean[i % channels] += all[i] / frames;
        }
        for (int f = 0; f < frames; f++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                double x = all[f * channels + c] - mean[c];
                sum += x * x;
            }
            energy[f + 1] = energy[f] + sum;
        }
        int best = 0;
        double most = -1;
        for (int start = 0; start + settings.frames() <= frames; start++) {
            double here = energy[start + settings.frames()] - energy[start];
            if (here > most * (1 + 1e-9)) {
                most = here;
                best = start;
            }
        }
        return best;
    }
}
