package dev.tinywright.arduino;

import dev.tinywright.arduino.Conditionals.Condition;
import dev.tinywright.arduino.Conditionals.Piece;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the functions that a sketch defines at its outermost level, and which names it declares where. */
final class Definitions {
    private static final Pattern INCLUDE = Pattern.compile("#\\s*include\\s*\"([^\"]+)\"");
    private static final Pattern DEFINE = Pattern.compile("#\\s*define\\s+(\\w+).*");

    private final List<Piece> pieces;
    private final Map<String, Set<String>> headers;
    private final List<Function> functions = new ArrayList<>();
    private final Map<String, List<Integer>> names = new HashMap<>();
    private final Set<String> declared = new HashSet<>();
    private Optional<Integer> linkage = Optional.empty();
    private int at;

    private Definitions(List<Piece> pieces, Map<String, Set<String>> headers) {
        this.pieces = pieces;
        this.headers = headers;
    }

    /**
     * What stands before a body.
     *
     * @param start position of its first piece; of the {@code extern "C"} block around it, where there is one
     * @param first its first piece
     * @param prototype a declaration that nobody has written yet; none for methods and the like
     * @param words that may be types
     */
    record Function(int start, Piece first, Optional<String> prototype, Set<String> words) {
        Condition condition() {
            return first.condition();
        }
    }

    /**
     * @param functions in the order of the source
     * @param names of types and macros to where they are declared
     */
    record Found(List<Function> functions, Map<String, List<Integer>> names) {}

    /**
     * @param headers of the sketch's own folder: file name to the names that it declares
     */
    static Found in(List<Piece> pieces, Map<String, Set<String>> headers) {
        Definitions reader = new Definitions(pieces, headers);
        while (reader.at < pieces.size()) {
            reader.statement();
        }
        return new Found(List.copyOf(reader.functions), reader.names);
    }

    /** Returns the names of types and macros that a header declares. */
    static Set<String> namesIn(String header) {
        return Set.copyOf(in(Conditionals.pieces(Lexer.tokens(header, 0)), Map.of())
                .names()
                .keySet());
    }

    private void statement() {
        List<Piece> head = new ArrayList<>();
        int begin = at;
        while (at < pieces.size()) {
            Token token = pieces.get(at).token();
            if (token.kind() == Kind.DIRECTIVE) {
                directive(token.text());
                at++;
                begin = head.isEmpty() ? at : begin;
            } else if (token.is(";")) {
                declaration(new Head(head));
                at++;
                return;
            } else if (token.is("{")) {
                if (body(head, begin)) {
                    return;
                }
            } else if (token.is("}")) {
                linkage = Optional.empty();
                at++;
                return;
            } else {
                int end = token.is("(") || token.is("[") ? groupEnd() : at;
                for (; at <= end; at++) {
                    head.add(pieces.get(at));
                }
            }
        }
    }

    /** Passes what is in braces; returns whether the statement ends with them. */
    private boolean body(List<Piece> pieced, int begin) {
        Head head = new Head(pieced);
        if (head.isLinkage()) {
            linkage = Optional.of(begin);
            at++;
            return true;
        }
        if (head.isCallable()) {
            function(head, pieced.getFirst(), begin);
            at = groupEnd() + 1;
            return true;
        }
        int end = groupEnd();
        at = end + 1;
        if (head.isNamespace()) {
            pieced.stream()
                    .filter(piece -> piece.token().isWord())
                    .forEach(piece -> declare(piece.token().text()));
            return true;
        }
        head.typeName().ifPresent(this::declare);
        if (end < pieces.size()) {
            pieced.add(pieces.get(end));
        }
        return false;
    }

    private void function(Head head, Piece first, int begin) {
        boolean known = head.signature().map(declared::contains).orElse(false);
        Optional<String> prototype = known ? Optional.empty() : head.prototype();
        String prefix = linkage.isPresent() ? "extern \"C\" " : "";
        functions.add(
                new Function(linkage.orElse(begin), first, prototype.map(text -> prefix + text), head.typeWords()));
    }

    private void declaration(Head head) {
        head.aliases().forEach(this::declare);
        head.signature().ifPresent(declared::add);
    }

    private void directive(String text) {
        Matcher define = DEFINE.matcher(text);
        if (define.matches()) {
            declare(define.group(1));
        }
        Matcher include = INCLUDE.matcher(text);
        if (include.matches()) {
            headers.getOrDefault(include.group(1), Set.of()).forEach(this::declare);
        }
    }

    private void declare(String name) {
        names.computeIfAbsent(name, key -> new ArrayList<>()).add(at);
    }

    /** Returns the position of the bracket that closes the one at {@code at}; the last position where there is none. */
    private int groupEnd() {
        int depth = 0;
        for (int i = at; i < pieces.size(); i++) {
            Token token = pieces.get(i).token();
            if (token.is("{") || token.is("(") || token.is("[")) {
                depth++;
            } else if ((token.is("}") || token.is(")") || token.is("]")) && --depth == 0) {
                return i;
            }
        }
        return pieces.size() - 1;
    }
}
