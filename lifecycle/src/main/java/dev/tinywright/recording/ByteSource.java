package dev.tinywright.recording;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that are read from any place, such as those of a file or of an archive's entry. Safe for many threads. */
public interface ByteSource {
    long size() throws IOException;

    /** Fills {@code into} with the bytes from {@code position}. @throws EOFException where there are fewer */
    void read(long position, byte[] into) throws IOException;

    /** Opens the bytes from {@code position} to the end; the caller closes it. */
    InputStream stream(long position) throws IOException;

    /** Returns the bytes from {@code position}, at most {@code most}. */
    default byte[] head(long position, int most) throws IOException {
        byte[] head = new byte[(int) Math.max(0, Math.min(most, size() - position))];
        read(position, head);
        return head;
    }

    /** Bytes of a file, which is opened for each read only, so that any number may be in use. */
    record OfFile(Path path) implements ByteSource {
        @Override
        public long size() throws IOException {
            return Files.size(path);
        }

        @Override
        public void read(long position, byte[] into) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(into);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, position + buffer.position()) < 0) {
                        throw new EOFException("the file ends after " + channel.size() + " bytes");
                    }
                }
            }
        }

        @Override
        public InputStream stream(long position) throws IOException {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new BufferedInputStream(Channels.newInputStream(channel.position(position)), 1 << 16);
        }
    }

    /** The first bytes of a long source. */
    record Beginning(ByteSource of, long most) implements ByteSource {
        @Override
        public long size() throws IOException {
            return Math.min(most, of.size());
        }

        @Override
        public void read(long position, byte[] into) throws IOException {
            of.read(position, into);
        }

        @Override
        public InputStream stream(long position) throws IOException {
            InputStream all = of.stream(position);
            return new FilterInputStream(all) {
                private long left = most - position;

                @Override
                public int read() throws IOException {
                    return left-- > 0 ? super.read() : -1;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    if (left <= 0) {
                        return -1;
                    }
                    int got = super.read(into, from, (int) Math.min(length, left));
                    left -= Math.max(0, got);
                    return got;
                }
            };
        }
    }
}
