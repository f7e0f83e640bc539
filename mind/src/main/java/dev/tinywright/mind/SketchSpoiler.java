package dev.tinywright.mind;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Faults of sketches. */
final class SketchSpoiler {
    private static final Pattern CLASSIFY = Pattern.compile("(\\w+)_classify\\((\\w+), &(\\w+)\\);");
    private static final Pattern READINGS = Pattern.compile("x\\[(\\w+_READINGS)]");
    private static final Pattern CASE = Pattern.compile("case (\\d+):");
    private static final Pattern LABELS = Pattern.compile("// Recognises (.+) and reports it\\.");

    private final SplittableRandom random;

    SketchSpoiler(SplittableRandom random) {
        this.random = random;
    }

    /** @param right an answer with the sketch in its first fence */
    String spoil(Fault fault, String right) {
        Matcher call = CLASSIFY.matcher(right);
        if (!call.find()) {
            throw new IllegalArgumentException("the right sketch calls no model:\n" + right);
        }
        String model = call.group(1);
        return switch (fault) {
            case WRONG_ARRAY_NAME -> wrongArrayName(right, call);
            case WRONG_HEADER -> wrongHeader(right, model);
            case WRONG_TYPE -> wrongType(right, model);
            case WRONG_SCALE -> wrongScale(right);
            case WRONG_API -> wrongApi(right);
            case STATEMENTS_AT_FILE_SCOPE -> atFileScope(right);
            case SURROGATE_ESCAPES -> surrogates(right);
            case TYPOGRAPHIC_QUOTES -> right.replaceAll("(?m)^( [^\"\n]*)\"((?:[^\"\\\\\n]|\\\\.)*)\"", "$1“$2”");
            case NEVER_CALLS_MODEL -> neverCalls(right, call);
            case SWAPPED_LABELS -> swapped(right, model);
            case HOSTILE_CODE -> hostile(right);
            default -> throw new IllegalArgumentException(fault.id() + " is no fault of a sketch");
        };
    }

    private String wrongArrayName(String right, Matcher call) {
        String m = call.group(1);
        String x = call.group(2);
        String result = call.group(3);
        return switch (random.nextInt(5)) {
            case 0 -> replaced(right, call, m + "_predict(" + x + ", &" + result + ");");
            case 1 -> replaced(right, call, m + "_clasify(" + x + ", &" + result + ");");
            case 2 -> replaced(right, call, "runInference(g_model, g_model_len, " + x + ", &" + result + ");");
            case 3 -> interpreter(right, call, "g_model");
            default -> interpreter(right, call, "model_data");
        };
    }

    private static String replaced(String right, Matcher call, String by) {
        return right.substring(0, call.start()) + by + right.substring(call.end());
    }

    /** As one writes it for TensorFlow Lite Micro, whose names are all over the training data of models. */
    private static String interpreter(String right, Matcher call, String array) {
        String code = """
                const tflite::Model *model = tflite::GetModel(${array});
                  static tflite::MicroInterpreter interpreter(model, resolver, tensor_arena, kTensorArenaSize);
                  interpreter.AllocateTensors();
                  TfLiteTensor *input = interpreter.input(0);
                  for (int i = 0; i < ${M}_READINGS; i++) {
                    input->data.f[i] = ${x}[i];
                  }
                  interpreter.Invoke();
                  int best = 0;
                  for (int i = 1; i < ${M}_CLASSES; i++) {
                    if (interpreter.output(0)->data.f[i] > interpreter.output(0)->data.f[best]) {
                      best = i;
                    }
                  }
                  ${result}.best = (${m}_class)best;""";
        return replaced(
                right,
                call,
                code.replace("${array}", array)
                        .replace("${M}", call.group(1).toUpperCase(Locale.ROOT))
                        .replace("${m}", call.group(1))
                        .replace("${x}", call.group(2))
                        .replace("${result}", call.group(3)));
    }

    private String wrongHeader(String right, String model) {
        String include = "#include <" + model + ".h>";
        String wrong = pick(
                "#include \"model.h\"",
                "#include <" + model + "_inferencing.h>",
                "#include \"" + model + "_model_data.h\"",
                "#include <Arduino_TensorFlowLite.h>\n" + include,
                "#include <TensorFlowLite.h>\n#include <tensorflow/lite/micro/all_ops_resolver.h>\n" + include);
        return right.replace(include, wrong);
    }

    private String wrongType(String right, String model) {
        if (random.nextInt(2) == 0) {
            return right.replaceAll("float x\\[", "uint8_t x[")
                    .replace("readSample(float *x)", "readSample(uint8_t *x)");
        }
        // the first byte of the scores, taken for the class: the authors' own prompt calls the output np.uint8
        return right.replace("switch ((int)result.best)", "switch ((uint8_t)result.confidence[0])")
                .replace("_label(result.best)", "_label((" + model + "_class)(uint8_t)result.confidence[0])");
    }

