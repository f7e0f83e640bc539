package dev.tinywright.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch. Its first use on a machine unpacks some 400 MB into JavaCPP's cache, and JavaCPP does not keep two
 * processes from doing that at once: one then maps a file that the other is writing, and dies of SIGBUS. So the first
 * use holds a lock, and leaves a mark that the others may go ahead side by side.
 */
final class NativeLibraries {
    private NativeLibraries() {}

    static void load() throws IOException {
        Path cache = Loader.getCacheDir().toPath();
        Path mark = cache.resolve("tinywright-unpacked-" + Loader.getVersion("org.bytedeco", "pytorch"));
        if (Files.exists(mark) || !Files.isWritable(cache)) {
            Loader.load(torch.class);
            return;
        }
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("tinywright.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Loader.load(torch.class);
            Files.write(mark, new byte[0]);
        }
    }
}
