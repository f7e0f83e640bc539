package dev.tinywright.features;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.Expression.Binary;
import dev.tinywright.features.Expression.Column;
import dev.tinywright.features.Expression.Constant;
import dev.tinywright.features.Expression.Negate;
import dev.tinywright.features.Expression.Operator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recursive descent: sum = product (('+'|'-') product)*, product = factor (('*'|'/') factor)*, factor = '-' factor | atom. */
final class ExpressionParser {
    private static final int MAX_LENGTH = 1000;
    private static final Pattern NUMBER = Pattern.compile("(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");

    private final String text;
    private final List<String> columns;
    private int position;

    ExpressionParser(String text, List<String> columns) {
        this.text = text;
        this.columns = columns;
    }

    Expression parse() {
        if (text.length() > MAX_LENGTH) {
            throw error("the formula has " + text.length() + " characters, at most " + MAX_LENGTH + " are read");
        }
        Expression sum = sum();
        if (position < text.length()) {
            throw error("an operator or the end was expected, found '" + text.charAt(position) + "'");
        }
        return sum;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (accept('+')) {
                left = new Binary(Operator.ADD, left, product());
            } else if (accept('-')) {
                left = new Binary(Operator.SUBTRACT, left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = factor();
        while (true) {
            if (accept('*')) {
                left = new Binary(Operator.MULTIPLY, left, factor());
            } else if (accept('/')) {
                left = new Binary(Operator.DIVIDE, left, factor());
            } else {
                return left;
            }
        }
    }

    private Expression factor() {
        return accept('-') ? new Negate(factor()) : atom();
    }

    private Expression atom() {
        if (accept('(')) {
            Expression inner = sum();
            if (!accept(')')) {
                throw error("a closing parenthesis is missing");
            }
            return inner;
        }
        if (position < text.length() && text.charAt(position) == '`') {
            return quotedColumn();
        }
        Matcher number = at(NUMBER);
        if (number.lookingAt()) {
            return number(number);
        }
        Matcher name = at(NAME);
        if (name.lookingAt()) {
            if (text.substring(name.end()).stripLeading().startsWith("(")) {
                throw error("there are no functions here, and '" + name.group()
                        + "(' would be one (for logarithms there " + "is the feature block log)");
            }
            return column(name.group(), name.end());
        }
        String found = position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
        throw error("a number, a column or a parenthesis was expected, found " + found);
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length());
    }

    private Expression number(Matcher match) {
        float value = Float.parseFloat(match.group());
        if (Float.isInfinite(value)) {
            throw error("the number " + match.group() + " is too large");
        }
        moveTo(match.end());
        return new Constant(value);
    }

    private Expression quotedColumn() {
        int end = text.indexOf('`', position + 1);
        if (end < 0) {
            throw error("the back quote that ends the column's name is missing");
        }
        return column(text.substring(position + 1, end), end + 1);
    }

    private Expression column(String name, int end) {
        int index = ColumnFinder.find(name, columns, where());
        moveTo(end);
        return new Column(index, name);
    }

    private boolean accept(char symbol) {
        moveTo(position);
        boolean found = position < text.length() && text.charAt(position) == symbol;
        if (found) {
            moveTo(position + 1);
        }
        return found;
    }

    private void moveTo(int next) {
        position = next;
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private String where() {
        return "derive \"" + text + "\", character " + (position + 1);
    }

    private TinywrightException error(String what) {
        return TinywrightException.usage(
                what, where(), "use + - * /, parentheses, numbers and column names, `quoted` if they have spaces");
    }
}
