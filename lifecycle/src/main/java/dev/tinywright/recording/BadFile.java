package dev.tinywright.recording;

import java.io.IOException;
import java.io.Serial;

/** A file that is not what its name says, with the reason under which it is counted. */
final class BadFile extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    BadFile(String reason) {
        super(reason);
    }
}
