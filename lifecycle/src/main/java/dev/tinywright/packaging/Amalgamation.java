package dev.tinywright.packaging;

import dev.tinywright.packaging.CLexer.Kind;
import dev.tinywright.packaging.CLexer.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one header of a library: its public header as it is, and behind {@code #ifdef NAME_IMPLEMENTATION} its other headers
 * and sources. Names that these declare at file level get the model's prefix, so that several models can be implemented in
 * one file; {@code .field =} in initializers becomes a comment, since C++ has had that since 2020 only.
 */
final class Amalgamation {
    private static final Pattern INCLUDE =
            Pattern.compile("^[ \\t]*#[ \\t]*include[ \\t]+\"([^\"]+)\".*\\n?", Pattern.MULTILINE);
    private final Set<String> publicNames = new HashSet<>();
    private final Map<String, String> renamed = new HashMap<>();
    private final Names names;

    private Amalgamation(Names names) {
        this.names = names;
    }

    static String of(Parts parts, Names names) {
        return new Amalgamation(names).write(parts);
    }

    private String write(Parts parts) {
        String header = flat(parts.publicHeaders());
        CLexer.pieces(header).forEach(piece -> publicNames.addAll(words(piece)));
        String own = withoutIncludes(flat(parts.privateHeaders()) + "\n"
                + String.join("\n", parts.sources().values()));
        OwnNames.in(own).forEach(this::rename);
        Map<String, Object> values =
                parts.with("header", withoutIncludes(header).strip());
        values.put("implementation", forCpp(renamed(own)).strip());
        return Templates.render("single-header/single.h", values);
    }

    /** Headers, each behind those that it includes. */
    private static String flat(Map<String, String> headers) {
        Set<String> order = new LinkedHashSet<>();
        headers.keySet().forEach(header -> visit(header, headers, order, new HashSet<>()));
        return order.stream().map(headers::get).collect(Collectors.joining("\n"));
    }

    private static void visit(String header, Map<String, String> headers, Set<String> order, Set<String> open) {
        String text = headers.get(header);
        if (text == null || !open.add(header)) {
            return;
        }
        INCLUDE.matcher(text).results().forEach(match -> visit(match.group(1), headers, order, open));
        order.add(header);
    }

    private static String withoutIncludes(String text) {
        return INCLUDE.matcher(text).replaceAll("");
    }

    private void rename(String name) {
        boolean mine = name.startsWith(names.c() + "_") || name.startsWith(names.upper() + "_");
        if (mine || publicNames.contains(name)) {
            return;
        }
        boolean capitals = name.equals(name.toUpperCase(java.util.Locale.ROOT));
        StringBuilder unique = new StringBuilder((capitals ? names.upper() : names.c()) + "_" + name);
        while (publicNames.contains(unique.toString()) || renamed.containsValue(unique.toString())) {
            unique.append("_own");
        }
        renamed.put(name, unique.toString());
    }

    private static Set<String> words(Piece piece) {
        return switch (piece.kind()) {
            case NAME -> Set.of(piece.text());
            case DIRECTIVE ->
                Pattern.compile("\\w+")
                        .matcher(piece.text())
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toSet());
            default -> Set.of();
        };
    }

    private String renamed(String text) {
        StringBuilder result = new StringBuilder();
        for (Piece piece : CLexer.pieces(text)) {
            switch (piece.kind()) {
                case NAME -> result.append(renamed.getOrDefault(piece.text(), piece.text()));
                case DIRECTIVE ->
                    result.append(Pattern.compile("[A-Za-z_]\\w*")
                            .matcher(piece.text())
                            .replaceAll(match ->
                                    Matcher.quoteReplacement(renamed.getOrDefault(match.group(), match.group()))));
                default -> result.append(piece.text());
            }
        }
        return result.toString();
    }

    private static String forCpp(String text) {
        List<Piece> pieces = new ArrayList<>(CLexer.pieces(text));
        StringBuilder result = new StringBuilder();
        String before = "";
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean starts = before.equals("{") || before.equals(",");
            if (starts && piece.is(".") && isDesignator(pieces, i)) {
                result.append("/* ").append(pieces.get(i + 1).text()).append(" */");
                i += pieces.get(i + 2).kind() == Kind.SPACE ? 3 : 2;
                continue;
            }
            result.append(piece.text());
            if (piece.kind() != Kind.SPACE && piece.kind() != Kind.COMMENT) {
                before = piece.text();
            }
        }
        return result.toString();
    }

    private static boolean isDesignator(List<Piece> pieces, int i) {
        return i + 3 < pieces.size()
                && pieces.get(i + 1).kind() == Kind.NAME
                && (pieces.get(i + 2).is("=")
                        || pieces.get(i + 2).kind() == Kind.SPACE
                                && pieces.get(i + 3).is("="));
    }
}
