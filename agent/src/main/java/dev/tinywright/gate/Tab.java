package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One file of a sketch as tokens, and what stands at its outermost level. Read leniently: what is not understood is left out.
 *
 * @param functions with their bodies, methods too
 * @param statements at the outermost level that end with a semicolon
 * @param balanced whether every brace that opens is closed, as far as conditional compilation lets one see
 */
record Tab(
        String file,
        String text,
        List<Token> tokens,
        List<Function> functions,
        List<List<Token>> statements,
        boolean balanced) {
    private static final Set<String> CONTROL = Set.of("if", "for", "while", "switch", "do", "else", "return");
    private static final Set<String> TYPES = Set.of("class", "struct", "union", "enum");

    /**
     * @param parameters the tokens between its parentheses
     * @param body the tokens between its braces
     */
    record Function(Token name, List<Token> parameters, List<Token> body) {}

    static Tab of(String file, String text) {
        List<Token> tokens = Lexer.tokens(text, 0);
        Reader reader = new Reader(
                tokens.stream().filter(token -> token.kind() != Kind.DIRECTIVE).toList());
        reader.read();
        boolean conditional = tokens.stream()
                .anyMatch(
                        token -> token.kind() == Kind.DIRECTIVE && token.text().matches("# ?(el|if).*"));
        return new Tab(
                file, text, tokens, reader.functions, reader.statements, conditional || reader.opened == reader.closed);
    }

    boolean isHeader() {
        return file.matches(".*\\.(h|hpp|hh)");
    }

    String where(Token token) {
        return file + " line " + token.line();
    }

    /** Returns the directives. */
    List<Token> directives() {
        return tokens.stream().filter(token -> token.kind() == Kind.DIRECTIVE).toList();
    }

    /** Returns the position of the bracket that closes the one at {@code open}; the last position where there is none. */
    static int groupEnd(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("{") || token.is("(") || token.is("[")) {
                depth++;
            } else if ((token.is("}") || token.is(")") || token.is("]")) && --depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    /** Walks over the outermost level, into blocks of linkage, namespaces and classes. */
    private static final class Reader {
        private final List<Token> tokens;
        private final List<Function> functions = new ArrayList<>();
        private final List<List<Token>> statements = new ArrayList<>();
        private final long opened;
        private final long closed;
        private List<Token> head = new ArrayList<>();
        private int classDepth;
        private final List<Boolean> scopes = new ArrayList<>();
        private int at;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
            this.opened = tokens.stream().filter(token -> token.is("{")).count();
            this.closed = tokens.stream().filter(token -> token.is("}")).count();
        }

        void read() {
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                if (token.is(";")) {
                    end();
                } else if (token.is("{")) {
                    open();
                } else if (token.is("}")) {
                    close();
                } else if (token.is("(") || token.is("[")) {
                    int end = groupEnd(tokens, at);
                    head.addAll(tokens.subList(at, end + 1));
                    at = end + 1;
                } else {
                    head.add(token);
                    at++;
                }
            }
        }

        private void end() {
            if (classDepth == 0 && !head.isEmpty()) {
                statements.add(List.copyOf(head));
            }
            head = new ArrayList<>();
            at++;
        }

        private void close() {
            if (!scopes.isEmpty() && scopes.removeLast()) {
                classDepth--;
            }
            head = new ArrayList<>();
            at++;
        }

        private void open() {
            int end = groupEnd(tokens, at);
            Optional<Integer> group = parentheses();
            boolean assigned = head.stream().anyMatch(token -> token.is("="));
            if (isScope(group.isPresent())) {
                boolean isClass = head.stream().anyMatch(token -> TYPES.contains(token.text()));
                scopes.add(isClass);
                classDepth += isClass ? 1 : 0;
                head = new ArrayList<>();
                at++;
                return;
            }
            if (!head.isEmpty() && CONTROL.contains(head.getFirst().text())) {
                statements.add(List.copyOf(head));
                head = new ArrayList<>();
            } else if (group.isPresent() && !(assigned && !isOperator())) {
                function(group.get(), end);
                head = new ArrayList<>();
            } else {
                head.addAll(tokens.subList(at, end + 1));
            }
            at = end + 1;
        }

        private boolean isOperator() {
            return head.stream().anyMatch(token -> token.is("operator"));
        }

        private boolean isScope(boolean hasParentheses) {
            if (head.isEmpty() || hasParentheses) {
                return false;
            }
            String first = head.getFirst().text();
            return (first.equals("extern") && head.getLast().kind() == Kind.TEXT)
                    || first.equals("namespace")
                    || (head.stream().anyMatch(token -> token.is("class") || token.is("struct") || token.is("union"))
                            && head.stream().noneMatch(token -> token.is("=") || token.is("enum")));
        }

        /** Returns where the first group of parentheses after a name opens. */
        private Optional<Integer> parentheses() {
            for (int i = 1; i < head.size(); i++) {
                if (head.get(i).is("(") && head.get(i - 1).isWord()) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }

        private void function(int group, int end) {
            int last = groupEnd(head, group);
            functions.add(new Function(
                    head.get(group - 1),
                    List.copyOf(head.subList(group + 1, Math.max(group + 1, last))),
                    List.copyOf(tokens.subList(at + 1, Math.max(at + 1, end)))));
        }
    }
}
