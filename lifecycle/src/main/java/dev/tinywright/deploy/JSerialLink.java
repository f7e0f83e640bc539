package dev.tinywright.deploy;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A port of this computer. */
final class JSerialLink implements SerialLink {
    private static final int POLL_MILLIS = 50;
    /** No sketch of ours writes longer lines; more without an end is noise. */
    private static final int LONGEST_LINE = 8192;

    private final SerialPort port;
    private final byte[] buffer = new byte[4096];
    private final StringBuilder partial = new StringBuilder();
    private final Queue<String> lines = new ArrayDeque<>();

    private JSerialLink(SerialPort port) {
        this.port = port;
    }

    static SerialLink open(String name, int baud) throws IOException {
        try {
            SerialPort port = SerialPort.getCommPort(name);
            port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, POLL_MILLIS, 0);
            if (!port.openPort(0)) {
                throw new IOException("cannot open " + name + " (system error " + port.getLastErrorCode()
                        + "): not there, not permitted, or in use by another program");
            }
            return new JSerialLink(port);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no port " + name, e);
        }
    }

    @Override
    public Optional<String> readLine(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (lines.isEmpty()) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return Optional.empty();
            }
            int n = port.readBytes(buffer, buffer.length);
            if (n < 0) {
                throw new IOException(port.getSystemPortPath() + " is gone");
            }
            take(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
        return Optional.of(lines.remove());
    }

    private void take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lines.add(partial.toString());
                partial.setLength(0);
            } else if (c != '\r' && partial.length() < LONGEST_LINE) {
                partial.append(c == '\t' || c >= ' ' && c <= '~' ? c : '?');
            }
        }
    }

    @Override
    public void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw new IOException(port.getSystemPortPath() + " is gone");
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}
