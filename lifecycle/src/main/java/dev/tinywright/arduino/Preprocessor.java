package dev.tinywright.arduino;

import dev.tinywright.arduino.Conditionals.Piece;
import dev.tinywright.arduino.Definitions.Function;
import dev.tinywright.arduino.Lexer.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes C++ of a sketch's {@code .ino} tabs, as the Arduino tools do
 * (https://arduino.github.io/arduino-cli/latest/sketch-build-process/): {@code Arduino.h} is included, the tabs are joined,
 * and functions are declared before the first one is defined, so that they can be called before their definition. {@code
 * #line} directives keep the compiler's messages in the person's own tabs and lines.
 *
 * <p>A declaration that needs a type of the sketch stands after that type. What cannot be declared safely is left out: the
 * sketch is then C++ as it stands.
 */
public final class Preprocessor {
    private Preprocessor() {}

    /** Returns the C++ of all tabs. */
    public static String toCpp(Sketch sketch) {
        List<String> tabs = tabs(sketch);
        List<Token> tokens = new ArrayList<>();
        for (int tab = 0; tab < tabs.size(); tab++) {
            tokens.addAll(Lexer.tokens(text(sketch, tabs.get(tab)), tab));
        }
        List<Piece> pieces = Conditionals.pieces(tokens);
        Map<Integer, List<String>> insertions = insertions(Definitions.in(pieces, headers(sketch)), tabs);
        StringBuilder cpp = new StringBuilder("#include <Arduino.h>\n");
        for (int tab = 0; tab < tabs.size(); tab++) {
            cpp.append(lineDirective(1, tabs.get(tab)));
            appendTab(cpp, text(sketch, tabs.get(tab)), tab, tabs.get(tab), pieces, insertions);
            cpp.append('\n');
        }
        return cpp.toString();
    }

    /** Returns the names of the tabs: the one named as the sketch, then the others in alphabetical order. */
    static List<String> tabs(Sketch sketch) {
        String main = sketch.name() + ".ino";
        List<String> tabs = new ArrayList<>(List.of(main));
        sketch.files().keySet().stream()
                .filter(name -> name.endsWith(".ino") && !name.equals(main))
                .forEach(tabs::add);
        return tabs;
    }

    private static String text(Sketch sketch, String tab) {
        return sketch.files().getOrDefault(tab, "").replace("\r\n", "\n").replace("\uFEFF", "");
    }

    private static Map<String, Set<String>> headers(Sketch sketch) {
        Map<String, Set<String>> headers = new HashMap<>();
        sketch.files().forEach((name, text) -> {
            if (name.matches(".*\\.(h|hpp|hh)")) {
                headers.put(name, Definitions.namesIn(text.replace("\r\n", "\n")));
            }
        });
        return headers;
    }

    /** Returns, for positions of functions, the declarations that stand before them. */
    private static Map<Integer, List<String>> insertions(Definitions.Found found, List<String> tabs) {
        Map<Integer, List<String>> insertions = new TreeMap<>();
        for (int i = 0; i < found.functions().size(); i++) {
            Function function = found.functions().get(i);
            if (function.prototype().isPresent()) {
                int earliest = earliest(function, found.names());
                String declaration = declaration(function, tabs);
                for (Function place : found.functions().subList(0, i)) {
                    boolean allowed = place.start() >= earliest;
                    if (allowed) {
                        insertions
                                .computeIfAbsent(place.start(), key -> new ArrayList<>())
                                .add(declaration);
                    }
                    if (allowed && place.condition().contains(function.condition())) {
                        break; // wherever the function exists, it is declared by now
                    }
                }
            }
        }
        return insertions;
    }

    /** Returns the first position where all the sketch's own types that a function names are declared. */
    private static int earliest(Function function, Map<String, List<Integer>> names) {
        int earliest = 0;
        for (String word : function.words()) {
            for (int position : names.getOrDefault(word, List.of())) {
                if (position <= function.start()) {
                    earliest = Math.max(earliest, position);
                }
            }
        }
        return earliest;
    }

    private static String declaration(Function function, List<String> tabs) {
        StringBuilder text = new StringBuilder();
        Token first = function.first().token();
        function.condition().opening().forEach(line -> text.append(line).append('\n'));
        text.append(lineDirective(first.line(), tabs.get(first.tab())));
        text.append(function.prototype().orElseThrow()).append(";\n");
        text.append("#endif\n".repeat(function.condition().depth()));
        return text.toString();
    }

    private static String lineDirective(int line, String tab) {
        return "#line " + line + " \"" + tab.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    }

    private static void appendTab(
            StringBuilder cpp,
            String text,
            int tab,
            String name,
            List<Piece> pieces,
            Map<Integer, List<String>> insertions) {
        int copied = 0;
        for (Map.Entry<Integer, List<String>> insertion : insertions.entrySet()) {
            Token before = pieces.get(insertion.getKey()).token();
            if (before.tab() == tab) {
                cpp.append(text, copied, before.start()).append('\n');
                insertion.getValue().forEach(cpp::append);
                cpp.append(lineDirective(before.line(), name));
                copied = before.start();
            }
        }
        cpp.append(text, copied, text.length());
    }
}
