package dev.tinywright.diag;

import java.io.Serial;

/** Ends a command with a {@link Diagnosis} and an exit code: 1 for work that failed, 2 for wrong usage. */
public final class TinywrightException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;
    private final int exitCode;

    private TinywrightException(Diagnosis diagnosis, int exitCode) {
        super(diagnosis.text());
        this.diagnosis = diagnosis;
        this.exitCode = exitCode;
    }

    /** Work that was asked for rightly and failed: a stage, a goal, a tool, the data. Exit code 1. */
    public static TinywrightException failed(String what, String where, String hint) {
        return new TinywrightException(new Diagnosis(what, where, hint), 1);
    }

    /** A request that cannot be carried out as written: an option, a key of task.yaml, a missing file. Exit code 2. */
    public static TinywrightException usage(String what, String where, String hint) {
        return new TinywrightException(new Diagnosis(what, where, hint), 2);
    }

    public Diagnosis diagnosis() {
        return diagnosis;
    }

    public int exitCode() {
        return exitCode;
    }
}
