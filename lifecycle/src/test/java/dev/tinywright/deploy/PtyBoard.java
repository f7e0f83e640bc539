package dev.tinywright.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A board on a pseudo-terminal: {@code board.c}. */
record PtyBoard(Process process, String port) implements AutoCloseable {
    static PtyBoard start(Path folder, String... words) throws Exception {
        Path program = folder.resolve("board");
        if (!Files.exists(program)) {
            Path source = folder.resolve("board.c");
            try (var in = PtyBoard.class.getResourceAsStream("board.c")) {
                Files.write(source, java.util.Objects.requireNonNull(in).readAllBytes());
            }
            Process cc = new ProcessBuilder(
                            "cc", "-std=c99", "-D_DEFAULT_SOURCE", "-o", program.toString(), source.toString(), "-lm")
                    .inheritIO()
                    .start();
            if (cc.waitFor() != 0) {
                throw new IOException("board.c does not compile");
            }
        }
        List<String> all = new ArrayList<>(List.of(program.toString()));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).start();
        String port = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return new PtyBoard(process, java.util.Objects.requireNonNull(port));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
