package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.gate.Finding.Edit;
import dev.tinywright.gate.Finding.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What no sketch for a model needs, and what reaches out of it: assembler, files and processes of the host, fixed addresses. */
final class Hostile {
    private static final Set<String> ASSEMBLER = Set.of("asm", "__asm", "__asm__");
    private static final Set<String> HOST = Set.of(
            "system",
            "popen",
            "fopen",
            "freopen",
            "fdopen",
            "fork",
            "vfork",
            "execl",
            "execv",
            "execve",
            "execvp",
            "execlp",
            "dlopen",
            "syscall",
            "getenv",
            "opendir",
            "mmap",
            "ptrace",
            "posix_spawn",
            "ifstream",
            "ofstream",
            "fstream");

    private Hostile() {}

    static List<Finding> in(Tab tab, List<Tab> all) {
        List<Finding> findings = new ArrayList<>();
        List<Token> code = tab.tokens();
        for (int i = 0; i < code.size(); i++) {
            Token token = code.get(i);
            if (token.kind() == Kind.DIRECTIVE) {
                directive(tab, token, findings);
            } else {
                word(tab, code, i, all).ifPresent(findings::add);
                address(tab, code, i).ifPresent(findings::add);
            }
        }
        splices(tab, findings);
        return findings;
    }

    private static Optional<Finding> word(Tab tab, List<Token> code, int i, List<Tab> all) {
        Token token = code.get(i);
        if (token.isWord() && ASSEMBLER.contains(token.text())) {
            return Optional.of(refused("assembler is not accepted in a sketch", tab, token));
        }
        boolean member = i > 0 && (code.get(i - 1).is(".") || code.get(i - 1).is("->"));
        if (token.isWord() && HOST.contains(token.text()) && !member && !defines(all, token.text())) {
            return Optional.of(refused(
                    "'" + token.text() + "' reaches for files or processes, which a board has not", tab, token));
        }
        return Optional.empty();
    }

    private static boolean defines(List<Tab> tabs, String name) {
        return tabs.stream()
                .anyMatch(tab -> tab.functions().stream().anyMatch(f -> f.name().is(name)));
    }

    /** A cast of a number to a pointer: {@code (uint32_t *)0x40021000}, {@code reinterpret_cast<char *>(4096)}. */
    private static Optional<Finding> address(Tab tab, List<Token> code, int i) {
        if (code.get(i).kind() != Kind.NUMBER || code.get(i).text().matches("0[uUlL]*") || i < 3) {
            return Optional.empty();
        }
        int before = code.get(i - 1).is("(") ? i - 2 : i - 1;
        boolean cast = (code.get(before).is(")") || code.get(before).is(">"))
                && before > 1
                && code.get(before - 1).is("*")
                && (code.get(before - 2).isWord() || code.get(before - 2).is("*"));
        boolean named = code.get(before).is(")") || opensCast(code, before);
        return cast && named
                ? Optional.of(refused(
                        "a pointer to the fixed address " + code.get(i).text() + " is not accepted", tab, code.get(i)))
                : Optional.empty();
    }

    private static boolean opensCast(List<Token> code, int close) {
        return code.subList(Math.max(0, close - 8), close).stream().anyMatch(token -> token.is("reinterpret_cast"));
    }

    private static void directive(Tab tab, Token token, List<Finding> findings) {
        String text = token.text();
        if (text.matches("#(include_next|embed|import)\\b.*") || text.contains("##")) {
            findings.add(refused("the directive '" + shortened(text) + "' is not accepted", tab, token));
        }
        if (text.startsWith("#define") || text.startsWith("#pragma")) {
            List<Token> words = Lexer.tokens(text.substring(1), 0);
            words.stream()
                    .filter(word -> word.isWord() && (ASSEMBLER.contains(word.text()) || HOST.contains(word.text())))
                    .findFirst()
                    .ifPresent(word -> findings.add(refused("'" + word.text() + "' is not accepted", tab, token)));
        }
    }

    /** A name that goes on in the next line is another name than it seems. */
    private static void splices(Tab tab, List<Finding> findings) {
        int at = tab.text().indexOf("\\\n");
        while (at > 0) {
            int position = at;
            boolean splits = at + 2 < tab.text().length()
                    && Character.isJavaIdentifierPart(tab.text().charAt(at - 1))
                    && Character.isJavaIdentifierPart(tab.text().charAt(at + 2));
            boolean inToken = tab.tokens().stream()
                    .anyMatch(t -> t.start() < position && t.start() + t.text().length() > position);
            if (splits && !inToken) {
                int line = (int) tab.text().substring(0, at).lines().count();
                findings.add(Finding.of(
                        Finding.Kind.HOSTILE,
                        "a name goes on in the next line",
                        tab.file() + " line " + line,
                        "write the name in one piece"));
            }
            at = tab.text().indexOf("\\\n", at + 2);
        }
    }

    private static Finding refused(String what, Tab tab, Token token) {
        return Finding.of(
                Finding.Kind.HOSTILE,
                what,
                tab.where(token),
                "use only the Arduino core, the sensor's library and the model's header");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** Returns a fix that takes a whole line away. */
    static Fix withoutLine(Tab tab, Token directive, String sentence) {
        int end = tab.text().indexOf('\n', directive.start());
        return new Fix(
                sentence,
                List.of(new Edit(
                        tab.file(), directive.start(), end < 0 ? tab.text().length() : end + 1, "")));
    }
}
