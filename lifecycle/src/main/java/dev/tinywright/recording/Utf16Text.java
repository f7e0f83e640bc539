package dev.tinywright.recording;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text of 16-bit characters with a byte order mark, as spreadsheets save it, read as UTF-8. */
final class Utf16Text implements ByteSource {
    /** A place in longer text would take too long to find. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int CHARS = 1 << 13;

    private final ByteSource bytes;
    private final Charset charset;

    private Utf16Text(ByteSource bytes, Charset charset) {
        this.bytes = bytes;
        this.charset = charset;
    }

    /** Returns {@code bytes} as they are, or as UTF-8 where their mark says UTF-16. @throws BadFile where these are too long */
    static ByteSource plain(ByteSource bytes) throws IOException {
        Optional<Charset> charset = charset(bytes.head(0, 2));
        if (charset.isEmpty()) {
            return bytes;
        }
        if (bytes.size() > MOST_BYTES) {
            throw new BadFile("the text is UTF-16 and longer than " + (MOST_BYTES >> 20) + " MiB: save it as UTF-8");
        }
        return new Utf16Text(bytes, charset.orElseThrow());
    }

    private static Optional<Charset> charset(byte[] mark) {
        if (mark.length < 2) {
            return Optional.empty();
        }
        return switch ((mark[0] & 0xFF) << 8 | (mark[1] & 0xFF)) {
            case 0xFFFE -> Optional.of(StandardCharsets.UTF_16LE);
            case 0xFEFF -> Optional.of(StandardCharsets.UTF_16BE);
            default -> Optional.empty();
        };
    }

    /** An upper bound: a character has at most three bytes in UTF-8. */
    @Override
    public long size() throws IOException {
        return bytes.size() * 3 / 2;
    }

    @Override
    public void read(long position, byte[] into) throws IOException {
        try (InputStream in = stream(position)) {
            if (in.readNBytes(into, 0, into.length) < into.length) {
                throw new BadFile("the text has become shorter");
            }
        }
    }

    @Override
    public byte[] head(long position, int most) throws IOException {
        try (InputStream in = stream(position)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public InputStream stream(long position) throws IOException {
        InputStream utf8 = new Utf8(new InputStreamReader(bytes.stream(2), charset));
        utf8.skipNBytes(position);
        return utf8;
    }

    private static final class Utf8 extends InputStream {
        private final Reader reader;
        private final CharBuffer chars = CharBuffer.allocate(CHARS);
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

        private Utf8(Reader reader) {
            this.reader = reader;
        }

        private boolean fill() throws IOException {
            chars.clear();
            if (reader.read(chars) < 0) {
                return false;
            }
            boolean halved = Character.isHighSurrogate(chars.get(chars.position() - 1));
            if (halved) {
                int low = reader.read();
                String text = chars.flip().toString() + (low < 0 ? "" : String.valueOf((char) low));
                piece = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            } else {
                piece = new ByteArrayInputStream(chars.flip().toString().getBytes(StandardCharsets.UTF_8));
            }
            return true;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            while (piece.available() == 0) {
                if (!fill()) {
                    return -1;
                }
            }
            return piece.read(into, from, length);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
