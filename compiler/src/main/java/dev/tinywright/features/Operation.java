package dev.tinywright.features;

import dev.tinywright.tensor.Requantizer;
import java.util.List;

/**
 * A learned step of an {@link InputProgram}: what an {@link InputStep} became after seeing the training rows. Works on
 * columns of int32, each {@code fixed · 2^−point} with a point of its own; added columns stand after those there are.
 */
public sealed interface Operation {

    /** Limits each column; one entry per column. */
    record Clip(List<Limits> limits) implements Operation {
        public Clip {
            limits = List.copyOf(limits);
        }
    }

    /** Lowest and highest fixed-point value of a column. */
    record Limits(int min, int max) {}

    /**
     * Adds a column computed in float32 from readings and columns derived before, then made fixed point.
     *
     * @param expression its column indices count the readings first, the derived columns after them
     * @param input how the result becomes fixed point; a result of NaN counts as missing
     */
    record Derived(String name, Expression expression, Conversion input) implements Operation {}

    /** Replaces columns by logarithms. */
    record Logs(List<Log2> logs) implements Operation {
        public Logs {
            logs = List.copyOf(logs);
        }
    }

    /**
     * {@code log2(1 + max(x − smallest, 0))} of one column.
     *
     * @param smallest fixed, smallest training value
     * @param point of the column before
     */
    record Log2(int column, int smallest, int point) {}

    /** Adds products of two columns. */
    record Products(List<Product> products) implements Operation {
        public Products {
            products = List.copyOf(products);
        }
    }

    /** {@code left · right · 2^−shift}, shift in [0, 62]. */
    record Product(int left, int right, int shift) {}

    /** {@code (x − offset) · factor} of each column; one entry per column. */
    record Scale(String method, List<Scaling> scalings) implements Operation {
        public Scale {
            scalings = List.copyOf(scalings);
        }
    }

    /** A factor of 0 marks a column that was constant in training: it becomes 0. */
    record Scaling(int offset, Requantizer factor) {}

    /**
     * How a float32 becomes fixed point.
     *
     * @param missing finite; stands in for NaN
     * @param point binary digits after the point; may be negative, or more than 32
     */
    record Conversion(float missing, int point) {
        int convert(float value) {
            return Fixed.fromFloat(present(value), point);
        }

        float present(float value) {
            return Float.isNaN(value) ? missing : value;
        }
    }
}
