package dev.tinywright.process;

import java.nio.charset.StandardCharsets;

/** How a program in a sandbox ended, and what it printed. All of it is the program's word. */
public final class SandboxResult {
    /** Why it ended. */
    public enum End {
        /** By itself. */
        EXITED,
        /** Its time was up. */
        TIME,
        /** It printed more than it may. */
        OUTPUT,
        /** Its processes together held more memory than they may. */
        MEMORY
    }

    private final End end;
    private final int exitCode;
    private final byte[] stdout;
    private final String stderr;

    SandboxResult(End end, int exitCode, byte[] stdout, String stderr) {
        this.end = end;
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    public End end() {
        return end;
    }

    /** Returns the program's exit code, 128 and more for a signal; -1 where it was ended by us. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns what it printed, as far as it may; a copy. */
    public byte[] bytes() {
        return stdout.clone();
    }

    public String stdout() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Returns the first part of what it complained of. */
    public String stderr() {
        return stderr;
    }

    public boolean succeeded() {
        return end == End.EXITED && exitCode == 0;
    }

    /** Returns how it ended, for people: "it did not end within its time". */
    public String text() {
        return switch (end) {
            case EXITED -> "it ended with exit code " + exitCode;
            case TIME -> "it did not end within its time and was stopped";
            case OUTPUT -> "it printed more than it may and was stopped";
            case MEMORY -> "it used more memory than it may and was stopped";
        };
    }
}
