package dev.tinywright.answer;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Kind;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the code that was asked for among all that an answer holds. */
final class CodeReader {
    private static final int MOST_CHARACTERS = 400_000;

    private final CodeKind kind;
    private final List<String> repairs = new ArrayList<>();

    private CodeReader(CodeKind kind) {
        this.kind = kind;
    }

    static CodeAnswer read(String text, CodeKind kind) {
        return new CodeReader(kind).read(text);
    }

    private CodeAnswer read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return failed("the answer has " + text.length() + " characters, at most " + MOST_CHARACTERS + " are read");
        }
        String said = unescaped(Thoughts.without(text));
        if (said.isBlank()) {
            return failed("the answer is empty");
        }
        List<Fence> fences = Fence.in(said);
        Map<String, String> files = new TreeMap<>();
        fences.stream()
                .filter(Fence::isExpectation)
                .reduce((_, last) -> last)
                .ifPresent(fence -> files.put("expect", fence.code()));
        List<Fence> code = fences.stream()
                .filter(fence -> !fence.isExpectation() && isCandidate(fence))
                .toList();
        Optional<String> found = fences.isEmpty() ? bare(said) : fenced(code);
        if (found.isEmpty()) {
            return failed(problem(said, fences, code));
        }
        files.put(kind.key(), plain(found.get()));
        return new CodeAnswer(files, List.of(), repairs);
    }

    private boolean isCandidate(Fence fence) {
        return kind.isLanguage(fence.language())
                || fence.language().isEmpty()
                || kind.isWhole(Lexer.tokens(fence.code(), 0));
    }

    /** The last whole version; else all pieces together, where they make one. */
    private Optional<String> fenced(List<Fence> fences) {
        List<Fence> whole =
                fences.stream().filter(fence -> isWhole(plainer(fence.code()))).toList();
        if (!whole.isEmpty()) {
            Fence last = whole.getLast();
            if (fences.size() > 1) {
                repairs.add("Took the last whole one of " + fences.size() + " blocks of code.");
            }
            if (!last.closed()) {
                repairs.add("Took a block of code whose fence is not closed; its braces are.");
            }
            return Optional.of(last.code());
        }
        StringBuilder joined = new StringBuilder();
        fences.forEach(fence -> joined.append(fence.code()));
        if (fences.size() > 1 && isWhole(plainer(joined.toString()))) {
            repairs.add("Joined " + fences.size() + " blocks of code, in their order.");
            return Optional.of(joined.toString());
        }
        return Optional.empty();
    }

    /** An answer without a fence that is code from its first line on. */
    private Optional<String> bare(String said) {
        String code = said.strip() + "\n";
        boolean begins = code.startsWith("#")
                || code.startsWith("//")
                || code.startsWith("/*")
                || code.startsWith("import ")
                || code.startsWith("package ")
                || code.startsWith("public ")
                || code.startsWith("void ");
        if (begins && isWhole(plainer(code))) {
            repairs.add("Took the whole answer as code: it has no fence.");
            return Optional.of(code);
        }
        return Optional.empty();
    }

    private boolean isWhole(String code) {
        List<Token> tokens = Lexer.tokens(code, 0);
        return kind.isWhole(tokens) && isBalanced(code, tokens);
    }

    /** Whether all brackets, texts and comments that begin also end. */
    static boolean isBalanced(String code, List<Token> tokens) {
        boolean conditional = tokens.stream()
                .anyMatch(
                        token -> token.kind() == Kind.DIRECTIVE && token.text().matches("# ?(el|if).*"));
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is("{") || token.is("(") ? 1 : token.is("}") || token.is(")") ? -1 : 0;
        }
        return (conditional ? Math.abs(depth) <= 2 : depth == 0) && !endsInComment(code, tokens);
    }

    private static boolean endsInComment(String code, List<Token> tokens) {
        int from = tokens.isEmpty()
                ? 0
                : Math.min(
                        code.length(),
                        tokens.getLast().start() + tokens.getLast().text().length());
        int open = code.indexOf("/*", from);
        return open >= 0 && code.indexOf("*/", open + 2) < 0;
    }

    private Diagnosis problem(String said, List<Fence> fences, List<Fence> code) {
        StringBuilder all = new StringBuilder();
        code.forEach(fence -> all.append(fence.code()));
        String text = plainer(fences.isEmpty() ? said : all.toString());
        List<Token> tokens = Lexer.tokens(text, 0);
        boolean hasCode = tokens.stream().anyMatch(token -> token.is("{"));
        boolean open = fences.stream().anyMatch(fence -> !fence.closed());
        if (hasCode && (open || !isBalanced(text, tokens))) {
            return new Diagnosis(
                    "the code is truncated: it ends before its last brace is closed",
                    "",
                    "answer again, shorter: " + kind.ask());
        }
        return hasCode
                ? new Diagnosis("the code in the answer is not " + kind.thing(), "", "answer with " + kind.ask())
                : new Diagnosis("there is no code in the answer", "", "answer with " + kind.ask());
    }

    /** Code whose every bracket is an HTML entity was escaped as a whole. */
    private String plain(String code) {
        String plain = plainer(code);
        if (!plain.equals(code)) {
            repairs.add("Read HTML entities as the characters that they stand for.");
        }
        return plain;
    }

    private static String plainer(String code) {
        boolean escaped = code.contains("&lt;") || code.contains("&gt;") || code.contains("&quot;");
        return escaped && code.indexOf('<') < 0 && code.indexOf('>') < 0
                ? code.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&")
                : code;
    }

    /** An answer in one line whose line breaks are written out, as in a JSON string. */
    private String unescaped(String text) {
        String said = text.strip();
        boolean oneLine = said.indexOf('\n') < 0 && said.contains("\\n");
        if (!oneLine) {
            return text;
        }
        String inner = said.length() > 1 && said.startsWith("\"") && said.endsWith("\"")
                ? said.substring(1, said.length() - 1)
                : said;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                i++;
                plain.append(meaning(inner.charAt(i)));
            } else {
                plain.append(c);
            }
        }
        repairs.add("Read \\n as a line break in an answer that is one line.");
        return plain.toString();
    }

    private static String meaning(char escaped) {
        return switch (escaped) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "";
            case '"', '\\', '/' -> String.valueOf(escaped);
            default -> "\\" + escaped;
        };
    }

    private CodeAnswer failed(String what) {
        return failed(new Diagnosis(what, "", "answer with " + kind.ask()));
    }

    private static CodeAnswer failed(Diagnosis problem) {
        return new CodeAnswer(Map.of(), List.of(problem), List.of());
    }

    /**
     * What stands between two fences.
     *
     * @param language in lower case; empty where none is said
     * @param closed whether the closing fence is there
     */
    private record Fence(String language, String code, boolean closed) {
        static List<Fence> in(String text) {
            List<Fence> fences = new ArrayList<>();
            StringBuilder code = new StringBuilder();
            Optional<String> open = Optional.empty();
            String mark = "```";
            for (String line : text.split("\n", -1)) {
                String bare = line.strip();
                if (open.isEmpty() && (bare.startsWith("```") || bare.startsWith("~~~"))) {
                    mark = bare.substring(0, 3);
                    open = Optional.of(language(bare));
                } else if (open.isPresent()
                        && bare.startsWith(mark)
                        && language(bare).isEmpty()) {
                    fences.add(new Fence(open.get(), code.toString(), true));
                    code.setLength(0);
                    open = Optional.empty();
                } else if (open.isPresent()) {
                    code.append(line).append('\n');
                }
            }
            if (open.isPresent()) {
                String rest = code.toString().stripTrailing() + "\n";
                fences.add(new Fence(open.get(), rest, false));
            }
            return fences;
        }

        private static String language(String line) {
            String rest = line.replaceFirst("^[`~]+", "").strip().toLowerCase(Locale.ROOT);
            int end = rest.indexOf(' ');
            return (end < 0 ? rest : rest.substring(0, end))
                    .replaceFirst("^\\{?\\.?", "")
                    .replaceFirst("}$", "");
        }

        boolean isExpectation() {
            return (language.equals("yaml") || language.equals("yml"))
                    && code.lines().anyMatch(line -> line.startsWith("expect:"));
        }
    }
}
