package dev.tinywright.firmware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Arduino core for AVR boards, as a package or the Arduino IDE installs it.
 *
 * @param folder with {@code cores}, {@code variants} and {@code libraries}
 * @param version that its {@code platform.txt} names, "1.8.7"
 */
public record ArduinoCore(Path folder, String version) {
    private static final String PLATFORM = "platform.txt";

    /** Where Debian and others put it; the property tinywright.arduinoAvr names another folder. */
    private static final List<String> FOLDERS = List.of(
            "/usr/share/arduino/hardware/arduino/avr",
            "/usr/local/share/arduino/hardware/arduino/avr",
            "/usr/share/arduino/hardware/archlinux-arduino/avr");

    /** Returns the core; empty where it is not installed. */
    public static Optional<ArduinoCore> find() {
        String named = System.getProperty("tinywright.arduinoAvr", "");
        if (!named.isEmpty()) {
            return at(Path.of(named));
        }
        return Stream.concat(FOLDERS.stream().map(Path::of), boardsManager())
                .map(ArduinoCore::at)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The folders of the Arduino IDE's boards manager, the newest version first. */
    private static Stream<Path> boardsManager() {
        Path versions = Path.of(System.getProperty("user.home", "."), ".arduino15/packages/arduino/hardware/avr");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.sorted(java.util.Comparator.reverseOrder()).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static Optional<ArduinoCore> at(Path folder) {
        Path platform = folder.resolve(PLATFORM);
        if (!Files.isRegularFile(platform) || !Files.isRegularFile(folder.resolve("cores/arduino/Arduino.h"))) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(platform)) {
            return Optional.of(new ArduinoCore(
                    folder,
                    lines.filter(line -> line.startsWith("version="))
                            .map(line -> line.substring("version=".length()).strip())
                            .findFirst()
                            .orElse("of unknown version")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
