package dev.tinywright.arduino;

import dev.tinywright.arduino.Conditionals.Piece;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What stands before a brace or semicolon at the outermost level of a source: {@code static int sum(int a, int b = 1)}. */
final class Head {
    private static final Set<String> NO_TYPES =
            Set.of("static", "inline", "extern", "constexpr", "virtual", "explicit", "friend", "volatile", "const");
    private static final Set<String> NO_NAMES = Set.of(
            "__attribute__",
            "decltype",
            "alignas",
            "noexcept",
            "throw",
            "__declspec",
            "requires",
            "typeof",
            "asm",
            "if",
            "while",
            "for",
            "switch",
            "return",
            "sizeof",
            "void",
            "bool",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "signed",
            "unsigned",
            "auto",
            "struct",
            "class",
            "union",
            "enum",
            "const",
            "static_assert");
    private static final Set<String> AFTER_PARAMETERS =
            Set.of("const", "noexcept", "->", "try", "throw", "__attribute__", "[", "volatile", "override", "final");
    private static final Set<String> BASIC_TYPES =
            Set.of("void", "bool", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "auto");

    private final List<Piece> pieces;
    private final List<Token> tokens;
    private final int from;

    Head(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
        this.tokens = pieces.stream().map(Piece::token).toList();
        this.from = templateEnd();
    }

    /**
     * A function's declarator, by positions in the head.
     *
     * @param name of the function
     * @param close its parameters' closing parenthesis
     */
    private record Declarator(int name, int close) {}

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    boolean begins(String word) {
        return !tokens.isEmpty() && tokens.getFirst().is(word);
    }

    boolean isLinkage() {
        return tokens.size() == 2 && begins("extern") && tokens.getLast().kind() == Kind.TEXT;
    }

    boolean isNamespace() {
        return begins("namespace")
                || (tokens.size() > 1 && begins("inline") && tokens.get(1).is("namespace"));
    }

    /** True for what a function's body may follow: a function, a method, a macro such as {@code ISR(vector)}. */
    boolean isCallable() {
        if (isInitializer() || isEmpty()) {
            return false;
        }
        if (declarator().isPresent()) {
            return true;
        }
        Token last = tokens.getLast();
        return !declaresType()
                && (last.is(")") || last.is("}") || last.is("try") || AFTER_PARAMETERS.contains(last.text()));
    }

    boolean declaresType() {
        return tokens.stream().skip(from).anyMatch(token -> Set.of("struct", "class", "union", "enum")
                        .contains(token.text()))
                && declarator().isEmpty();
    }

    /** Returns the names that a statement without braces declares as types. */
    List<String> aliases() {
        List<String> names = new ArrayList<>();
        if (begins("typedef")) {
            for (int i = 0; i + 2 < tokens.size(); i++) {
                if (tokens.get(i).is("(")
                        && tokens.get(i + 1).is("*")
                        && tokens.get(i + 2).isWord()) {
                    names.add(tokens.get(i + 2).text());
                }
            }
            tokens.stream()
                    .filter(Token::isWord)
                    .reduce((first, second) -> second)
                    .ifPresent(t -> names.add(t.text()));
        } else if (begins("using") && tokens.size() > 2) {
            names.add(tokens.get(1).text());
        } else if (declaresType() && tokens.size() == 2) {
            names.add(tokens.get(1).text());
        }
        return names;
    }

    /** Returns the name of the type whose braces follow. */
    Optional<String> typeName() {
        int i = from;
        if (!declaresType()) {
            return Optional.empty();
        }
        while (!Set.of("struct", "class", "union", "enum")
                .contains(tokens.get(i).text())) {
            i++;
        }
        for (i++; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[")) {
                i = groupEnd(i);
            } else if (token.isWord() && !NO_NAMES.contains(token.text()) && !followedBy(i, "(")) {
                return Optional.of(token.text());
            } else if (token.is(":") || token.is("}")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean followedBy(int i, String mark) {
        return i + 1 < tokens.size() && tokens.get(i + 1).is(mark);
    }

    /** Returns a declaration of the function; none for a method, for {@code main}, or where none can be made safely. */
    Optional<String> prototype() {
        Optional<Declarator> found = declarator();
        if (found.isEmpty() || isInitializer()) {
            return Optional.empty();
        }
        int name = found.get().name();
        boolean member = name > 0
                && (tokens.get(name - 1).is("::") || tokens.get(name - 1).is("~"));
        boolean conditional = pieces.stream().map(Piece::condition).distinct().count() > 1;
        boolean awkward = tokens.stream().anyMatch(token -> token.is("operator") || token.is("requires"))
                || tokens.get(name).is("main")
                || hasAwkwardTemplate()
                || isDeduced(found.get());
        return member || conditional || awkward ? Optional.empty() : Optional.of(text(found.get()));
    }

    private boolean hasAwkwardTemplate() {
        List<Token> header = tokens.subList(0, from);
        return !header.isEmpty() && (header.size() <= 3 || header.stream().anyMatch(token -> token.is("=")));
    }

    /** A type that the body decides, or parameters that make it a template. */
    private boolean isDeduced(Declarator found) {
        boolean arrow = followedBy(found.close(), "->");
        boolean result = tokens.subList(from, found.name()).stream().anyMatch(token -> token.is("auto"));
        boolean parameters =
                tokens.subList(found.name(), found.close()).stream().anyMatch(token -> token.is("auto"));
        return (result && !arrow) || parameters;
    }

    private String text(Declarator found) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= found.name(); i++) {
            text.append(tokens.get(i).text()).append(tokens.get(i).is("::") || colonsFollow(i) ? "" : " ");
        }
        text.append('(');
        for (List<Token> parameter : parameters(found)) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ");
            parameter.forEach(token -> text.append(token.text()).append(' '));
        }
        text.append(')');
        for (int i = found.close() + 1; i < tokens.size() && !tokens.get(i).is("try"); i++) {
            text.append(' ').append(tokens.get(i).text());
        }
        return text.toString();
    }

