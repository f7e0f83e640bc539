package dev.tinywright.arduino;

import dev.tinywright.codegen.CSource;
import dev.tinywright.features.InputFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Wrappers that the linker puts in the place of the model's functions: they call them and record the call. */
record ModelBinding(String model, boolean isWindow) {
    private static final List<String> ALWAYS = List.of("run", "classify");
    private static final List<String> OF_WINDOWS =
            List.of("push_samples", "run_window", "classify_window", "smooth", "restart");

    static ModelBinding of(CSource source) {
        boolean window = source.contract().format() instanceof InputFormat.Window(var _, var _, var _, var element)
                && element == InputFormat.Element.FLOAT32;
        return new ModelBinding(source.name(), window);
    }

    /** Returns the functions that are wrapped. */
    List<String> wrapped() {
        return (isWindow ? java.util.stream.Stream.concat(ALWAYS.stream(), OF_WINDOWS.stream()) : ALWAYS.stream())
                .map(name -> model + "_" + name)
                .toList();
    }

    /** @param inference what the board takes for a call, during which the world goes on */
    String text(Duration inference) {
        String text = """
                /* Records each call of the model; linked with --wrap. */
                #include "model/${name}.h"

                enum { VALUES = ${NAME}_${values}, CLASSES = ${NAME}_CLASSES, MICROS = ${micros} };

                void tw_trace_inference(const float *readings, int n, const signed char *scores, int k);
                void tw_compute(unsigned int us);
                void __real_${name}_run(const float readings[], int8_t scores[]);
                void __real_${name}_classify(const float readings[], ${name}_result *result);
                void __wrap_${name}_run(const float readings[], int8_t scores[]);
                void __wrap_${name}_classify(const float readings[], ${name}_result *result);

                static void record(const float *values, int n, const ${name}_result *result) {
                    int8_t scores[CLASSES];
                    for (int k = 0; k < CLASSES; k++) {
                        scores[k] = (int8_t)(result->confidence[k] - 128);
                    }
                    tw_trace_inference(values, n, scores, CLASSES);
                }

                void __wrap_${name}_run(const float readings[], int8_t scores[]) {
                    __real_${name}_run(readings, scores);
                    tw_compute(MICROS);
                    tw_trace_inference(readings, VALUES, scores, CLASSES);
                }

                void __wrap_${name}_classify(const float readings[], ${name}_result *result) {
                    __real_${name}_classify(readings, result);
                    tw_compute(MICROS);
                    record(readings, VALUES, result);
                }
                """ + (isWindow ? WINDOWS : "");
        return text.replace("${name}", model)
                .replace("${NAME}", model.toUpperCase(Locale.ROOT))
                .replace("${values}", isWindow ? "SAMPLES" : "READINGS")
                .replace("${micros}", Long.toString(inference.toNanos() / 1000));
    }

    private static final String WINDOWS = """

            void tw_trace_push(const float *samples, int n);
            void tw_trace_smooth(int best, int share, int is_event);
            void tw_trace_restart(void);
            uint16_t __real_${name}_push_samples(const float *samples, uint16_t frames);
            void __real_${name}_run_window(int8_t scores[]);
            void __real_${name}_classify_window(${name}_result *result);
            uint8_t __real_${name}_smooth(${name}_result *result);
            void __real_${name}_restart(void);
            uint16_t __wrap_${name}_push_samples(const float *samples, uint16_t frames);
            void __wrap_${name}_run_window(int8_t scores[]);
            void __wrap_${name}_classify_window(${name}_result *result);
            uint8_t __wrap_${name}_smooth(${name}_result *result);
            void __wrap_${name}_restart(void);

            uint16_t __wrap_${name}_push_samples(const float *samples, uint16_t frames) {
                const uint16_t taken = __real_${name}_push_samples(samples, frames);
                if (taken > 0) {
                    tw_trace_push(samples, taken * ${NAME}_READINGS);
                }
                return taken;
            }

            void __wrap_${name}_run_window(int8_t scores[]) {
                __real_${name}_run_window(scores);
                tw_compute(MICROS);
                tw_trace_inference(0, 0, scores, CLASSES);
            }

            void __wrap_${name}_classify_window(${name}_result *result) {
                __real_${name}_classify_window(result);
                tw_compute(MICROS);
                record(0, 0, result);
            }

            uint8_t __wrap_${name}_smooth(${name}_result *result) {
                const uint8_t is_event = __real_${name}_smooth(result);
                tw_trace_smooth(result->best, result->confidence[result->best], is_event);
                return is_event;
            }

            void __wrap_${name}_restart(void) {
                __real_${name}_restart();
                tw_trace_restart();
            }
            """;
}
