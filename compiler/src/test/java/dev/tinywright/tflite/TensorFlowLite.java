package dev.tinywright.tflite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.util.Map.entry;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.bytedeco.tensorflowlite.TfLiteTensor;

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

    /** By number of the operator; those without a variant of their own have one kernel for all. */
    private static final Map<Integer, String> REFERENCE_KERNELS = Map.ofEntries(
            entry(0, "Register_ADD_REF"),
            entry(1, "Register_AVERAGE_POOL_REF"),
            entry(2, "Register_CONCATENATION_REF"),
            entry(3, "Register_CONVOLUTION_REF"),
            entry(4, "Register_DEPTHWISE_CONVOLUTION_REF"),
            entry(6, "Register_DEQUANTIZE_REF"),
            entry(9, "Register_FULLY_CONNECTED_REF"),
            entry(14, "Register_LOGISTIC_REF"),
            entry(17, "Register_MAX_POOL_REF"),
            entry(18, "Register_MUL_REF"),
            entry(19, "Register_RELU"),
            entry(20, "Register_RELU_N1_TO_1"),
            entry(21, "Register_RELU6"),
            entry(22, "Register_RESHAPE"),
            entry(25, "Register_SOFTMAX_REF"),
            entry(27, "Register_SVDF"),
            entry(28, "Register_TANH_REF"),
            entry(34, "Register_PAD_REF"),
            entry(39, "Register_TRANSPOSE_REF"),
            entry(40, "Register_MEAN_REF"),
            entry(41, "Register_SUB_REF"),
            entry(45, "Register_STRIDED_SLICE_REF"),
            entry(49, "Register_SPLIT"),
            entry(54, "Register_PRELU_REF"),
            entry(56, "Register_ARG_MAX"),
            entry(60, "Register_PADV2_REF"),
            entry(67, "Register_TRANSPOSECONV_REF"),
            entry(97, "Register_RESIZE_NEAREST_NEIGHBOR_REF"),
            entry(98, "Register_LEAKY_RELU_REF"),
            entry(114, "Register_QUANTIZE_REF"),
            entry(117, "Register_HARD_SWISH_REF"));

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

    /** For any number of inputs and outputs of any type: {@link #runAll}. */
    TensorFlowLite(byte[] file, Kernels kernels) {
        this(file, 0, 0, kernels);
    }

    /** Little-endian elements in, little-endian elements out. */
    List<byte[]> runAll(List<byte[]> in) {
        for (int i = 0; i < in.size(); i++) {
            elements(interpreter.input_tensor(i)).put(in.get(i));
        }
        check(interpreter.Invoke());
        List<byte[]> out = new ArrayList<>();
        for (int i = 0; i < interpreter.outputs().capacity(); i++) {
            byte[] output = new byte[(int) interpreter.output_tensor(i).bytes()];
            elements(interpreter.output_tensor(i)).get(output);
            out.add(output);
        }
        return out;
    }

    private static BytePointer elements(TfLiteTensor tensor) {
        return tensor.data().raw().capacity(tensor.bytes());
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
        REFERENCE_KERNELS.forEach((operator, name) -> resolver.AddBuiltin(operator, registration(name), 1, 12));
        return resolver;
    }

    private static TfLiteRegistration registration(String name) {
        String symbol = "_ZN6tflite3ops7builtin" + name.length() + name + "Ev";
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