    private boolean colonsFollow(int i) {
        return followedBy(i, "::");
    }

    /** Returns each parameter without its default. */
    private List<List<Token>> parameters(Declarator found) {
        List<List<Token>> parameters = new ArrayList<>();
        List<Token> parameter = new ArrayList<>();
        int angles = 0;
        boolean inDefault = false;
        for (int i = found.name() + 2; i < found.close(); i++) {
            Token token = tokens.get(i);
            if (token.is(",") && angles == 0) {
                parameters.add(List.copyOf(parameter));
                parameter.clear();
                inDefault = false;
                continue;
            }
            inDefault |= token.is("=") && angles == 0;
            int end = token.is("(") || token.is("[") || token.is("{") ? groupEnd(i) : i;
            if (token.is("<") && closesAngle(i, found.close())) {
                angles++;
            } else if (token.is(">") && angles > 0) {
                angles--;
            }
            if (!inDefault) {
                parameter.addAll(tokens.subList(i, end + 1));
            }
            i = end;
        }
        if (!parameter.isEmpty()) {
            parameters.add(List.copyOf(parameter));
        }
        return parameters;
    }

    /** True where an opening angle bracket has its closing one before {@code limit}. */
    private boolean closesAngle(int open, int limit) {
        int depth = 0;
        for (int i = open; i < limit; i++) {
            if (tokens.get(i).is("(") || tokens.get(i).is("{")) {
                i = groupEnd(i);
            } else if (tokens.get(i).is("<")) {
                depth++;
            } else if (tokens.get(i).is(">") && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns name and parameter types, the same for a declaration and its definition. */
    Optional<String> signature() {
        return declarator()
                .map(found -> tokens.get(found.name()).text() + "("
                        + parameters(found).stream()
                                .map(Head::type)
                                .map(type -> String.join(" ", type))
                                .reduce((a, b) -> a + "," + b)
                                .orElse("")
                        + ")");
    }

    /** Returns the words that name types in the result and the parameters. */
    Set<String> typeWords() {
        Set<String> words = new LinkedHashSet<>();
        declarator().ifPresent(found -> {
            tokens.subList(0, found.name()).stream()
                    .filter(Token::isWord)
                    .map(Token::text)
                    .forEach(words::add);
            parameters(found).forEach(parameter -> words.addAll(type(parameter)));
            tokens.stream().skip(found.close() + 1L).map(Token::text).forEach(words::add);
        });
        return words;
    }

    /** Returns a parameter without its name. */
    private static List<String> type(List<Token> parameter) {
        int last = parameter.size() - 1;
        while (last > 0 && !parameter.get(last).isWord()) {
            last--;
        }
        boolean named = last > 0
                && parameter.get(last).isWord()
                && !BASIC_TYPES.contains(parameter.get(last).text())
                && !parameter.get(last - 1).is("::")
                && !Set.of("const", "struct", "class", "enum", "union", "unsigned")
                        .contains(parameter.get(last - 1).text());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < parameter.size(); i++) {
            if (!(named && i == last)) {
                words.add(parameter.get(i).text());
            }
        }
        return words;
    }

    /** An equals sign outside of parentheses: what follows is a value. */
    private boolean isInitializer() {
        boolean afterOperator = false;
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[")) {
                i = groupEnd(i);
            } else if (token.is("=") && !afterOperator) {
                return true;
            }
            afterOperator |= token.is("operator");
        }
        return false;
    }

    /** The first word before a parenthesis that can be a function's name, with something of a type before it. */
    private Optional<Declarator> declarator() {
        for (int i = from; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[")) {
                i = groupEnd(i);
            } else if (token.isWord() && followedBy(i, "(")) {
                int close = groupEnd(i + 1);
                boolean ends = close + 1 >= tokens.size()
                        || AFTER_PARAMETERS.contains(tokens.get(close + 1).text());
                if (ends && !NO_NAMES.contains(token.text()) && hasType(i)) {
                    return Optional.of(new Declarator(i, close));
                }
                i = close;
            }
        }
        return Optional.empty();
    }

    private boolean hasType(int name) {
        for (int i = from; i < name; i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[")) {
                i = groupEnd(i);
            } else if (token.is("decltype")
                    || (token.isWord() && !NO_TYPES.contains(token.text()) && !followedBy(i, "("))) {
                return true;
            }
        }
        return false;
    }

    private int groupEnd(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(") || token.is("[") || token.is("{")) {
                depth++;
            } else if ((token.is(")") || token.is("]") || token.is("}")) && --depth == 0) {
                return i;
            }
        }
        return tokens.size() - 1;
    }

    private int templateEnd() {
        int i = 0;
        while (i + 1 < tokens.size()
                && tokens.get(i).is("template")
                && tokens.get(i + 1).is("<")) {
            int depth = 0;
            for (i++; i < tokens.size(); i++) {
                if (tokens.get(i).is("(")) {
                    i = groupEnd(i);
                } else if (tokens.get(i).is("<")) {
                    depth++;
                } else if (tokens.get(i).is(">") && --depth == 0) {
                    break;
                }
            }
            i = Math.min(i + 1, tokens.size());
        }
        return i;
    }
}
