package dev.tinywright.packaging;

import dev.tinywright.packaging.CLexer.Kind;
import dev.tinywright.packaging.CLexer.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the names that C declares at file level: functions, variables, types, tags and macros. Two models in one file must
 * not share any.
 *
 * <p>A declaration's name is the first name outside of braces and brackets that stands before one of {@code ( [ = ;}. That
 * holds for the C that is written here; macros between the two are taken for attributes, and declarators in parentheses, as of
 * function pointers, are not found.
 */
final class OwnNames {
    private static final Pattern MACRO = Pattern.compile("#\\s*define\\s+(\\w+)");
    private static final Set<String> TAGGED = Set.of("struct", "union", "enum");

    private OwnNames() {}

    static Set<String> in(String text) {
        Set<String> macros =
                MACRO.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toSet());
        Set<String> names = new TreeSet<>(macros);
        List<Piece> declaration = new ArrayList<>();
        int depth = 0;
        for (Piece piece : CLexer.pieces(text)) {
            switch (piece.kind()) {
                case SPACE, COMMENT, DIRECTIVE -> {}
                default -> {
                    depth += change(piece);
                    boolean attribute = macros.contains(piece.text());
                    if (!attribute && (depth == 0 || depth == 1 && opens(piece))) {
                        declaration.add(piece);
                    }
                    boolean bodyEnds = depth == 0 && piece.is("}") && !followed(declaration);
                    if (depth == 0 && piece.is(";") || bodyEnds && isFunction(declaration)) {
                        names.addAll(declared(declaration));
                        declaration.clear();
                    }
                }
            }
        }
        return names;
    }

    private static boolean opens(Piece piece) {
        return piece.is("{") || piece.is("(") || piece.is("[");
    }

    private static int change(Piece piece) {
        return opens(piece) ? 1 : piece.is("}") || piece.is(")") || piece.is("]") ? -1 : 0;
    }

    /** Whether a brace closes an initializer or the body of a type, after which the declaration goes on. */
    private static boolean followed(List<Piece> declaration) {
        return declaration.stream().anyMatch(piece -> piece.is("="))
                || declaration.stream().anyMatch(piece -> TAGGED.contains(piece.text()))
                        && declaration.stream().noneMatch(piece -> piece.is("("));
    }

    private static boolean isFunction(List<Piece> declaration) {
        return declaration.stream().anyMatch(piece -> piece.is("("));
    }

    private static Set<String> declared(List<Piece> declaration) {
        Set<String> names = new TreeSet<>();
        tag(declaration).ifPresent(names::add);
        for (int i = 0; i + 1 < declaration.size(); i++) {
            Piece next = declaration.get(i + 1);
            boolean ends = next.is("(") || next.is("[") || next.is("=") || next.is(";");
            if (declaration.get(i).kind() == Kind.NAME
                    && ends
                    && !declaration.get(i).text().startsWith("_")) {
                names.add(declaration.get(i).text());
                break;
            }
        }
        return names;
    }

    /** The name of a struct, union or enum that has its body here. */
    private static Optional<String> tag(List<Piece> declaration) {
        for (int i = 0; i + 2 < declaration.size(); i++) {
            if (TAGGED.contains(declaration.get(i).text())
                    && declaration.get(i + 1).kind() == Kind.NAME
                    && declaration.get(i + 2).is("{")) {
                return Optional.of(declaration.get(i + 1).text());
            }
        }
        return Optional.empty();
    }
}
