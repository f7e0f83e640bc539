package dev.tinywright.process;

/**
 * How a child process ended.
 *
 * @param exitCode as the process gave it; -1 where it was ended by us
 * @param stdout first part of what it printed
 * @param stderr first part of what it complained of
 * @param timedOut whether it was ended because its time was up
 */
public record CommandResult(int exitCode, String stdout, String stderr, boolean timedOut) {
    public boolean succeeded() {
        return exitCode == 0 && !timedOut;
    }
}
