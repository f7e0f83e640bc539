package dev.tinywright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinywright.agent.Approval;
import dev.tinywright.agent.Approval.Kind;
import dev.tinywright.agent.Approval.Proposed;
import dev.tinywright.agent.Approval.Verdict;
import dev.tinywright.cli.TerminalApproval.Editor;
import dev.tinywright.diag.TinywrightException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalApprovalTest {
    private static final Proposed PLAN =
            new Proposed(Kind.PLAN, "plan.yaml", "version: 1\nseed: 7\n", "version: 1\nseed: 8\n", "another seed");
    private static final Editor NO_EDITOR = file -> {
        throw new AssertionError("nobody asked to edit");
    };

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aPlanIsShownAsADiffWithTheReasonAndAccepted() {
        assertThat(approval(NO_EDITOR, "a").ask(PLAN)).isEqualTo(new Verdict.Accepted());

        assertThat(shown()).contains("plan.yaml: another seed", "--- plan.yaml", "-seed: 7", "+seed: 8", " version: 1");
        assertThat(asked).singleElement().asString().contains("[a]ccept, [e]dit, [r]eject, [y]es to all, [q]uit");
    }

    @Test
    void codeIsShownWholeWithLineNumbers() {
        approval(NO_EDITOR, "a").ask(code("int first;\nint second;\n"));

        assertThat(shown()).contains("   1  int first;", "   2  int second;");
    }

    @Test
    void longCodeIsShownInParts() {
        String code =
                IntStream.rangeClosed(1, 150).mapToObj(i -> "line" + i + ";\n").collect(Collectors.joining());

        approval(NO_EDITOR, "", "", "a").ask(code(code));
        assertThat(shown()).contains("line60;", "line61;", "line150;");
        assertThat(asked).hasSize(3).first().asString().contains("90 more lines");

        shown.reset();
        assertThat(approval(NO_EDITOR, "s", "r", "too long").ask(code(code)))
                .isEqualTo(new Verdict.Rejected("too long"));
        assertThat(shown()).contains("line60;").doesNotContain("line61;");
    }

    @Test
    void whatATerminalWouldObeyIsMadeVisible() {
        String escape = "\u001b]0;owned\u0007\u001b[2J\u202e\r\u009b1A";
        approval(NO_EDITOR, "\u001b[31m", "a").ask(new Proposed(Kind.STEP, "steps/A.java", "", "// " + escape, escape));

        assertThat(shown())
                .doesNotContain("\u001b", "\u0007", "\u202e", "\r", "\u009b")
                .contains("\\u001b[2J", "\\u202e", "// \\u001b]0;owned");
        shown.reset();
        approval(NO_EDITOR, "a").ask(new Proposed(Kind.PLAN, "plan.yaml", "a\n", "b" + escape + "\n", ""));
        assertThat(shown()).doesNotContain("\u001b").contains("+b\\u001b");
    }

    @Test
    void theReasonOfARejectionIsInThePersonsWords() {
        assertThat(approval(NO_EDITOR, "r", "use fewer epochs").ask(PLAN))
                .isEqualTo(new Verdict.Rejected("use fewer epochs"));
    }

    @Test
    void whatIsNoAnswerIsAskedAgain() {
        assertThat(approval(NO_EDITOR, "x", "?", "a").ask(PLAN)).isEqualTo(new Verdict.Accepted());
        assertThat(shown()).contains("'x' is none of them");
    }

    @Test
    void yesToAllAsksNoMoreButStillShows() {
        Approval approval = approval(NO_EDITOR, "y");
        String code = "int a;\n".repeat(200);

        assertThat(approval.ask(PLAN)).isEqualTo(new Verdict.Accepted());
        assertThat(approval.ask(code(code))).isEqualTo(new Verdict.Accepted());
        assertThat(approval.ask(PLAN)).isEqualTo(new Verdict.Accepted());
        assertThat(asked).hasSize(1);
        assertThat(shown()).contains(" 200  int a;");
    }

    @Test
    void quittingAndTheEndOfTheInputSayWhatIsKept() {
        for (String[] answers : new String[][] {{"q"}, {}}) {
            assertThatThrownBy(() -> approval(NO_EDITOR, answers).ask(PLAN))
                    .isInstanceOfSatisfying(TinywrightException.class, e -> {
                        assertThat(e.diagnosis().what()).contains("stopped by you before plan.yaml was used");
                        assertThat(e.diagnosis().hint()).contains("is kept", "tinywright build goes on");
                    });
        }
    }

    @Test
    void anEditorScriptChangesACopyWithTheRightEnding(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("editor.sh");
        Files.writeString(
                script, "case \"$1\" in *.java) ;; *) exit 1;; esac\ncp \"$1\" \"$1~\"\necho '// mine' >> \"$1\"\n");
        List<Path> opened = new ArrayList<>();
        Editor editor = file -> {
            opened.add(file);
            new ProcessBuilder("/bin/sh", script.toString(), file.toString())
                    .start()
                    .waitFor();
        };

        assertThat(approval(editor, "e").ask(code("class A {}\n")))
                .isEqualTo(new Verdict.Edited("class A {}\n// mine\n"));
        assertThat(opened).singleElement().satisfies(file -> {
            assertThat(file).hasFileName("A.java");
            assertThat(file.getParent()).as("nothing is left behind").doesNotExist();
        });
    }

    @Test
    void anEditorThatChangesNothingOrFailsIsNoConsent() {
        assertThat(approval(file -> {}, "e", "r", "no").ask(PLAN)).isEqualTo(new Verdict.Rejected("no"));
        assertThat(shown()).contains("nothing was changed");

        Editor broken = file -> {
            throw new IOException("no such program");
        };
        assertThat(approval(broken, "e", "r", "no").ask(PLAN)).isEqualTo(new Verdict.Rejected("no"));
        assertThat(approval(Files::delete, "e", "r", "gone").ask(PLAN)).isEqualTo(new Verdict.Rejected("gone"));
        assertThat(shown()).contains("cannot edit: no such program");
    }

    private static Proposed code(String text) {
        return new Proposed(Kind.STEP, "steps/A.java", "", text, "cleans");
    }

    private Approval approval(Editor editor, String... answers) {
        asked.clear();
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        Person person = question -> {
            asked.add(question);
            return Optional.ofNullable(left.poll());
        };
        PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new TerminalApproval(new Terminal(err, err, Optional.of(person), interrupt -> {}), editor);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