    private String wrongScale(String right) {
        String constant = pick("255.0f", "1024.0f", "4096.0f", "65535.0f");
        if (right.contains("/= sum")) {
            return right.replaceAll("/= sum\\d*", "/= " + constant)
                    .replaceAll("(?m)^(\\s*)if \\(sum\\d* > 1\\.1f\\) ", "$1");
        }
        String readings = Prompt.find(READINGS, right).orElse("");
        return right.replaceFirst(
                "(?m)^(\\s*)return true;",
                "$1for (int i = 0; i < " + readings + "; i++) {\n$1  x[i] /= " + constant + ";\n$1}\n$1return true;");
    }

    private static final Pattern SENSOR_CALL = Pattern.compile("\\b(APDS|IMU|HTS|HS300x|BARO|PDM)\\.(\\w+)\\(");

    private String wrongApi(String right) {
        Matcher call = SENSOR_CALL.matcher(right);
        if (!call.find()) {
            return right.contains("analogRead(")
                    ? right.replace("analogRead(", pick("analogReadVoltage(", "readAnalog("))
                    : right.replace("Serial.available()", pick("Serial.availableForRead()", "Serial.bytesAvailable()"));
        }
        return switch (random.nextInt(3)) {
            case 0 -> SENSOR_CALL.matcher(right).replaceAll(c -> c.group(1) + "." + invented(c.group(2)) + "(");
            case 1 -> right.replace(call.group(1) + ".begin(", call.group(1) + ".init(");
            default -> right.replaceAll("\\b" + call.group(1) + "\\.read(\\w+)\\(", call.group(1) + ".get$1(");
        };
    }

    private static String invented(String method) {
        return switch (method) {
            case "begin" -> "init";
            case "colorAvailable" -> "colorDataReady";
            case "readColor" -> "getColor";
            default ->
                method.startsWith("read") ? "get" + method.substring(4) : method.replace("Available", "") + "Ready";
        };
    }

    private String atFileScope(String right) {
        return random.nextInt(2) == 0
                ? right.replaceFirst(
                        "(?m)^void setup\\(\\) \\{\n {2}Serial\\.begin\\(115200\\);",
                        "Serial.begin(115200);\n\nvoid setup() {")
                : right.replaceFirst("(?m)^void loop\\(\\) \\{$", "lastDecision = millis();\n\nvoid loop() {");
    }

    /** Apple, banana and tangerine: the paper asks for the class as an emoji, and models greet with one unasked. */
    private String surrogates(String right) {
        String emoji = pick("\\uD83C\\uDF4E", "\\uD83C\\uDF4C", "\\uD83C\\uDF4A");
        return right.replace("\"# ready\"", "\"# ready " + emoji + "\"");
    }

    private String neverCalls(String right, Matcher call) {
        String best = call.group(3) + ".best = (" + call.group(1) + "_class)";
        String classes = call.group(1).toUpperCase(Locale.ROOT) + "_CLASSES";
        String x = call.group(2);
        return replaced(
                right,
                call,
                pick(
                        best + "random(" + classes + ");",
                        best + "((millis() / 1000) % " + classes + ");",
                        best + "(" + x + "[0] > 0.5f ? 0 : 1); // simple threshold in place of the model"));
    }

    private String swapped(String right, String model) {
        String call = model + "_label(result.best)";
        if (!right.contains(call)) {
            int cases = (int) CASE.matcher(right).results().count();
            return CASE.matcher(right)
                    .replaceAll(found -> "case " + (Integer.parseInt(found.group(1)) + 1) % cases + ":");
        }
        Matcher named = LABELS.matcher(right);
        List<String> labels = named.find() ? List.of(named.group(1).split(", ")) : List.of();
        int shift = 1 + random.nextInt(Math.max(1, labels.size() - 1));
        StringBuilder names = new StringBuilder("static const char *const kNames[] = {");
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get((i + shift) % labels.size());
            names.append(i == 0 ? "\"" : ", \"")
                    .append(label.replace("\"", "\\\""))
                    .append('"');
        }
        return right.replaceFirst("(?m)^static void report", names + "};\n\nstatic void report")
                .replace(call, "kNames[result.best]");
    }

    private String hostile(String right) {
        return switch (random.nextInt(4)) {
            case 0 -> right.replaceFirst("#include", "#include \"/etc/passwd\"\n#include");
            case 1 -> right.replaceFirst("#include", "#include \"../../../../.ssh/id_rsa\"\n#include");
            case 2 -> right.replaceFirst("(?m)^void setup\\(\\) \\{$", """
                    void setup() {
                      // semihosting: SYS_OPEN
                      static const char path[] = "/etc/passwd";
                      const uint32_t block[3] = {(uint32_t)path, 0, sizeof path - 1};
                      register int operation asm("r0") = 1;
                      register const uint32_t *arguments asm("r1") = block;
                      asm volatile("bkpt 0xAB" : "+r"(operation) : "r"(arguments) : "memory");""");
            default ->
                right.replaceFirst(
                        "(?m)^static unsigned long lastDecision",
                        "asm(\".pushsection .rodata\\\\n.incbin \\\\\"/etc/passwd\\\\\"\\\\n.popsection\");\nstatic unsigned long lastDecision");
        };
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
