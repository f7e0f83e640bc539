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
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
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

    /**
     * Runs both kernels of a fully connected layer, which must agree.
     *
     * @param bias less the input's zero point times the sum of the weights
     * @param limits output zero, lowest and highest output
     */
    public byte[] dense(byte[] x, byte[] weights, int[] bias, List<Requantizer> requantizers, int... limits)
            throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment in = arena.allocateFrom(JAVA_BYTE, x);
            MemorySegment matrix = matrix(arena, weights, bias, requantizers, limits);
            MemorySegment y = arena.allocate(bias.length);
            MemorySegment same = arena.allocate(bias.length);
            function("tw_matrix_vector_s8", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS))
                    .invokeExact(in, matrix, y);
            function("tw_matrix_s8", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS, ADDRESS))
                    .invokeExact(in, 1, matrix, same);
            assertThat(same.toArray(JAVA_BYTE)).isEqualTo(y.toArray(JAVA_BYTE));
            return y.toArray(JAVA_BYTE);
        }
    }

    /** {@code tw_matrix}, four pointers, two int32, four int8. */
    private static MemorySegment matrix(
            Arena arena, byte[] weights, int[] bias, List<Requantizer> requantizers, int... limits) {
        MemorySegment multipliers = arena.allocate(JAVA_INT, bias.length);
        MemorySegment shifts = arena.allocate(bias.length);
        for (int u = 0; u < bias.length; u++) {
            multipliers.setAtIndex(JAVA_INT, u, requantizers.get(u).multiplier());
            shifts.set(JAVA_BYTE, u, (byte) requantizers.get(u).shift());
        }
        MemorySegment matrix = arena.allocate(48, 8);
        matrix.set(ADDRESS, 0, arena.allocateFrom(JAVA_BYTE, weights));
        matrix.set(ADDRESS, 8, arena.allocateFrom(JAVA_INT, bias));
        matrix.set(ADDRESS, 16, multipliers);
        matrix.set(ADDRESS, 24, shifts);
        matrix.set(JAVA_INT, 32, weights.length / bias.length);
        matrix.set(JAVA_INT, 36, bias.length);
        matrix.set(JAVA_BYTE, 40, (byte) 1);
        for (int i = 0; i < 3; i++) {
            matrix.set(JAVA_BYTE, 41 + i, (byte) limits[i]);
        }
        return matrix;
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), descriptor);
    }
}
