package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Sensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the sensor says reaches the model, and what the model says reaches a pin or a port. Names are followed, not values: a name
 * that stands in one statement with one that is followed is followed too, so only what is plainly cut off is found.
 */
final class Flow {
    private static final Set<String> OUTPUT =
            Set.of("print", "println", "printf", "write", "digitalWrite", "analogWrite", "tone", "digitalWriteFast");
    private static final Set<String> UNFOLLOWED = Set.of(
            "Serial",
            "Serial1",
            "print",
            "println",
            "printf",
            "millis",
            "micros",
            "delay",
            "F",
            "HIGH",
            "LOW",
            "OUTPUT",
            "INPUT",
            "if",
            "for",
            "while",
            "switch",
            "case",
            "return",
            "else",
            "do",
            "break",
            "continue",
            "int",
            "float",
            "double",
            "char",
            "bool",
            "long",
            "short",
            "unsigned",
            "signed",
            "void",
            "const",
            "static",
            "auto",
            "sizeof",
            "true",
            "false",
            "String",
            "byte",
            "uint8_t",
            "int8_t",
            "uint16_t",
            "int16_t",
            "uint32_t",
            "int32_t",
            "begin",
            "random",
            "setup",
            "loop",
            "default",
            "this",
            "struct",
            "class",
            "min",
            "max",
            "constrain",
            "abs");

    private final List<Tab> tabs;
    private final SketchFacts facts;
    private final Set<String> calls;

    private Flow(List<Tab> tabs, SketchFacts facts) {
        this.tabs = tabs;
        this.facts = facts;
        this.calls = Set.of(facts.source().name() + "_classify", facts.source().name() + "_run");
    }

    static List<Finding> in(List<Tab> tabs, SketchFacts facts) {
        return new Flow(tabs, facts).findings();
    }

    private List<Finding> findings() {
        List<List<List<Token>>> arguments = new ArrayList<>();
        for (Tab tab : tabs) {
            for (int i = 0; i + 1 < tab.tokens().size(); i++) {
                if (calls.contains(tab.tokens().get(i).text())
                        && tab.tokens().get(i + 1).is("(")) {
                    arguments.add(ModelCalls.arguments(tab.tokens(), i + 1));
                }
            }
        }
        if (arguments.isEmpty()) {
            return isNamedElsewhere() ? List.of() : List.of(neverCalled());
        }
        List<Finding> findings = new ArrayList<>();
        Set<String> sensed = followed(sources());
        if (arguments.stream().noneMatch(call -> hasAny(call.getFirst(), sensed))) {
            findings.add(fromNowhere(arguments.getFirst().getFirst()));
        }
        Set<String> told = new HashSet<>(Set.of(facts.source().name() + "_label"));
        arguments.stream().filter(call -> call.size() > 1).forEach(call -> told.addAll(words(call.get(1))));
        if (!isPutOut(followed(told))) {
            findings.add(Finding.of(
                    Finding.Kind.FLOW,
                    "what the model answers is never put out",
                    "",
                    "print or show  " + facts.source().name() + "_label(result.best)"));
        }
        return findings;
    }

    /** A macro or a pointer to the function may call it. */
    private boolean isNamedElsewhere() {
        return tabs.stream()
                .flatMap(tab -> tab.tokens().stream())
                .anyMatch(token -> token.kind() == Kind.DIRECTIVE
                        ? calls.stream().anyMatch(token.text()::contains)
                        : calls.contains(token.text()));
    }

    private Finding neverCalled() {
        String name = facts.source().name();
        return Finding.of(
                Finding.Kind.FLOW,
                "the model is never called",
                "",
                "call  " + name
                        + "_classify(readings, &result)  with the readings of the sensor, and act on result.best");
    }

    private Finding fromNowhere(List<Token> readings) {
        StringBuilder text = new StringBuilder();
        readings.stream().limit(5).forEach(token -> text.append(token.text()));
        return Finding.of(
                Finding.Kind.FLOW,
                "nothing that the sensor says reaches '" + text + "', which is passed to the model",
                "",
                facts.binding().origin() == Binding.Origin.SERIAL_LINES
                        ? "fill it from the lines that Serial.read() brings"
                        : "read the sensor into it: "
                                + String.join(
                                        ", ",
                                        facts.binding().sensors().stream()
                                                .map(Sensor::name)
                                                .toList()));
    }

