package dev.tinywright.cli;

import dev.tinywright.pipeline.Events;
import java.util.Optional;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run on stderr: lines as they come, and while training a bar on a terminal, now and then a line elsewhere. */
final class Progress implements Events, AutoCloseable {
    private static final int REFRESH_MILLIS = 200;
    private static final long FIRST_LINE_NANOS = 3_000_000_000L;
    private static final long NEXT_LINE_NANOS = 10_000_000_000L;

    private final Terminal terminal;
    private Optional<ProgressBar> bar = Optional.empty();
    private OptionalLong nextLine = OptionalLong.empty();

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String line) {
        if (!terminal.told().remove(line)) {
            terminal.err().println(Shown.text(line));
        }
    }

    @Override
    public synchronized void training(int done, int total, String latest) {
        if (!terminal.isInteractive()) {
            line(done, total, latest);
            return;
        }
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("training")
                    .setInitialMax(total)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .clearDisplayOnFinish()
                    .hideEta()
                    .build());
        }
        bar.get().stepTo(done).setExtraMessage(" " + latest);
    }

    private void line(int done, int total, String latest) {
        long now = System.nanoTime();
        if (nextLine.isEmpty()) {
            nextLine = OptionalLong.of(now + FIRST_LINE_NANOS);
        } else if (now - nextLine.getAsLong() >= 0) {
            nextLine = OptionalLong.of(now + NEXT_LINE_NANOS);
            say("training: " + done + " of at most " + total + " epochs, " + latest);
        }
    }

    @Override
    public synchronized void trainingDone() {
        nextLine = OptionalLong.empty();
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    @Override
    public void close() {
        trainingDone();
    }
}
