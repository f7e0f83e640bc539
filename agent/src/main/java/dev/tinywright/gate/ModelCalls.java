package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The model is called, with an array of float of its length and a result. */
final class ModelCalls {
    private static final Set<String> NUMBERS = Set.of(
            "int",
            "double",
            "long",
            "short",
            "char",
            "bool",
            "byte",
            "word",
            "int8_t",
            "uint8_t",
            "int16_t",
            "uint16_t",
            "int32_t",
            "uint32_t",
            "int64_t",
            "uint64_t",
            "unsigned",
            "size_t");

    private ModelCalls() {}

    static List<Finding> in(List<Tab> tabs, SketchFacts facts) {
        List<Finding> findings = new ArrayList<>();
        String classify = facts.source().name() + "_classify";
        for (Tab tab : tabs) {
            List<Token> code = tab.tokens();
            for (int i = 0; i + 1 < code.size(); i++) {
                if (code.get(i).is(classify) && code.get(i + 1).is("(")) {
                    call(tab, i, facts).ifPresent(findings::add);
                }
                reinterpreted(tab, i, facts).ifPresent(findings::add);
            }
        }
        return findings;
    }

    /** Returns the arguments of the call whose parenthesis is at {@code open}. */
    static List<List<Token>> arguments(List<Token> code, int open) {
        int end = Tab.groupEnd(code, open);
        List<List<Token>> arguments = new ArrayList<>();
        List<Token> one = new ArrayList<>();
        for (int i = open + 1; i < end; i++) {
            Token token = code.get(i);
            if (token.is(",")) {
                arguments.add(one);
                one = new ArrayList<>();
            } else if (token.is("(") || token.is("[") || token.is("{")) {
                int close = Math.min(Tab.groupEnd(code, i), end - 1);
                one.addAll(code.subList(i, close + 1));
                i = close;
            } else {
                one.add(token);
            }
        }
        if (!one.isEmpty() || !arguments.isEmpty()) {
            arguments.add(one);
        }
        return arguments;
    }

    private static Optional<Finding> call(Tab tab, int at, SketchFacts facts) {
        List<List<Token>> arguments = arguments(tab.tokens(), at + 1);
        String right = facts.source().name() + "_classify(readings, &result)";
        Token token = tab.tokens().get(at);
        if (arguments.size() != 2) {
            return Optional.of(Finding.of(
                    Finding.Kind.CALL,
                    token.text() + " takes 2 arguments, not " + arguments.size(),
                    tab.where(token),
                    "call  " + right));
        }
        List<Token> readings = arguments.getFirst();
        return readings.size() == 1 && readings.getFirst().isWord()
                ? declaration(tab, at, readings.getFirst().text()).flatMap(i -> array(tab, i, facts))
                : Optional.empty();
    }

    /** Returns where the name that a call at {@code at} uses was last declared before it as an array. */
    private static Optional<Integer> declaration(Tab tab, int at, String name) {
        for (int i = at; i > 0; i--) {
            Token token = tab.tokens().get(i);
            boolean typed = tab.tokens().get(i - 1).isWord()
                    || (tab.tokens().get(i - 1).is("*")
                            && i > 1
                            && tab.tokens().get(i - 2).isWord());
            if (token.is(name) && typed && !tab.tokens().get(i - 1).is("return")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> array(Tab tab, int at, SketchFacts facts) {
        List<Token> code = tab.tokens();
        Token name = code.get(at);
        Token type = code.get(at - 1).is("*") ? code.get(at - 2) : code.get(at - 1);
        boolean isArray = at + 1 < code.size() && code.get(at + 1).is("[")
                || code.get(at - 1).is("*");
        String size = facts.source().name().toUpperCase(Locale.ROOT) + "_READINGS";
        if (isArray && NUMBERS.contains(type.text())) {
            return Optional.of(Finding.of(
                    Finding.Kind.CALL,
                    "'" + name.text() + "' is an array of " + type.text() + ", the model takes float",
                    tab.where(name),
                    "declare  float " + name.text() + "[" + size + "]"));
        }
        boolean counted = at + 3 < code.size()
                && code.get(at + 1).is("[")
                && code.get(at + 2).kind() == Kind.NUMBER
                && code.get(at + 3).is("]")
                && code.get(at + 2).text().matches("\\d{1,6}");
        int needed = facts.contract().inputs().size() * facts.contract().window();
        if (counted && Integer.parseInt(code.get(at + 2).text()) < needed) {
            return Optional.of(Finding.of(
                    Finding.Kind.CALL,
                    "'" + name.text() + "' holds " + code.get(at + 2).text() + " readings, the model takes " + needed,
                    tab.where(name),
                    "declare  float " + name.text() + "[" + size + "]"));
        }
        return Optional.empty();
    }

    /** {@code ((uint8_t *)&result)[0]}: the struct's bytes, taken for scores. */
    private static Optional<Finding> reinterpreted(Tab tab, int i, SketchFacts facts) {
        List<Token> code = tab.tokens();
        if (i + 8 >= code.size() || !code.get(i).is("(") || !code.get(i + 1).is("(")) {
            return Optional.empty();
        }
        boolean cast = NUMBERS.contains(code.get(i + 2).text())
                && code.get(i + 3).is("*")
                && code.get(i + 4).is(")")
                && code.get(i + 5).is("&")
                && code.get(i + 7).is(")")
                && code.get(i + 8).is("[");
        String struct = facts.source().name() + "_result";
        boolean ofResult = declaration(tab, i, code.get(i + 6).text())
                .map(at -> code.get(at - 1).is(struct))
                .orElse(false);
        return cast && ofResult
                ? Optional.of(Finding.of(
                        Finding.Kind.CALL,
                        "the bytes of '" + code.get(i + 6).text() + "' are no scores",
                        tab.where(code.get(i)),
                        "the class is  " + code.get(i + 6).text() + ".best, its share in 256ths  "
                                + code.get(i + 6).text() + ".confidence[k]"))
                : Optional.empty();
    }
}
