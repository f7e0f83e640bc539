package dev.tinywright.answer;

import dev.tinywright.arduino.Lexer.Token;
import java.util.List;

/** What code an answer is to hold, and when it is whole. */
enum CodeKind {
    SKETCH(
            "sketch",
            "a sketch with setup() and loop()",
            "one ```cpp fence with the whole sketch, from the first #include to the last brace") {
        @Override
        boolean isWhole(List<Token> tokens) {
            return defines(tokens, "setup") && defines(tokens, "loop");
        }

        @Override
        boolean isLanguage(String language) {
            return language.matches("c|cpp|c\\+\\+|cxx|ino|arduino|cc|h|hpp");
        }
    },
    STEP("step", "a class that implements Step", "one ```java fence with the whole class, to its last brace") {
        @Override
        boolean isWhole(List<Token> tokens) {
            for (int i = 0; i + 2 < tokens.size(); i++) {
                if (tokens.get(i).is("implements")) {
                    return tokens.subList(i, Math.min(tokens.size(), i + 12)).stream()
                            .takeWhile(token -> !token.is("{"))
                            .anyMatch(token -> token.is("Step"));
                }
            }
            return false;
        }

        @Override
        boolean isLanguage(String language) {
            return language.equals("java");
        }
    };

    private final String key;
    private final String thing;
    private final String ask;

    CodeKind(String key, String thing, String ask) {
        this.key = key;
        this.thing = thing;
        this.ask = ask;
    }

    /** Returns the key among the files of an answer. */
    String key() {
        return key;
    }

    String thing() {
        return thing;
    }

    String ask() {
        return ask;
    }

    /** Whether code with these tokens is what was asked for. */
    abstract boolean isWhole(List<Token> tokens);

    abstract boolean isLanguage(String language);

    private static boolean defines(List<Token> tokens, String function) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is(function) && tokens.get(i + 1).is("(")) {
                int close = i + 2 < tokens.size() && tokens.get(i + 2).is("void") ? i + 3 : i + 2;
                if (close + 1 < tokens.size()
                        && tokens.get(close).is(")")
                        && tokens.get(close + 1).is("{")) {
                    return true;
                }
            }
        }
        return false;
    }
}
