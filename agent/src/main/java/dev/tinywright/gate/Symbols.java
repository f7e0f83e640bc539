package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.gate.Finding.Edit;
import dev.tinywright.gate.Finding.Fix;
import dev.tinywright.spec.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names: those of the model must be in its header, those of other runtimes have no place. */
final class Symbols {
    private static final Set<String> FOREIGN = Set.of(
            "tflite",
            "g_model",
            "g_model_len",
            "g_model_data",
            "model_data",
            "model_tflite",
            "MicroInterpreter",
            "TfLiteTensor",
            "TfLiteStatus",
            "AllOpsResolver",
            "MicroMutableOpResolver",
            "MicroErrorReporter",
            "MicroAllocator",
            "run_classifier",
            "ei_impulse_result_t",
            "runInference");
    private static final Set<String> DECLARES_NOTHING = Set.of(
            "return",
            "case",
            "else",
            "goto",
            "throw",
            "new",
            "delete",
            "sizeof",
            "and",
            "or",
            "not",
            "const",
            "static",
            "volatile",
            "constexpr",
            "extern",
            "do",
            "co_return");
    private static final Set<String> SAYS_CLASSIFY = Set.of(
            "predict",
            "infer",
            "inference",
            "invoke",
            "run_inference",
            "evaluate",
            "detect",
            "classification",
            "classifier",
            "predict_class",
            "forward",
            "process");
    private static final Pattern DEFINE = Pattern.compile("#define (\\w+).*");

    private final List<Tab> tabs;
    private final SketchFacts facts;
    private final Set<String> header;
    private final Set<String> declared;

    Symbols(List<Tab> tabs, SketchFacts facts) {
        this.tabs = tabs;
        this.facts = facts;
        this.header = namesOf(facts);
        this.declared = declaredIn(tabs);
    }

    /** Returns the names in the model's header. */
    static Set<String> namesOf(SketchFacts facts) {
        String text = facts.source().files().getOrDefault(facts.source().name() + ".h", "");
        Set<String> names = new LinkedHashSet<>();
        for (Token token : Lexer.tokens(text, 0)) {
            String words = token.kind() == Kind.DIRECTIVE ? token.text().substring(1) : token.text();
            (token.kind() == Kind.DIRECTIVE ? Lexer.tokens(words, 0) : List.of(token))
                    .stream().filter(Token::isWord).forEach(word -> names.add(word.text()));
        }
        return names;
    }

    /** Returns names that the sketch declares itself, as far as one can tell: a type stands before them. */
    private static Set<String> declaredIn(List<Tab> tabs) {
        Set<String> declared = new HashSet<>();
        for (Tab tab : tabs) {
            List<Token> code = tab.tokens();
            for (int i = 0; i < code.size(); i++) {
                if (code.get(i).kind() == Kind.DIRECTIVE) {
                    var define = DEFINE.matcher(code.get(i).text());
                    if (define.matches()) {
                        declared.add(define.group(1));
                    }
                } else if (code.get(i).is("enum")) {
                    enumerated(code, i, declared);
                } else if (i > 0 && code.get(i).isWord() && isTyped(code, i)) {
                    declared.add(code.get(i).text());
                }
            }
        }
        return declared;
    }

    private static void enumerated(List<Token> code, int at, Set<String> declared) {
        for (int i = at; i < code.size() && !code.get(i).is("}") && !code.get(i).is(";"); i++) {
            if (code.get(i).isWord()) {
                declared.add(code.get(i).text());
            }
        }
    }

    private static boolean isTyped(List<Token> code, int i) {
        Token before = code.get(i - 1);
        boolean pointer =
                (before.is("*") || before.is("&")) && i > 1 && code.get(i - 2).isWord();
        return (before.isWord() && !DECLARES_NOTHING.contains(before.text()))
                || (pointer
                        && code.get(i - 2).text().matches(".*_t|char|float|int|double|void|const|byte|String|long"));
    }

