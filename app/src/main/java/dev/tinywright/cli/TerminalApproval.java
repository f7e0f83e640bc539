package dev.tinywright.cli;

import dev.tinywright.agent.Approval;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.TextDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows the person what a model wrote, plans as a diff and code with line numbers, and asks before it is used. */
final class TerminalApproval implements Approval {
    private static final int LINES_AT_ONCE = 60;

    private final Terminal terminal;
    private final Editor editor;
    private boolean yesToAll;

    TerminalApproval(Terminal terminal) {
        this(terminal, Editor.ofThePerson());
    }

    TerminalApproval(Terminal terminal, Editor editor) {
        this.terminal = terminal;
        this.editor = editor;
    }

    /** Lets the person change a file. */
    @FunctionalInterface
    interface Editor {
        /** Returns when the person is done with {@code file}. */
        void open(Path file) throws IOException, InterruptedException;

        /** The one of VISUAL or EDITOR, else vi. */
        static Editor ofThePerson() {
            return file -> {
                String program = Optional.ofNullable(System.getenv("VISUAL"))
                        .or(() -> Optional.ofNullable(System.getenv("EDITOR")))
                        .filter(text -> !text.isBlank())
                        .orElse("vi");
                // the variable may hold arguments: the shell takes it apart, the file's name is an argument of its own
                new ProcessBuilder("/bin/sh", "-c", program + " \"$1\"", "sh", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            };
        }
    }

    @Override
    public Verdict ask(Proposed proposed) {
        show(proposed);
        while (!yesToAll) {
            String answer = terminal.ask("[a]ccept, [e]dit, [r]eject, [y]es to all, [q]uit:")
                    .orElse("q")
                    .toLowerCase(Locale.ROOT);
            switch (answer.isEmpty() ? 'a' : answer.charAt(0)) {
                case 'a' -> {
                    return new Verdict.Accepted();
                }
                case 'y' -> yesToAll = true;
                case 'e' -> {
                    Optional<String> edited = edited(proposed);
                    if (edited.isPresent()) {
                        return new Verdict.Edited(edited.get());
                    }
                }
                case 'r' -> {
                    return new Verdict.Rejected(
                            terminal.ask("Why? (the model is told)").orElse(""));
                }
                case 'q' ->
                    throw TinywrightException.failed(
                            "stopped by you before " + proposed.name() + " was used",
                            proposed.name(),
                            "what was done is kept; tinywright build goes on");
                default -> terminal.err().println("'" + Shown.text(answer) + "' is none of them");
            }
        }
        return new Verdict.Accepted();
    }

    private void show(Proposed proposed) {
        terminal.err().println(Shown.text("\n" + proposed.name() + ": " + proposed.reason()));
        boolean isDiff = !proposed.before().isEmpty() || proposed.kind() == Kind.PLAN;
        String text = isDiff
                ? TextDiff.unified(proposed.name(), proposed.before(), proposed.after())
                : numbered(proposed.after());
        if (text.isEmpty()) {
            terminal.err().println("(as it is now)");
        }
        List<String> lines = Shown.text(text).lines().toList();
        for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
            lines.subList(from, Math.min(lines.size(), from + LINES_AT_ONCE)).forEach(terminal.err()::println);
            boolean isMore = from + LINES_AT_ONCE < lines.size();
            if (isMore
                    && !yesToAll
                    && !isEmpty(terminal.ask(
                            (lines.size() - from - LINES_AT_ONCE) + " more lines, Enter shows them, s skips:"))) {
                return;
            }
        }
    }

    private static boolean isEmpty(Optional<String> answer) {
        return answer.filter(String::isEmpty).isPresent();
    }

    private static String numbered(String code) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String line : code.lines().toList()) {
            text.append(String.format(Locale.ROOT, "%4d  %s%n", ++number, line));
        }
        return text.toString();
    }

    /** Returns what the person made of it; empty where that is nothing new, as where no editor came up: who asked to edit did not accept. */
    private Optional<String> edited(Proposed proposed) {
        try {
            Path folder = Files.createTempDirectory("tinywright-edit");
            try {
                Path file = folder.resolve(Path.of(proposed.name()).getFileName());
                Files.writeString(file, proposed.after());
                editor.open(file);
                String text = Files.readString(file);
                if (!text.equals(proposed.after())) {
                    return Optional.of(text);
                }
                terminal.err().println("nothing was changed");
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            terminal.err().println("cannot edit: " + Shown.text(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TinywrightException.failed("the editor was interrupted", proposed.name(), "tinywright build goes on");
        }
        return Optional.empty();
    }

    /** Editors leave copies beside the file. */
    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
