package dev.tinywright.train;

/** Hears of each epoch of each candidate while they train. Called by several threads, one call at a time. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress SILENT = (candidate, epoch) -> {};

    /** Called after each epoch of {@code candidate}. */
    void epoch(Candidate candidate, EpochRecord epoch);
}
