package dev.tinywright.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A {@link Lesson} as the worker holds it: in native memory, never on its heap. Not yet freed by any scope: whoever
 * holds it closes it.
 *
 * @param shape of a row's features
 * @param features shape (rows, features)
 * @param targets shape (rows, outputs); the features themselves where they are the answer
 * @param validation shape (validation rows, features)
 */
@SuppressWarnings("ArrayRecordComponent") // one record per lesson, never compared
record WorkerLesson(
        Lesson.Goal goal,
        List<Integer> shape,
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
        Lesson.Goal goal = Lesson.Goal.valueOf(in.readUTF());
        List<Integer> shape = new ArrayList<>();
        for (int axes = in.readInt(); axes > 0; axes--) {
            shape.add(in.readInt());
        }
        int columns = shape.stream().reduce(1, Math::multiplyExact);
        int outputs = in.readInt();
        int rows = in.readInt();
        int validationRows = in.readInt();
        int[] counts = new int[in.readInt()];
        for (int c = 0; c < counts.length; c++) {
            counts[c] = in.readInt();
        }
        Matrix features = Matrix.read(in, rows, columns);
        Matrix targets = Matrix.read(in, rows, outputs);
        Matrix validation = Matrix.read(in, validationRows, columns);
        Matrix validationTargets = Matrix.read(in, validationRows, outputs);
        return new WorkerLesson(
                goal,
                List.copyOf(shape),
                counts,
                rows,
                validationRows,
                features,
                targets,
                validation,
                validationTargets);
    }

    /** Returns what the network should answer to the training rows. */
    Tensor answers() {
        return goal == Lesson.Goal.SAME ? features.tensor() : targets.tensor();
    }

    /** Returns what the network should answer to the validation rows. */
    Tensor validationAnswers() {
        return goal == Lesson.Goal.SAME ? validation.tensor() : validationTargets.tensor();
    }

    @Override
    public void close() {
        features.close();
        targets.close();
        validation.close();
        validationTargets.close();
    }
}
