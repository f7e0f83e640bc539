package dev.tinywright.recording;

import dev.tinywright.features.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of NumPy (.npy, versions 1 to 3 of NEP 1): recordings as (frames), (frames, channels) or (recordings, frames,
 * channels), C order, integers of 8 to 64 bit or floats of 32 and 64, either byte order; or labels, numbers or text.
 */
final class NumpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER = 65_536;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([a-zA-Z])(\\d*)'");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    private final ByteSource bytes;
    private final long dataAt;
    private final ByteOrder order;
    private final char type;
    private final int itemBytes;
    private final long[] shape;

    private NumpyFile(ByteSource bytes, long dataAt, ByteOrder order, char type, int itemBytes, long[] shape) {
        this.bytes = bytes;
        this.dataAt = dataAt;
        this.order = order;
        this.type = type;
        this.itemBytes = itemBytes;
        this.shape = shape;
    }

    /** Reads the header. @throws BadFile where it is none, or of a form that is not read */
    static NumpyFile open(ByteSource bytes) throws IOException {
        if (bytes.size() < 10) {
            throw new BadFile("it is named as a NumPy array and is none: it is too short");
        }
        byte[] head = bytes.head(0, 12);
        if (!Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BadFile("it is named as a NumPy array and is none: it begins otherwise");
        }
        boolean first = head[6] == 1;
        ByteBuffer length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = first ? length.getShort(8) & 0xFFFF : length.getInt(8) & 0xFFFFFFFFL;
        int at = first ? 10 : 12;
        if (headerBytes > MOST_HEADER || at + headerBytes > bytes.size()) {
            throw new BadFile("the NumPy array's header is cut off");
        }
        byte[] text = bytes.head(at, (int) headerBytes);
        return of(bytes, at + headerBytes, new String(text, StandardCharsets.UTF_8));
    }

    private static NumpyFile of(ByteSource bytes, long dataAt, String header) throws IOException {
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find()) {
            throw new BadFile("the NumPy array is of a type that is not read; save it as float32");
        }
        if (header.contains("'fortran_order': True")) {
            throw new BadFile("the NumPy array is in Fortran order; save it with numpy.ascontiguousarray");
        }
        char kind = type.group(2).charAt(0);
        int size = type.group(3).isEmpty() ? 1 : Integer.parseInt(type.group(3));
        boolean number = ("iu".indexOf(kind) >= 0 && (size == 1 || size == 2 || size == 4 || size == 8))
                || (kind == 'f' && (size == 4 || size == 8))
                || kind == 'b';
        boolean text = kind == 'U' || kind == 'S';
        if (!number && !text) {
            throw new BadFile("the NumPy array is of a type that is not read; save it as float32");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        NumpyFile file =
                new NumpyFile(bytes, dataAt, order, kind, kind == 'U' ? 4 * size : size, lengths(shape.group(1)));
        file.requireWhole();
        return file;
    }

    private static long[] lengths(String shape) throws BadFile {
        List<Long> lengths = new ArrayList<>();
        for (String part : shape.split(",")) {
            if (part.strip().matches("\\d{1,15}")) {
                lengths.add(Long.parseLong(part.strip()));
            } else if (!part.isBlank()) {
                throw new BadFile("the NumPy array's shape makes no sense");
            }
        }
        return lengths.stream().mapToLong(Long::longValue).toArray();
    }

    private void requireWhole() throws IOException {
        double values = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (values * itemBytes > bytes.size() - dataAt) {
            throw new BadFile("the NumPy array is cut off: its header promises more than there is");
        }
    }

    boolean isText() {
        return type == 'U' || type == 'S';
    }

    int dimensions() {
        return shape.length;
    }

    /** Returns the length of the first dimension; 1 of a single number. */
    long first() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /** Returns recordings: one of each index of the first dimension where there are three. */
    List<Signal> signals() throws BadFile {
        if (isText() || shape.length < 1 || shape.length > 3) {
            throw new BadFile("the NumPy array has " + shape.length
                    + " dimensions; recordings are (frames, channels) or (recordings, frames, channels)");
        }
        long recordings = shape.length == 3 ? shape[0] : 1;
        long frames = shape.length == 3 ? shape[1] : shape[0];
        long width = shape.length == 1 ? 1 : shape[shape.length - 1];
        if (recordings == 0 || frames == 0 || width == 0 || width > 4096 || recordings > Tree.MAX_FILES) {
            throw new BadFile("the NumPy array is empty, or has too many channels: " + Arrays.toString(shape));
        }
        return signals(recordings, frames, (int) width);
    }

    private List<Signal> signals(long recordings, long frames, int width) {
        List<Reading> channels = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            channels.add(new Reading("channel" + (c + 1), ""));
        }
        List<Signal> signals = new ArrayList<>();
        for (long r = 0; r < recordings; r++) {
            long start = r * frames;
            signals.add(new Signal(
                    channels,
                    0,
                    frames,
                    "",
                    "",
                    start,
                    (from, count) -> numbers((start + from) * width, count * width)));
        }
        return signals;
    }

    private float[] numbers(long from, int count) throws IOException {
        byte[] data = new byte[Math.multiplyExact(count, itemBytes)];
        bytes.read(dataAt + from * itemBytes, data);
        ByteBuffer buffer = ByteBuffer.wrap(data).order(order);
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            float value = (float) number(buffer, i * itemBytes);
            out[i] = Float.isInfinite(value) ? Float.NaN : value;
        }
        return out;
    }

    private double number(ByteBuffer buffer, int at) {
        if (type == 'f') {
            return itemBytes == 4 ? buffer.getFloat(at) : buffer.getDouble(at);
        }
        boolean signed = type == 'i';
        return switch (itemBytes) {
            case 1 -> signed ? buffer.get(at) : buffer.get(at) & 0xFF;
            case 2 -> signed ? buffer.getShort(at) : buffer.getShort(at) & 0xFFFF;
            case 4 -> signed ? buffer.getInt(at) : buffer.getInt(at) & 0xFFFFFFFFL;
            default -> buffer.getLong(at);
        };
    }

    /** Returns the elements of an array of one dimension as text: "walking", "3". */
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (long i = 0; i < first(); i++) {
            byte[] item = new byte[itemBytes];
            bytes.read(dataAt + i * itemBytes, item);
            texts.add(text(item));
        }
        return texts;
    }

    private String text(byte[] item) {
        if (type == 'S') {
            return new String(item, StandardCharsets.UTF_8).replace("\0", "");
        }
        ByteBuffer buffer = ByteBuffer.wrap(item).order(order);
        if (type == 'U') {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < item.length && buffer.getInt(i) != 0; i += 4) {
                text.appendCodePoint(Math.max(0, Math.min(Character.MAX_CODE_POINT, buffer.getInt(i))));
            }
            return text.toString();
        }
        double value = number(buffer, 0);
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
