package dev.tinywright.cli;

import dev.tinywright.board.Boards;
import dev.tinywright.sensor.Sensors;
import java.nio.file.Path;
import java.util.Optional;

/** Where the user's own files are. */
final class Settings {
    private Settings() {}

    static Path boardsFolder() {
        return folder().resolve("boards");
    }

    static Path sensorsFolder() {
        return folder().resolve("sensors");
    }

    static Path folder() {
        Path configuration = Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
        return configuration.resolve("tinywright");
    }

    static Boards boards() {
        return Boards.with(boardsFolder());
    }

    static Sensors sensors() {
        return Sensors.with(sensorsFolder());
    }
}
