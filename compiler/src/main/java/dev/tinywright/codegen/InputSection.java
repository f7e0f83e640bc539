package dev.tinywright.codegen;

import dev.tinywright.features.Expression;
import dev.tinywright.features.InputProgram;
import dev.tinywright.features.Operation;
import dev.tinywright.features.Reading;
import dev.tinywright.tensor.Quantization;
import dev.tinywright.tensor.Requantizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The input stage in C: its tables and the calls that use them, in order. */
final class InputSection implements InputStage {
    private final InputProgram program;
    private final List<Map<String, Object>> tables = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    /** C names of readings and derived columns. */
    private final List<String> locals = new ArrayList<>();

    private final String tw;
    private int bytes;

    /** @param model whose name the kernels' names begin with */
    InputSection(String model, InputProgram program, Quantization input) {
        this.program = program;
        this.tw = model + "_tw_";
        CNames names = new CNames(Set.of("readings", "columns", "x", "arena", "labels", "prepare"));
        program.readings().forEach(reading -> {
            columns.add(reading.name());
            locals.add(names.local(reading.name(), "reading"));
        });
        convert();
        int step = 0;
        for (Operation operation : program.operations()) {
            step++;
            write(operation, "step" + step, names);
        }
        quantize(program.inputFactors(input), input);
    }

    @Override
    public List<Map<String, Object>> tables() {
        return tables;
    }

    @Override
    public List<String> statements() {
        return statements;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public List<String> kernels() {
        return List.of();
    }

    private void convert() {
        List<List<String>> rows = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Operation.Conversion conversion = program.conversions().get(i);
            rows.add(List.of(CText.number(conversion.missing()), Integer.toString(conversion.point())));
            comments.add(title(program.readings().get(i)));
        }
        table(
                tw + "reading",
                "input_reading",
                "Readings: what stands in for a missing one, binary point.",
                rows,
                comments,
                8);
        call(tw + "convert(readings, %s, input_reading, columns);".formatted(columns.size()));
        Set<Integer> used = new TreeSet<>();
        for (Operation operation : program.operations()) {
            if (operation instanceof Operation.Derived derived) {
                collect(derived.expression(), used);
            }
        }
        for (int index : used) {
            if (index < program.readings().size()) {
                String missing = CText.number(program.conversions().get(index).missing());
                call("const float %s = %spresent(readings[%s], %s);".formatted(locals.get(index), tw, index, missing));
            }
        }
    }

    private static String title(Reading reading) {
        return reading.unit().isBlank() ? reading.name() : reading.name() + " [" + reading.unit() + "]";
    }

    private static void collect(Expression expression, Set<Integer> used) {
        switch (expression) {
            case Expression.Constant number -> {}
            case Expression.Column column -> used.add(column.index());
            case Expression.Negate negate -> collect(negate.operand(), used);
            case Expression.Binary binary -> {
                collect(binary.left(), used);
                collect(binary.right(), used);
            }
        }
    }

    private void write(Operation operation, String step, CNames names) {
        switch (operation) {
            case Operation.Clip clip -> {
                List<List<String>> rows = clip.limits().stream()
                        .map(l -> List.of(CText.number(l.min()), CText.number(l.max())))
                        .toList();
                table(tw + "limits", step + "_limits", "Columns are limited to these.", rows, columns, 8);
                call(tw + "clip(columns, %s, %s_limits);".formatted(columns.size(), step));
            }
            case Operation.Derived derived -> derive(derived, names);
            case Operation.Logs logs -> logs(logs.logs(), step);
            case Operation.Products products -> products(products.products(), step);
            case Operation.Scale scale -> {
                List<List<String>> rows = scale.scalings().stream()
                        .map(s -> fields(
                                s.offset(), s.factor().multiplier(), s.factor().shift()))
                        .toList();
                table(
                        tw + "scaling",
                        step + "_scaling",
                        scale.method() + ": offset, multiplier, shift.",
                        rows,
                        columns,
                        12);
                call(tw + "scale(columns, %s, %s_scaling);".formatted(columns.size(), step));
            }
        }
    }

    private void derive(Operation.Derived derived, CNames names) {
        String local = names.local(derived.name(), "derived");
        String formula = formula(derived.expression());
        String missing = CText.number(derived.input().missing());
        call("const float %s = %spresent(%s, %s); /* %s */"
                .formatted(local, tw, formula, missing, CText.comment(derived.name())));
        call("columns[%s] = %sfixed(%s, %s);"
                .formatted(columns.size(), tw, local, derived.input().point()));
        locals.add(local);
        columns.add(derived.name());
    }

    private void logs(List<Operation.Log2> logs, String step) {
        List<List<String>> rows = logs.stream()
                .map(log -> fields(log.column(), log.point(), log.smallest()))
                .toList();
        List<String> comments =
                logs.stream().map(log -> columns.get(log.column())).toList();
        table(tw + "log", step + "_log", "log2(1 + x - smallest): column, its point, smallest.", rows, comments, 8);
        call(tw + "logs(columns, %s, %s_log);".formatted(logs.size(), step));
    }

    private void products(List<Operation.Product> products, String step) {
        List<List<String>> rows = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        for (Operation.Product product : products) {
            rows.add(fields(product.left(), product.right(), product.shift()));
            comments.add(program.featureNames().get(columns.size() + comments.size()));
        }
        table(tw + "product", step + "_product", "Products: left column, right column, shift.", rows, comments, 8);
        call(tw + "products(columns, %s, %s_product, &columns[%s]);".formatted(products.size(), step, columns.size()));
        columns.addAll(comments);
    }

    private void quantize(List<Requantizer> factors, Quantization input) {
        List<List<String>> rows =
                factors.stream().map(f -> fields(f.multiplier(), f.shift())).toList();
        String title =
                "Network input, scale " + input.scale() + ", zero point " + input.zeroPoint() + ": multiplier, shift.";
        table(tw + "factor", "input_factor", title, rows, program.featureNames(), 8);
        call(tw + "quantize_s8(columns, %s, input_factor, %s, x);".formatted(factors.size(), input.zeroPoint()));
    }

    private static List<String> fields(int... values) {
        return Arrays.stream(values).mapToObj(CText::number).toList();
    }

    private void table(
            String type, String name, String title, List<List<String>> rows, List<String> comments, int rowBytes) {
        tables.add(Map.of(
                "title", CText.wrapped(title, " * "),
                "type", type,
                "name", name,
                "count", rows.size(),
                "rows", CText.rows(rows, comments)));
        bytes += rows.size() * rowBytes;
    }

    private void call(String statement) {
        statements.add(statement);
    }

    /** Returns the formula in C; parts of sums and products stand in parentheses, products in sums are rounded first. */
    private String formula(Expression expression) {
        return switch (expression) {
            case Expression.Constant number -> CText.number(number.value());
            case Expression.Column column -> locals.get(column.index());
            case Expression.Negate negate -> "-" + operand(negate.operand(), false);
            case Expression.Binary binary -> {
                boolean sum = binary.operator() == Expression.Operator.ADD
                        || binary.operator() == Expression.Operator.SUBTRACT;
                yield operand(binary.left(), sum) + " " + binary.operator().symbol() + " "
                        + operand(binary.right(), sum);
            }
        };
    }

    private String operand(Expression expression, boolean inSum) {
        String text = formula(expression);
        boolean atom = expression instanceof Expression.Constant || expression instanceof Expression.Column;
        if (atom) {
            return text;
        }
        return inSum ? tw + "rounded(" + text + ")" : "(" + text + ")";
    }
}
