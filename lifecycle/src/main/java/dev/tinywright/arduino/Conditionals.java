package dev.tinywright.arduino;

import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tokens with the preprocessor conditions they stand under. Where the branches of a condition are whole declarations, all of
 * them are kept; where they are parts of one, such as two heads of the same body, the first.
 */
final class Conditionals {
    private static final int MAX_DEPTH = 100;

    private final List<Token> tokens;
    private int at;

    private Conditionals(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * A condition.
     *
     * @param outer the condition around it
     * @param directives from its {@code #if} to the branch: {@code #if A}, {@code #elif B}, {@code #else}
     */
    record Condition(Optional<Condition> outer, List<String> directives) {
        static final Condition ALWAYS = new Condition(Optional.empty(), List.of());

        Condition {
            directives = List.copyOf(directives);
        }

        /** True where this holds whenever {@code other} does: it is that one or around it. */
        boolean contains(Condition other) {
            return this.equals(other) || other.outer().map(this::contains).orElse(false);
        }

        /** Returns the lines that open the condition, outermost first. */
        List<String> opening() {
            List<String> lines = new ArrayList<>(outer.map(Condition::opening).orElse(List.of()));
            lines.addAll(directives);
            return lines;
        }

        int depth() {
            return outer.map(around -> around.depth() + 1).orElse(0);
        }
    }

    record Piece(Token token, Condition condition) {}

    static List<Piece> pieces(List<Token> tokens) {
        Conditionals reader = new Conditionals(tokens);
        List<Piece> pieces = new ArrayList<>();
        while (reader.at < tokens.size()) {
            pieces.addAll(reader.run(Condition.ALWAYS));
            reader.at++; // an #else or #endif without its #if
        }
        return pieces;
    }

    private List<Piece> run(Condition condition) {
        List<Piece> pieces = new ArrayList<>();
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            String directive = directive(token);
            if (directive.equals("if")) {
                pieces.addAll(group(condition));
            } else if (directive.equals("else") || directive.equals("endif")) {
                return pieces;
            } else {
                pieces.add(new Piece(token, condition));
                at++;
            }
        }
        return pieces;
    }

    private List<Piece> group(Condition outer) {
        List<String> directives = new ArrayList<>(List.of(tokens.get(at++).text()));
        List<List<Piece>> branches = new ArrayList<>();
        boolean open = true;
        while (open) {
            Condition condition = outer.depth() < MAX_DEPTH ? new Condition(Optional.of(outer), directives) : outer;
            branches.add(isNever(directives) ? skipped(condition) : run(condition));
            open = at < tokens.size() && directive(tokens.get(at)).equals("else");
            if (at < tokens.size()) {
                directives.add(tokens.get(at++).text());
            }
        }
        if (branches.stream().allMatch(Conditionals::isWhole)) {
            return branches.stream().flatMap(List::stream).toList();
        }
        return branches.stream().filter(branch -> !branch.isEmpty()).findFirst().orElse(List.of());
    }

    private List<Piece> skipped(Condition condition) {
        run(condition);
        return List.of();
    }

    private static boolean isNever(List<String> directives) {
        boolean last = directives.getLast().matches("#\\s*(el)?if\\s*\\(?\\s*(0|false)\\s*\\)?");
        boolean afterAlways =
                directives.size() > 1 && directives.getFirst().matches("#\\s*if\\s*\\(?\\s*(1|true)\\s*\\)?");
        return last || afterAlways;
    }

    /** Returns "if", "else" (also for elif), "endif" or the empty text. */
    private static String directive(Token token) {
        if (token.kind() != Kind.DIRECTIVE) {
            return "";
        }
        String text = token.text();
        if (text.matches("#\\s*if(def|ndef)?\\b.*")) {
            return "if";
        }
        if (text.matches("#\\s*(else|elif|elifdef|elifndef)\\b.*")) {
            return "else";
        }
        return text.matches("#\\s*endif\\b.*") ? "endif" : "";
    }

    private static boolean isWhole(List<Piece> branch) {
        int depth = 0;
        String last = ";";
        for (Piece piece : branch) {
            Token token = piece.token();
            if (token.kind() == Kind.DIRECTIVE) {
                continue;
            }
            if (token.is("{") || token.is("(") || token.is("[")) {
                depth++;
            } else if (token.is("}") || token.is(")") || token.is("]")) {
                depth--;
            }
            if (depth < 0) {
                return false;
            }
            last = token.text();
        }
        return depth == 0 && (last.equals(";") || last.equals("}"));
    }
}
