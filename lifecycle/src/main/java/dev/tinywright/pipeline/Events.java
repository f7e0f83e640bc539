package dev.tinywright.pipeline;

/** What a run tells while it goes on; the command line shows it on stderr. */
public interface Events {
    /** A stage begins or has something to say, in a line. */
    void say(String line);

    /** Training goes on: {@code done} of {@code total} epochs over all candidates, the last one's name and figures. */
    void training(int done, int total, String latest);

    /** The progress shown by {@link #training} is over. */
    void trainingDone();
}
