package dev.tinywright.steps;

import dev.tinywright.diag.TinywrightException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program as its file is at this moment. */
final class StepProgram {
    private final String path;
    private final byte[] content;
    private final boolean executable;

    private StepProgram(String path, byte[] content, boolean executable) {
        this.path = path;
        this.content = content;
        this.executable = executable;
    }

    /** @throws TinywrightException (usage) where there is no such program, or it can be neither compiled nor executed */
    static StepProgram of(Path project, String path) {
        Path file = StepFile.find(project, path);
        StepProgram program = new StepProgram(path, StepFile.content(project, path), Files.isExecutable(file));
        if (!program.isJava() && !program.executable) {
            throw TinywrightException.usage(
                    path + " is neither a Java file nor executable", project.toString(), "run: chmod +x " + path);
        }
        return program;
    }

    String path() {
        return path;
    }

    /** Returns the file's name without folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    byte[] content() {
        return content.clone();
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    String sha256() {
        return StepFile.sha256(content);
    }
}
