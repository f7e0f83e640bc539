package dev.tinywright.packaging;

import java.util.Map;

/** The {@code .tflite} as a constant array, aligned as TensorFlow Lite Micro wants it. */
final class TfliteArrayForm {
    private static final int PER_LINE = 16;

    private TfliteArrayForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        Map<String, Object> values = parts.with("length", product.tflite().length);
        values.put("bytes", bytes(product.tflite()));
        return parts.texts(PackageForm.TFLITE_ARRAY, "")
                .text(names.c() + "_tflite.h", Templates.render("tflite-array/tflite.h", values))
                .text(names.c() + "_tflite.c", Templates.render("tflite-array/tflite.c", values));
    }

    private static String bytes(byte[] bytes) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            String separator = i == 0 ? "    " : i % PER_LINE == 0 ? ",\n    " : ", ";
            lines.append(separator).append("0x").append(java.util.HexFormat.of().toHexDigits(bytes[i]));
        }
        return lines.toString();
    }
}
