package dev.tinywright.steps;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.StepResult;
import dev.tinywright.data.StepRows;
import dev.tinywright.data.StepRunner;
import dev.tinywright.data.Table;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Confinement;
import dev.tinywright.process.SandboxResult;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs the programs below a project's {@code steps/}, a person's as a language model's in the sandbox. The gates that a program
 * passes, in rising cost: {@link #compile}, {@link #sample}, {@link #run}.
 */
public final class Steps implements StepRunner {
    /** Rows that a program is tried on. */
    public static final int SAMPLE_ROWS = 40;

    private final Path project;
    private final Confinement confinement;
    private final Memory memory;

    private Steps(Path project, Confinement confinement, Memory memory) {
        this.project = project;
        this.confinement = confinement;
        this.memory = memory;
    }

    /** Keeps what a program printed for the next time that it is run on the same rows. */
    public interface Memory {
        /** Keeps nothing. */
        Memory NONE = new Memory() {
            @Override
            public Optional<byte[]> find(String key) {
                return Optional.empty();
            }

            @Override
            public void put(String key, byte[] output) {}
        };

        /** @param key a hash, fit for a file's name */
        Optional<byte[]> find(String key);

        void put(String key, byte[] output);
    }

    /** @param project the folder that has {@code steps/} */
    public static Steps in(Path project, Confinement confinement) {
        return new Steps(project, confinement, Memory.NONE);
    }

    public Steps withMemory(Memory other) {
        return new Steps(project, confinement, other);
    }

    /**
     * Returns what the compiler says first of a Java file, with lines; empty where it compiles, and for other programs.
     *
     * @throws TinywrightException where there is no such file, or no sandbox where one is required
     */
    public Optional<Diagnosis> compile(String path) {
        StepProgram program = StepProgram.of(project, path);
        if (!program.isJava()) {
            return Optional.empty();
        }
        SandboxResult result = StepProcess.compile(program, confinement.sandbox());
        return result.succeeded() ? Optional.empty() : Optional.of(StepErrors.ofCompiler(program, result));
    }

    /**
     * Returns what a program makes of at most {@value #SAMPLE_ROWS} rows, of each class as many. The rules that need all rows
     * (which classes are left, how many readings changed) are not applied.
     *
     * @throws TinywrightException where it does not compile, fails, or makes up rows or columns
     */
    public StepResult sample(String path, Table table) {
        StepRows rows = StepRows.of(table).sample(SAMPLE_ROWS);
        return new StepCheck(path, rows)
                .sample(StepProcess.run(StepProgram.of(project, path), rows, confinement.sandbox()));
    }

    /**
     * Returns what a program makes of rows.
     *
     * @throws TinywrightException where its file changed after the plan was read, it does not compile, fails, or breaks a rule
     */
    @Override
    public StepResult run(DataStep.Run step, StepRows rows) {
        StepProgram program = StepProgram.of(project, step.path());
        if (!step.sha256().isEmpty() && !step.sha256().equals(program.sha256())) {
            throw TinywrightException.failed(
                    step.path() + " was changed while the plan that names it was carried out",
                    step.path(),
                    "run it again");
        }
        String key = StepFile.sha256((program.sha256() + ' ' + step.path() + '\n' + StepCsv.text(rows))
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Optional<byte[]> kept = memory.find(key);
        byte[] output = kept.orElseGet(() -> StepProcess.run(program, rows, confinement.sandbox()));
        StepResult result = new StepCheck(step.path(), rows).check(output);
        if (kept.isEmpty()) {
            memory.put(key, output);
        }
        return result;
    }
}
