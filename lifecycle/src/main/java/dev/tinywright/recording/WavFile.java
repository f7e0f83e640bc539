package dev.tinywright.recording;

import dev.tinywright.features.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * RIFF WAVE: PCM of 8 (unsigned), 16, 24 and 32 bit and IEEE float of 32 and 64 bit, any number of channels, mixed down to
 * one by their mean; out come int16 units. "Multimedia Programming Interface and Data Specifications 1.0", 1991, and the
 * extensible format of Microsoft.
 */
final class WavFile {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int RIFF = 0x46464952;
    private static final int RF64 = 0x34364652;
    private static final int WAVE = 0x45564157;
    private static final int FORMAT = 0x20746d66;
    private static final int DATA = 0x61746164;
    private static final int CHUNKS = 1000;
    private static final int SCANNED = 1 << 16;

    private final ByteSource bytes;
    private final long size;
    private int format;
    private int channels;
    private int rate;
    private int bits;
    private long dataAt = -1;
    private long dataBytes;

    private WavFile(ByteSource bytes) throws IOException {
        this.bytes = bytes;
        this.size = bytes.size();
    }

    /** Reads the header. @throws BadFile where it is none, or of a coding that is not read */
    static Signal read(ByteSource bytes, Flaws flaws) throws IOException {
        WavFile wav = new WavFile(bytes);
        wav.readHeader();
        int frameBytes = wav.channels * wav.bits / 8;
        long there = Math.min(wav.dataBytes, wav.size - wav.dataAt);
        long frames = there / frameBytes;
        flaws.count(there < wav.dataBytes, "the sound ends before its header says", 0);
        if (frames == 0) {
            throw new BadFile("the sound has no samples");
        }
        if (wav.format == FLOAT) {
            wav.countMissing(frames, flaws);
        }
        return new Signal(List.of(new Reading("sound", "")), wav.rate, frames, wav::samples);
    }

    private ByteBuffer at(long position, int length) throws IOException {
        byte[] read = new byte[length];
        bytes.read(position, read);
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void readHeader() throws IOException {
        if (size < 12) {
            throw new BadFile(size == 0 ? "the file is empty" : "it is named WAV and is none: it is too short");
        }
        ByteBuffer head = at(0, 12);
        int riff = head.getInt(0);
        if ((riff != RIFF && riff != RF64) || head.getInt(8) != WAVE) {
            throw new BadFile("it is named WAV and is none: it does not begin with RIFF and WAVE");
        }
        long position = 12;
        for (int chunk = 0; chunk < CHUNKS && dataAt < 0; chunk++) {
            if (position + 8 > size) {
                throw new BadFile("the sound has no samples: it ends after its header");
            }
            ByteBuffer chunkHead = at(position, 8);
            long length = chunkHead.getInt(4) & 0xFFFFFFFFL;
            if (chunkHead.getInt(0) == FORMAT) {
                readFormat(position + 8, length);
            } else if (chunkHead.getInt(0) == DATA) {
                dataAt = position + 8;
                dataBytes = length == 0xFFFFFFFFL || (length == 0 && size > dataAt) ? size - dataAt : length;
            }
            position += 8 + length + (length & 1);
        }
        if (channels == 0) {
            throw new BadFile("the sound has no format before its samples");
        }
    }

    private void readFormat(long position, long length) throws IOException {
        if (length < 16 || position + length > size) {
            throw new BadFile("the sound's format is cut off");
        }
        ByteBuffer fields = at(position, (int) Math.min(length, 40));
        format = fields.getShort(0) & 0xFFFF;
        channels = fields.getShort(2) & 0xFFFF;
        rate = fields.getInt(4);
        bits = fields.getShort(14) & 0xFFFF;
        if (format == EXTENSIBLE && length >= 26) {
            format = fields.getShort(24) & 0xFFFF;
        }
        boolean pcm = format == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
        boolean real = format == FLOAT && (bits == 32 || bits == 64);
        if (!pcm && !real) {
            throw new BadFile("the sound is coded in a way that is not read: format " + format + ", " + bits
                    + " bit; save it as 16-bit PCM");
        }
        if (channels < 1 || channels > 64 || rate < 100 || rate > 768_000) {
            throw new BadFile("the sound's header makes no sense: " + channels + " channels at " + rate + " Hz");
        }
    }

    /** A recorder that failed writes numbers that are none, or infinite ones: only reading all of them tells. */
    private void countMissing(long frames, Flaws flaws) throws IOException {
        long missing = 0;
        for (long from = 0; from < frames; from += SCANNED) {
            for (double mean : means(from, (int) Math.min(SCANNED, frames - from))) {
                missing += Double.isFinite(mean) ? 0 : 1;
            }
        }
        if (missing == frames) {
            throw new BadFile("no sample of the sound is a finite number");
        }
        flaws.addTimes("a sample is no finite number: the last one is used again", missing);
    }

    private double[] means(long from, int count) throws IOException {
        int width = bits / 8;
        ByteBuffer data = at(dataAt + from * width * channels, Math.multiplyExact(count, width * channels));
        double[] means = new double[count];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < channels; c++) {
                means[i] += sample(data, (i * channels + c) * width);
            }
            means[i] /= channels;
        }
        return means;
    }

    /** Returns the mean of the channels in int16 units, rounded and clamped; the last one again for what is no finite number. */
    private float[] samples(long from, int count) throws IOException {
        double[] means = means(from, count);
        double last = Arrays.stream(means).filter(Double::isFinite).findFirst().orElse(0);
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            last = Double.isFinite(means[i]) ? means[i] : last;
            out[i] = int16(last);
        }
        return out;
    }

    /** Rounds to nearest and clamps; what is no number is silence. */
    static float int16(double value) {
        return Double.isNaN(value) ? 0 : (float) Math.max(-32768, Math.min(32767, Math.rint(value)));
    }

    private double sample(ByteBuffer data, int at) {
        if (format == FLOAT) {
            return 32768 * (bits == 32 ? data.getFloat(at) : data.getDouble(at));
        }
        return switch (bits) {
            case 8 -> ((data.get(at) & 0xFF) - 128) * 256.0;
            case 16 -> data.getShort(at);
            case 24 ->
                ((data.get(at) & 0xFF) << 8 | (data.get(at + 1) & 0xFF) << 16 | data.get(at + 2) << 24) / 65536.0;
            default -> data.getInt(at) / 65536.0;
        };
    }
}