    /** Returns names by which readings come in. Any library's object that a sketch includes may bring some. */
    private Set<String> sources() {
        Set<String> sources = new HashSet<>(Set.of("analogRead", "digitalRead", "Wire", "Wire1", "PDM", "pulseIn"));
        for (Sensor sensor : facts.binding().sensors()) {
            for (Sensor.Read read : sensor.code().reads()) {
                List<Token> code = Lexer.tokens(read.ready() + ";" + read.code(), 0);
                for (int i = 0; i + 1 < code.size(); i++) {
                    if (code.get(i).isWord() && code.get(i + 1).is(".")) {
                        sources.add(code.get(i).text());
                    }
                }
            }
        }
        if (facts.binding().origin() == Binding.Origin.SERIAL_LINES) {
            sources.addAll(Set.of(
                    "read", "readBytes", "readBytesUntil", "readString", "readStringUntil", "parseFloat", "parseInt"));
        }
        tabs.stream()
                .flatMap(tab -> tab.directives().stream())
                .filter(token -> token.text().startsWith("#include"))
                .filter(token ->
                        token.text().contains("Adafruit") || token.text().contains("SoftwareSerial"))
                .findAny()
                .ifPresent(_ -> sources.addAll(Set.of("getColorData", "readProximity", "read")));
        return sources;
    }

    /** Returns {@code seeds} with every name that they reach. */
    private Set<String> followed(Set<String> seeds) {
        Set<String> followed = new HashSet<>(seeds);
        List<Set<String>> statements = statements();
        int before;
        do {
            before = followed.size();
            for (Set<String> statement : statements) {
                if (statement.stream().anyMatch(followed::contains)) {
                    followed.addAll(statement);
                }
            }
            followed.removeAll(UNFOLLOWED);
        } while (followed.size() > before);
        return followed;
    }

    /** Returns the names of each statement; those of a function's head with its name; what calls the model joins nothing. */
    private List<Set<String>> statements() {
        List<Set<String>> statements = new ArrayList<>();
        for (Tab tab : tabs) {
            Set<String> names = new HashSet<>();
            List<Token> code = tab.tokens();
            int initializerEnd = -1;
            for (int i = 0; i < code.size(); i++) {
                Token token = code.get(i);
                if (i > 0 && i > initializerEnd && token.is("{") && initializes(code.get(i - 1))) {
                    initializerEnd = Tab.groupEnd(code, i);
                }
                boolean ends = token.is(";") || token.is("{") || token.is("}") || token.kind() == Kind.DIRECTIVE;
                if (ends && i > initializerEnd) {
                    add(statements, names);
                    names = new HashSet<>();
                } else if (token.isWord()) {
                    names.add(token.text());
                }
            }
            add(statements, names);
            tab.functions().forEach(function -> statements.add(gist(function)));
        }
        return statements;
    }

    /** Braces behind these hold values, and no statements. */
    private static boolean initializes(Token before) {
        return List.of("=", "]", "(", ",", "return").contains(before.text());
    }

    private void add(List<Set<String>> statements, Set<String> names) {
        if (names.stream().noneMatch(calls::contains)) {
            names.removeAll(UNFOLLOWED);
            statements.add(names);
        }
    }

    /** A function hands on what it returns; its name is followed with that. */
    private Set<String> gist(Tab.Function function) {
        Set<String> names = new HashSet<>(words(function.parameters()));
        names.add(function.name().text());
        boolean returns = false;
        for (Token token : function.body()) {
            returns = token.is("return") || returns && !token.is(";");
            if (returns && token.isWord()) {
                names.add(token.text());
            }
        }
        names.removeAll(UNFOLLOWED);
        names.removeAll(calls);
        return names;
    }

    private boolean isPutOut(Set<String> told) {
        return tabs.stream()
                .flatMap(tab -> tab.functions().stream())
                .anyMatch(function -> hasAny(function.body(), OUTPUT)
                        && (uses(function.body(), told) || hasAny(function.parameters(), told)));
    }

    /** Whether a name stands in another statement than the call of the model and the declaration of its result. */
    private boolean uses(List<Token> body, Set<String> told) {
        String struct = facts.source().name() + "_result";
        List<Token> statement = new ArrayList<>();
        for (Token token : body) {
            statement.add(token);
            if (token.is(";") || token.is("{") || token.is("}")) {
                boolean other = !hasAny(statement, calls) && statement.stream().noneMatch(word -> word.is(struct));
                if (other && hasAny(statement, told)) {
                    return true;
                }
                statement = new ArrayList<>();
            }
        }
        return false;
    }

    private static Set<String> words(List<Token> tokens) {
        Set<String> words = new HashSet<>();
        tokens.stream().filter(Token::isWord).forEach(token -> words.add(token.text()));
        words.removeAll(UNFOLLOWED);
        return words;
    }

    private static boolean hasAny(List<Token> tokens, Set<String> names) {
        return tokens.stream().anyMatch(token -> token.isWord() && names.contains(token.text()));
    }
}
