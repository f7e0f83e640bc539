package dev.tinywright.arduino;

import java.nio.file.Path;

/** Runs sketches on this computer with a core that has just what the sketches of the tests use. */
public final class SmallCore {
    private SmallCore() {}

    /**
     * @param cache keeps the compiled core
     */
    public static SketchRunner in(Path cache) {
        return Emulation.onHost(Core.of("/dev/tinywright/arduino/smallcore"), cache);
    }
}
