package dev.tinywright.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fazecast.jSerialComm.SerialPort;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the port that a board is at. */
public final class Ports {
    private Ports() {}

    /** @throws TinywrightException (usage) unless there is exactly one USB serial port */
    public static String only() {
        return one(Arrays.stream(SerialPort.getCommPorts())
                .filter(port -> port.getVendorID() > 0)
                .map(SerialPort::getSystemPortPath)
                .toList());
    }

    /** Returns the port at which arduino-cli recognizes the board, or else the only USB port it lists. */
    static String ofArduino(String fqbn) {
        CommandResult listed = Command.run(
                List.of(FlashTool.ARDUINO_CLI.program(), "board", "list", "--format", "json"),
                Path.of("."),
                Duration.ofSeconds(30));
        return listed.succeeded() ? choose(listed.stdout(), fqbn) : only();
    }

    static String choose(String json, String fqbn) {
        List<String> matching = new ArrayList<>();
        List<String> usb = new ArrayList<>();
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            for (JsonNode found : root.isArray() ? root : root.path("detected_ports")) {
                String address = found.path("port").path("address").asText();
                if (found.path("port").path("properties").has("vid")) {
                    usb.add(address);
                }
                for (JsonNode board : found.path("matching_boards")) {
                    if (board.path("fqbn").asText().equals(fqbn)) {
                        matching.add(address);
                    }
                }
            }
        } catch (IOException notJson) {
            return only();
        }
        return one(matching.isEmpty() ? usb : matching);
    }

    private static String one(List<String> ports) {
        if (ports.size() == 1) {
            return ports.getFirst();
        }
        throw TinywrightException.usage(
                ports.isEmpty()
                        ? "no board is plugged in"
                        : "there are " + ports.size() + " boards: " + String.join(", ", ports),
                "",
                ports.isEmpty()
                        ? "plug it in with a cable that carries data, or name its port with --port"
                        : "choose one with --port");
    }
}
