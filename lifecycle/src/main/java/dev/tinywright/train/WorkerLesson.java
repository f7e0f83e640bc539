package dev.tinywright.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A {@link Lesson} as the worker holds it: in native memory, never on its heap. Not yet freed by any scope: whoever
 * holds it closes it.
 *
 * @param features shape (rows, features)
 * @param targets shape (rows, classes)
 * @param validation shape (validation rows, features)
 */
@SuppressWarnings("ArrayRecordComponent") // one record per lesson, never compared
record WorkerLesson(
        int columns,
        int[] classCounts,
        int rows,
        int validationRows,
        Matrix features,
        Matrix targets,
        Matrix validation,
        Matrix validationTargets)
        implements AutoCloseable {

    /** Native floats and a tensor that looks at them. */
    record Matrix(FloatPointer values, Tensor tensor) implements AutoCloseable {
        static Matrix read(DataInputStream in, int rows, int columns) throws IOException {
            FloatPointer values = new FloatPointer(Math.max(1L, (long) rows * columns));
            float[] row = new float[columns];
            byte[] bytes = new byte[columns * Float.BYTES];
            for (int i = 0; i < rows; i++) {
                in.readFully(bytes);
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.BIG_ENDIAN)
                        .asFloatBuffer()
                        .get(row);
                values.position((long) i * columns).put(row);
            }
            values.position(0);
            return new Matrix(values, torch.from_blob(values, rows, columns));
        }

        @Override
        public void close() {
            tensor.deallocate();
            values.deallocate();
        }
    }

    /** Reads the payload of a {@link Frame.Type#LESSON}. */
    static WorkerLesson read(DataInputStream in) throws IOException {
        in.readLong(); // the length follows from the sizes
        int columns = in.readInt();
        int classes = in.readInt();
        int rows = in.readInt();
        int validationRows = in.readInt();
        int[] counts = new int[classes];
        for (int c = 0; c < classes; c++) {
            counts[c] = in.readInt();
        }
        return new WorkerLesson(
                columns,
                counts,
                rows,
                validationRows,
                Matrix.read(in, rows, columns),
                Matrix.read(in, rows, classes),
                Matrix.read(in, validationRows, columns),
                Matrix.read(in, validationRows, classes));
    }

    int classes() {
        return classCounts.length;
    }

    @Override
    public void close() {
        features.close();
        targets.close();
        validation.close();
        validationTargets.close();
    }
}
