package dev.tinywright.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Pictures and sounds as data URIs, so that the page needs no other file: PNG (ISO/IEC 15948) and WAV (RIFF, PCM). */
final class Media {
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int WAV_HEADER = 44;

    private Media() {}

    /** @param pixels row by row from the top, one byte a pixel for grey or three for red, green, blue */
    static String png(int height, int width, int channels, byte[] pixels) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(PNG_SIGNATURE);
            ByteBuffer header = ByteBuffer.allocate(13);
            header.putInt(width).putInt(height).put((byte) 8).put((byte) (channels == 3 ? 2 : 0));
            chunk(out, "IHDR", header.array());
            chunk(out, "IDAT", deflated(height, width * channels, pixels));
            chunk(out, "IEND", new byte[0]);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every line with filter 2: each byte less the one above it, which makes most of them small. */
    private static byte[] deflated(int height, int line, byte[] pixels) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < height; y++) {
                deflater.write(2);
                for (int x = 0; x < line; x++) {
                    int above = y == 0 ? 0 : pixels[(y - 1) * line + x];
                    deflater.write(pixels[y * line + x] - above);
                }
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        DataOutputStream stream = new DataOutputStream(out);
        stream.writeInt(data.length);
        stream.write(name);
        stream.write(data);
        stream.writeInt((int) crc.getValue());
    }

    /** @param samples of one channel, int16 */
    static String wav(short[] samples, int rateHz) {
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEADER + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEADER - 8 + 2 * samples.length).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(rateHz).putInt(2 * rateHz).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * samples.length);
        wav.asShortBuffer().put(samples);
        return "data:audio/wav;base64," + Base64.getEncoder().encodeToString(wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
