package dev.tinywright.features;

import java.util.List;

/**
 * A formula over columns: {@code + - * /}, parentheses, unary minus, numbers, column names; names with other characters than
 * letters, digits and underscores stand in back quotes, {@code `like this`}. Evaluated in float32, each operation rounded,
 * in Java and in C alike: division by zero gives an infinity, 0/0 gives NaN, which counts as missing.
 */
public sealed interface Expression {

    /** A number, finite. */
    record Constant(float value) implements Expression {}

    /** The column with this index into the names that the formula was parsed with. */
    record Column(int index, String name) implements Expression {}

    record Negate(Expression operand) implements Expression {}

    record Binary(Operator operator, Expression left, Expression right) implements Expression {}

    /** An operation on two numbers. */
    enum Operator {
        ADD('+'),
        SUBTRACT('-'),
        MULTIPLY('*'),
        DIVIDE('/');

        private final char symbol;

        Operator(char symbol) {
            this.symbol = symbol;
        }

        public char symbol() {
            return symbol;
        }

        float apply(float left, float right) {
            return switch (this) {
                case ADD -> left + right;
                case SUBTRACT -> left - right;
                case MULTIPLY -> left * right;
                case DIVIDE -> left / right;
            };
        }
    }

    /**
     * Reads a formula over these columns.
     *
     * @throws dev.tinywright.diag.TinywrightException with the position of what cannot be read, or the nearest column
     */
    static Expression parse(String text, List<String> columns) {
        return new ExpressionParser(text, columns).parse();
    }

    /** Returns the value for these columns, in the order of the names that the formula was parsed with. */
    default float evaluate(float[] columns) {
        return switch (this) {
            case Constant constant -> constant.value();
            case Column column -> columns[column.index()];
            case Negate negate -> -negate.operand().evaluate(columns);
            case Binary binary ->
                binary.operator()
                        .apply(binary.left().evaluate(columns), binary.right().evaluate(columns));
        };
    }
}
