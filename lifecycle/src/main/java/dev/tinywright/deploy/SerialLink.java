package dev.tinywright.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An open serial port, as lines. An {@link IOException} means that the port is gone: unplugged, or reset. */
public interface SerialLink extends AutoCloseable {
    /** The rate that the generated sketches use. */
    int BAUD = 115_200;

    /** @throws IOException if there is no such port, or another program has it */
    static SerialLink open(String port, int baud) throws IOException {
        return JSerialLink.open(port, baud);
    }

    /** Returns the next whole line without its end, bytes outside ASCII as '?'; empty where none came in time. */
    Optional<String> readLine(Duration timeout) throws IOException;

    void write(String text) throws IOException;

    @Override
    void close();

    /** Opens a port, again and again where it was lost. */
    @FunctionalInterface
    interface Opener {
        SerialLink open() throws IOException;
    }
}
