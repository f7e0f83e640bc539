package dev.tinywright.train;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * One message between the pool and a worker, over the worker's stdin and stdout: the marker, the type's name in UTF, the
 * payload's length as a big-endian int64, the payload. A reader skips whatever stands between frames, because native libraries
 * print to stdout as they like.
 */
final class Frame {
    /** Kinds of message, with the direction they take. */
    enum Type {
        /** Worker: libtorch is loaded. */
        READY,
        /** Pool: a {@link Lesson}; the worker forgets the one before. */
        LESSON,
        /** Pool: train this {@link Job} on the lesson. */
        JOB,
        /** Pool: end the running job, keep the best so far. */
        CANCEL,
        /** Worker: still at work, in an epoch that takes long. */
        ALIVE,
        /** Worker: an {@link EpochRecord}. */
        EPOCH,
        /** Worker: an {@link Outcome}. */
        OUTCOME,
        /** Worker: the job failed; the payload is the reason in UTF. */
        FAILED
    }

    /** Bytes that no UTF-8 text has. */
    private static final byte[] MARKER = {(byte) 0xfe, 'T', 'W', (byte) 0xff, (byte) 0xf8, 'f', 'r', (byte) 0xfe};

    /** Writes a payload. */
    @FunctionalInterface
    interface Payload {
        void write(DataOutput out) throws IOException;
    }

    private Frame() {}

    /** Writes a small message in one piece. */
    static void write(OutputStream out, Type type, Payload payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        payload.write(new DataOutputStream(bytes));
        begin(out, type, bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    /** Writes the head of a message whose payload of {@code length} bytes the caller then streams. */
    static void begin(OutputStream out, Type type, long length) throws IOException {
        DataOutputStream head = new DataOutputStream(out);
        head.write(MARKER);
        head.writeUTF(type.name());
        head.writeLong(length);
    }

    /** Skips to the next message and returns its type; the payload follows in {@code in}, after an int64 length. */
    static Type readType(DataInputStream in) throws IOException {
        skipToMarker(in);
        return Type.valueOf(in.readUTF());
    }

    /** Reads the payload of a small message. */
    static DataInputStream payload(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Math.toIntExact(in.readLong()));
        return new DataInputStream(new java.io.ByteArrayInputStream(bytes));
    }

    private static void skipToMarker(InputStream in) throws IOException {
        int matched = 0;
        while (matched < MARKER.length) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            // A marker can only begin with its first byte, which does not come again before its last.
            matched = (byte) next == MARKER[matched] ? matched + 1 : (byte) next == MARKER[0] ? 1 : 0;
        }
    }
}
