package dev.tinywright.tflite;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.MutableOpResolver;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteRegistration;

/** A {@code .tflite} file in the TensorFlow Lite runtime. */
final class TensorFlowLite implements AutoCloseable {
    /** Which of the runtime's implementations of an operator run. */
    enum Kernels {
        /** {@code Register_…_REF}: those that the int8 specification is tested with. */
        REFERENCE,
        /** {@code Register_…}: those that a runtime without delegates takes. */
        BUILT_IN,
        /** The default delegate. */
        XNNPACK
    }

    private final BytePointer bytes;
    private final FlatBufferModel model;
    private final OpResolver resolver;
    private final Interpreter interpreter = new Interpreter((Pointer) null);
    private final int inputs;
    private final int outputs;

    TensorFlowLite(byte[] file, int inputs, int outputs, Kernels kernels) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.bytes = new BytePointer(file);
        this.resolver = resolver(kernels);
        this.model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, file.length);
        try (InterpreterBuilder builder = new InterpreterBuilder(model, resolver)) {
            check(builder.SetNumThreads(1));
            check(builder.apply(interpreter));
        }
        check(interpreter.AllocateTensors());
    }

    byte[] run(byte[] input) {
        interpreter.typed_input_tensor_byte(0).capacity(inputs).put(input);
        check(interpreter.Invoke());
        byte[] output = new byte[outputs];
        interpreter.typed_output_tensor_byte(0).capacity(outputs).get(output);
        return output;
    }

    String inputName() {
        return interpreter.GetInputName(0).getString();
    }

    String outputName() {
        return interpreter.GetOutputName(0).getString();
    }

    @Override
    public void close() {
        interpreter.close();
        model.close();
        resolver.close();
        bytes.close();
    }

    private static OpResolver resolver(Kernels kernels) {
        return switch (kernels) {
            case REFERENCE -> referenceKernels();
            case BUILT_IN -> new BuiltinOpResolverWithoutDefaultDelegates();
            case XNNPACK -> new BuiltinOpResolver();
        };
    }

    /** The Java interface of the runtime leaves these registrations out, its library has them. */
    private static OpResolver referenceKernels() {
        Loader.load(org.bytedeco.tensorflowlite.global.tensorflowlite.class);
        MutableOpResolver resolver = new MutableOpResolver();
        resolver.AddBuiltin(9, registration("_ZN6tflite3ops7builtin28Register_FULLY_CONNECTED_REFEv"), 1, 12);
        resolver.AddBuiltin(25, registration("_ZN6tflite3ops7builtin20Register_SOFTMAX_REFEv"), 1, 3);
        return resolver;
    }

    private static TfLiteRegistration registration(String symbol) {
        try {
            MemorySegment address = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(
                            SymbolLookup.loaderLookup().find(symbol).orElseThrow(), FunctionDescriptor.of(ADDRESS))
                    .invokeExact();
            return new TfLiteRegistration(new Address(address.address()));
        } catch (Throwable e) {
            throw new AssertionError("no " + symbol + " in the runtime", e);
        }
    }

    private static void check(int status) {
        if (status != 0) {
            throw new AssertionError("TensorFlow Lite answers with status " + status);
        }
    }

    private static final class Address extends Pointer {
        Address(long address) {
            this.address = address;
        }
    }
}
