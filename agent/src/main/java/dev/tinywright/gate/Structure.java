package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code setup()} and {@code loop()}, and nothing that runs outside of functions. */
final class Structure {
    private static final Set<String> CONTROL = Set.of("if", "for", "while", "switch", "do", "else", "return");
    private static final Set<String> CORE = Set.of(
            "delay",
            "delayMicroseconds",
            "pinMode",
            "digitalWrite",
            "analogWrite",
            "randomSeed",
            "attachInterrupt",
            "tone",
            "noTone",
            "analogReference",
            "analogReadResolution",
            "interrupts",
            "noInterrupts",
            "memset",
            "memcpy",
            "printf");

    private Structure() {}

    static List<Finding> in(List<Tab> tabs, SketchFacts facts) {
        List<Finding> findings = new ArrayList<>();
        entry(tabs, "setup", findings);
        entry(tabs, "loop", findings);
        for (Tab tab : tabs) {
            if (!tab.balanced()) {
                findings.add(Finding.of(
                        Finding.Kind.ENTRY,
                        "not every brace that opens is closed",
                        tab.file(),
                        "write the whole sketch again, to its last brace"));
            } else {
                tab.statements().stream()
                        .filter(statement -> runs(statement, tabs, facts))
                        .forEach(statement -> findings.add(loose(tab, statement)));
            }
        }
        return findings;
    }

    private static void entry(List<Tab> tabs, String name, List<Finding> findings) {
        List<Tab.Function> found = tabs.stream()
                .flatMap(tab -> tab.functions().stream())
                .filter(function ->
                        function.name().is(name) && function.parameters().isEmpty()
                                || function.name().is(name)
                                        && function.parameters().size() == 1
                                        && function.parameters().getFirst().is("void"))
                .toList();
        boolean conditional = tabs.stream().anyMatch(tab -> tab.directives().stream()
                .anyMatch(token -> token.text().startsWith("#if")));
        if (found.isEmpty()) {
            findings.add(Finding.of(
                    Finding.Kind.ENTRY, "the sketch has no " + name + "()", "", "write  void " + name + "() { … }"));
        } else if (found.size() > 1 && !conditional) {
            findings.add(Finding.of(
                    Finding.Kind.ENTRY,
                    "the sketch has " + name + "() " + found.size() + " times",
                    "line " + found.getLast().name().line(),
                    "keep one of them"));
        }
    }

    /** Whether a statement at the outermost level is one that runs, and no declaration. */
    private static boolean runs(List<Token> statement, List<Tab> tabs, SketchFacts facts) {
        Token first = statement.getFirst();
        if (!first.isWord()) {
            return false;
        }
        if (CONTROL.contains(first.text())) {
            return true;
        }
        if (statement.size() < 2) {
            return false;
        }
        Token second = statement.get(1);
        if (second.is("(")) {
            String name = first.text();
            return CORE.contains(name)
                    || name.startsWith(facts.source().name() + "_")
                    || tabs.stream().anyMatch(tab -> tab.functions().stream()
                            .anyMatch(f -> f.name().is(name) && isCall(statement)));
        }
        return second.is(".")
                || second.is("->")
                || (second.is("=") && statement.size() > 2)
                || (second.is("[") && statement.stream().anyMatch(token -> token.is("=")) && isElement(statement));
    }

    private static boolean isCall(List<Token> statement) {
        return statement.getLast().is(")");
    }

    /** {@code readings[0] = 1}; a declaration has a type before the name. */
    private static boolean isElement(List<Token> statement) {
        int end = Tab.groupEnd(statement, 1);
        return end + 1 < statement.size() && statement.get(end + 1).is("=");
    }

    private static Finding loose(Tab tab, List<Token> statement) {
        Token first = statement.getFirst();
        StringBuilder text = new StringBuilder();
        statement.stream().limit(6).forEach(token -> text.append(token.text()));
        return Finding.of(
                Finding.Kind.FILE_SCOPE,
                "the statement '" + text + (statement.size() > 6 ? "…" : "") + "' stands outside of any function",
                tab.where(first),
                "move it into setup() or loop(); only declarations stand outside");
    }
}