    /** Returns one finding where the sketch is written for an interpreter. */
    List<Finding> foreign() {
        for (Tab tab : tabs) {
            for (Token token : tab.tokens()) {
                if (token.isWord() && FOREIGN.contains(token.text()) && isForeign(token.text())) {
                    return List.of(Finding.of(
                            Finding.Kind.FOREIGN,
                            "'" + token.text() + "' does not exist here",
                            tab.where(token),
                            "there is no interpreter, no tensor and no model array: call  " + call()));
                }
            }
        }
        return List.of();
    }

    private boolean isForeign(String name) {
        return name.equals("tflite")
                || name.startsWith("Micro")
                || name.startsWith("TfLite")
                || !declared.contains(name);
    }

    private String call() {
        String name = facts.source().name();
        return name + "_classify(readings, &result)  with  float readings[" + name.toUpperCase(Locale.ROOT)
                + "_READINGS]  and  " + name + "_result result";
    }

    /** Returns a finding for each name with the model's prefix that is not in its header. */
    List<Finding> unknown() {
        Map<String, List<Edit>> uses = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (Tab tab : tabs) {
            for (Token token : tab.tokens()) {
                if (token.isWord() && isUnknown(token.text())) {
                    first.putIfAbsent(token.text(), tab.where(token));
                    uses.computeIfAbsent(token.text(), name -> new ArrayList<>())
                            .add(new Edit(
                                    tab.file(),
                                    token.start(),
                                    token.start() + token.text().length(),
                                    ""));
                }
            }
        }
        return uses.entrySet().stream()
                .map(use -> finding(use.getKey(), first.getOrDefault(use.getKey(), ""), use.getValue()))
                .toList();
    }

    private boolean isUnknown(String word) {
        String prefix = facts.source().name() + "_";
        return (word.startsWith(prefix) || word.startsWith(prefix.toUpperCase(Locale.ROOT)))
                && !header.contains(word)
                && !declared.contains(word);
    }

    private Finding finding(String name, String where, List<Edit> uses) {
        Optional<String> meant = meant(name);
        String hint = meant.map(word -> "did you mean '" + word + "'?")
                .orElse("the header has: " + String.join(", ", shown(name)));
        Finding finding = Finding.of(
                Finding.Kind.SYMBOL,
                "'" + name + "' is not in " + facts.source().name() + ".h",
                where,
                hint);
        return finding.with(meant.map(word -> new Fix(
                "Wrote " + word + " for " + name + ", which is not in the model's header.",
                uses.stream()
                        .map(use -> new Edit(use.file(), use.start(), use.end(), word))
                        .toList())));
    }

    /** Returns the one name that was meant; empty where two are equally near. */
    private Optional<String> meant(String name) {
        String prefix = facts.source().name() + "_";
        String rest = name.substring(prefix.length()).toLowerCase(Locale.ROOT);
        if (name.startsWith(prefix) && SAYS_CLASSIFY.contains(rest)) {
            return Optional.of(prefix + "classify");
        }
        return unambiguous(name, shown(name));
    }

    /** Returns the nearest of {@code known}, if it is nearer than any other. */
    static Optional<String> unambiguous(String name, List<String> known) {
        Optional<String> nearest = Nearest.of(name, known);
        return nearest.filter(near ->
                known.stream().allMatch(other -> other.equals(near) || distance(name, other) > distance(name, near)));
    }

    private static int distance(String one, String other) {
        return Nearest.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
    }

    private List<String> shown(String name) {
        String prefix = facts.source().name() + "_";
        String wanted = name.startsWith(prefix) ? prefix : prefix.toUpperCase(Locale.ROOT);
        return header.stream()
                .filter(word -> word.startsWith(wanted) && !word.equals(wanted + "H") && !isOfDebugging(word))
                .toList();
    }

    private static boolean isOfDebugging(String word) {
        return word.matches(
                "(?i).*_(debug|monitor\\w*|layers|no_layer|layer_\\w+|current_layer|self_test|fault_text|report_fault|micros|arena_bytes|constant_bytes|(in|out)put_\\w+)");
    }
}
