package dev.tinywright.cli;

import dev.tinywright.pipeline.Events;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run on stderr: lines as they come, and on a terminal a bar while training. */
final class Progress implements Events, AutoCloseable {
    private static final int REFRESH_MILLIS = 200;

    private final Terminal terminal;
    private Optional<ProgressBar> bar = Optional.empty();

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String line) {
        terminal.err().println(line);
    }

    @Override
    public synchronized void training(int done, int total, String latest) {
        if (!terminal.isInteractive()) {
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

    @Override
    public synchronized void trainingDone() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    @Override
    public void close() {
        trainingDone();
    }
}
