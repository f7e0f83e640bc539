package dev.tinywright.tensor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The C kernels of {@code runtime/}, compiled with this machine's C compiler and called in process. */
public final class HostKernels {
    private static final Path RUNTIME = Path.of("..", "runtime");
    private final SymbolLookup library;

    private HostKernels(SymbolLookup library) {
        this.library = library;
    }

    /** Compiles all kernels into a shared library and loads it for the life of the JVM. */
    public static HostKernels compile() {
        try {
            return compile(Files.createTempDirectory("tinywright-kernels"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HostKernels compile(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("kernels.so");
        Path messages = folder.resolve("cc.txt");
        List<String> command = new ArrayList<>(List.of("cc", "-std=c99", "-O2", "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of("-shared", "-fPIC", "-I" + RUNTIME.resolve("include"), "-o", library.toString()));
        command.add(RUNTIME.resolve("test/exports.c").toString());
        try (Stream<Path> sources = Files.list(RUNTIME.resolve("src"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".c")).forEach(command::add);
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(messages).isEmptyFile();
        SymbolLookup loaded = SymbolLookup.libraryLookup(library, Arena.global());
        Files.delete(library); // stays mapped
        Files.delete(messages);
        Files.delete(folder);
        return new HostKernels(loaded);
    }

    /** {@code tw_requantize} or {@code tw_requantize_once} as (int accumulator, int multiplier, int shift) → int. */
    public MethodHandle requantize(Rounding rounding) {
        String name = rounding == Rounding.DOUBLE ? "tw_export_requantize" : "tw_export_requantize_once";
        return function(name, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    public byte[] softmax(Softmax.Parameters parameters, byte[] x) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment quant =
                    arena.allocateFrom(JAVA_INT, parameters.multiplier(), parameters.shift(), parameters.diffMin());
            MemorySegment y = arena.allocate(x.length);
            function("tw_softmax_s8", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, ADDRESS))
                    .invokeExact(arena.allocateFrom(JAVA_BYTE, x), x.length, quant, y);
            return y.toArray(JAVA_BYTE);
        }
    }

    /** @param limits input zero, output zero, lowest and highest output */
    public byte[] dense(byte[] x, byte[] weights, int[] bias, List<Requantizer> requantizers, int... limits)
            throws Throwable {
        int units = bias.length;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment multipliers = arena.allocate(JAVA_INT, units);
            MemorySegment shifts = arena.allocate(units);
            for (int u = 0; u < units; u++) {
                multipliers.setAtIndex(JAVA_INT, u, requantizers.get(u).multiplier());
                shifts.set(JAVA_BYTE, u, (byte) requantizers.get(u).shift());
            }
            MemorySegment quant = arena.allocate(
                    MemoryLayout.structLayout(MemoryLayout.sequenceLayout(4, JAVA_INT), ADDRESS, ADDRESS));
            MemorySegment.copy(limits, 0, quant, JAVA_INT, 0, 4);
            quant.set(ADDRESS, 16, multipliers);
            quant.set(ADDRESS, 24, shifts);
            MemorySegment y = arena.allocate(units);
            FunctionDescriptor descriptor =
                    FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
            function("tw_dense_s8", descriptor)
                    .invokeExact(
                            arena.allocateFrom(JAVA_BYTE, x),
                            x.length,
                            arena.allocateFrom(JAVA_BYTE, weights),
                            arena.allocateFrom(JAVA_INT, bias),
                            quant,
                            y,
                            units);
            return y.toArray(JAVA_BYTE);
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), descriptor);
    }
}
