package dev.tinywright.firmware;

import dev.tinywright.codegen.CSource;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Command;
import dev.tinywright.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Memory of the library's objects on this computer, from {@code size}; the program around them is not counted. */
final class HostMemory {
    private HostMemory() {}

    static MemoryUse of(CSource source, Path folder) {
        List<String> words = new ArrayList<>(List.of("size"));
        source.files().keySet().stream()
                .filter(file -> file.endsWith(".c"))
                .forEach(file -> words.add(file.replaceAll("\\.c$", ".o")));
        CommandResult result = Command.run(words, folder, Duration.ofSeconds(30));
        if (!result.succeeded()) {
            throw TinywrightException.failed(
                    "cannot measure the objects: " + result.stderr().strip(), folder.toString(), "install binutils");
        }
        long flash = 0;
        long ram = 0;
        for (String line : result.stdout().lines().skip(1).toList()) {
            String[] fields = line.strip().split("\\s+");
            flash += Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
            ram += Long.parseLong(fields[1]) + Long.parseLong(fields[2]);
        }
        long weights = Math.min(source.weightBytes(), flash);
        return new MemoryUse(
                flash,
                weights,
                ram,
                List.of(new MemoryUse.Part("model constants", weights), new MemoryUse.Part("code", flash - weights)),
                List.of(new MemoryUse.Part("model buffers", ram)));
    }
}
