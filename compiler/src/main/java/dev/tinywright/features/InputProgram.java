package dev.tinywright.features;

import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.Arrays;
import java.util.List;

/**
 * From readings to network input, with every number learned: evaluated here, and written as C by the code generator. Both
 * give the same bits. Readings become fixed point (a missing one, NaN, becomes what {@link InputStep.Impute} says, without
 * it the median of the training rows; huge ones and infinities are limited), then everything is integer arithmetic.
 * Derived columns alone are computed in float32, from the readings themselves and not from clipped, logarithmic or scaled
 * ones, wherever in the list the step stands; the steps after it apply to the new column.
 */
public final class InputProgram implements FrontEnd {
    private final List<Reading> readings;
    private final List<Operation.Conversion> conversions;
    private final List<Operation> operations;
    private final List<String> featureNames;
    private final int[] points;
    private final List<String> description;

    InputProgram(
            List<Reading> readings,
            List<Operation.Conversion> conversions,
            List<Operation> operations,
            List<String> featureNames,
            int[] points,
            List<String> description) {
        this.readings = List.copyOf(readings);
        this.conversions = List.copyOf(conversions);
        this.operations = List.copyOf(operations);
        this.featureNames = List.copyOf(featureNames);
        this.points = points.clone();
        this.description = List.copyOf(description);
    }

    /**
     * Learns the numbers of the steps from the training rows alone.
     *
     * @param trainingRows (rows, readings), at least one row, NaN for missing
     * @throws dev.tinywright.diag.TinywrightException if a step names a column there is not, or an expression cannot be read
     */
    public static InputProgram fit(List<Reading> readings, float[][] trainingRows, List<InputStep> steps) {
        return Fitter.fit(readings, trainingRows, steps);
    }

    public List<Reading> readings() {
        return readings;
    }

    @Override
    public InputFormat format() {
        return new InputFormat.Readings(readings);
    }

    @Override
    public List<Integer> shape() {
        return List.of(points.length);
    }

    /** One name per feature, in the order of the network's input. */
    public List<String> featureNames() {
        return featureNames;
    }

    /** How each reading becomes fixed point. */
    public List<Operation.Conversion> conversions() {
        return conversions;
    }

    /** The learned steps after the conversion, in order. */
    public List<Operation> operations() {
        return operations;
    }

    /** One sentence per step with its learned numbers. */
    @Override
    public List<String> describe() {
        return description;
    }

    /**
     * Returns what training and the float network see, (features): the device's fixed-point numbers as floats, exact up to
     * twice the range of the training rows, rounded to the nearest float beyond.
     */
    @Override
    public float[] features(float[] row) {
        int[] columns = columns(row);
        float[] features = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            features[i] = Fixed.toFloat(columns[i], points[i]);
        }
        return features;
    }

    /** Returns what the network receives, (features). The generated C gives the same bits. */
    @Override
    public byte[] networkInput(float[] row, Quantization input) {
        int[] columns = columns(row);
        List<Requantizer> factors = inputFactors(input);
        byte[] quantized = new byte[columns.length];
        for (int i = 0; i < columns.length; i++) {
            quantized[i] = Fixed.quantize(columns[i], factors.get(i), input.zeroPoint());
        }
        return quantized;
    }

    /** Returns the factor from each feature's fixed point to steps of the network's input. */
    public List<Requantizer> inputFactors(Quantization input) {
        return Arrays.stream(points)
                .mapToObj(point -> Requantizer.of(Math.scalb(1.0 / input.scale(), -point)))
                .toList();
    }

    /** Returns what becomes of a row in fixed point, (features). The generated C gives the same bits. */
    public int[] columns(float[] row) {
        if (row.length != readings.size()) {
            throw new IllegalArgumentException("expected " + readings.size() + " readings, got " + row.length);
        }
        int[] columns = new int[points.length];
        float[] values = Arrays.copyOf(row, row.length + operations.size());
        int derived = row.length;
        int count = row.length;
        for (int i = 0; i < count; i++) {
            values[i] = conversions.get(i).present(row[i]);
            columns[i] = conversions.get(i).convert(row[i]);
        }
        for (Operation operation : operations) {
            if (operation instanceof Operation.Derived step) {
                float value = step.expression().evaluate(values);
                values[derived++] = step.input().present(value);
                columns[count++] = step.input().convert(value);
            } else {
                count = apply(operation, columns, count);
            }
        }
        return columns;
    }

    /** Runs an operation on the first {@code count} columns; returns how many there are afterwards. */
    private static int apply(Operation operation, int[] columns, int count) {
        int after = count;
        switch (operation) {
            case Operation.Clip clip -> {
                for (int i = 0; i < count; i++) {
                    Operation.Limits limits = clip.limits().get(i);
                    columns[i] = Math.clamp(columns[i], limits.min(), limits.max());
                }
            }
            case Operation.Logs logs -> {
                for (Operation.Log2 log : logs.logs()) {
                    columns[log.column()] = Fixed.log2(columns[log.column()], log.smallest(), log.point());
                }
            }
            case Operation.Products products -> {
                for (Operation.Product p : products.products()) {
                    columns[after++] = Fixed.product(columns[p.left()], columns[p.right()], p.shift());
                }
            }
            case Operation.Scale scale -> {
                for (int i = 0; i < count; i++) {
                    Operation.Scaling scaling = scale.scalings().get(i);
                    columns[i] = Fixed.scale(columns[i], scaling.offset(), scaling.factor());
                }
            }
            case Operation.Derived derived -> throw new IllegalArgumentException("not on fixed point: " + derived);
        }
        return after;
    }
}
