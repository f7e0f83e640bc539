package dev.tinywright.recording;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the blocks of samples that were read last, up to a number of bytes. */
public final class SampleCache {
    /** Frames of a block. */
    private static final int BLOCK = 8192;

    private final long capacity;
    private final LinkedHashMap<Key, float[]> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private long held;
    private int recordings;

    private record Key(int recording, long block) {}

    SampleCache(long capacityBytes) {
        this.capacity = capacityBytes;
    }

    /** Returns the same samples, read by whole blocks. */
    synchronized Samples through(Samples samples, long frames, int channels) {
        int recording = recordings++;
        return (from, count) -> {
            float[] out = new float[Math.multiplyExact(count, channels)];
            int done = 0;
            while (done < count) {
                long block = (from + done) / BLOCK;
                int offset = (int) ((from + done) % BLOCK);
                float[] data = block(new Key(recording, block), samples, frames);
                int take = Math.min(count - done, data.length / channels - offset);
                if (take <= 0) {
                    throw new IOException("the recording ends after " + frames + " frames");
                }
                System.arraycopy(data, offset * channels, out, done * channels, take * channels);
                done += take;
            }
            return out;
        };
    }

    private float[] block(Key key, Samples samples, long frames) throws IOException {
        synchronized (blocks) {
            float[] found = blocks.get(key);
            if (found != null) {
                return found;
            }
        }
        long from = key.block() * BLOCK;
        float[] read = samples.read(from, (int) Math.max(0, Math.min(BLOCK, frames - from)));
        synchronized (blocks) {
            held += blocks.putIfAbsent(key, read) == null ? bytes(read) : 0;
            while (held > capacity && blocks.size() > 1) {
                Map.Entry<Key, float[]> oldest = blocks.firstEntry();
                blocks.remove(oldest.getKey());
                held -= bytes(oldest.getValue());
            }
        }
        return read;
    }

    private static long bytes(float[] block) {
        return 4L * block.length + 64;
    }
}
