package dev.tinywright.packaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A library with {@code library.json} (docs.platformio.org/en/latest/manifests/library-json). */
final class PlatformIoForm {
    private PlatformIoForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        String root = names.slug() + "/";
        PackageFiles files = parts.apart(root)
                .text(root + "library.json", manifest(parts, names))
                .text(
                        root + "examples/serial/main.cpp",
                        "#include <Arduino.h>\n\n" + parts.example("arduino/serial.ino"));
        parts.texts(PackageForm.PLATFORMIO, root).asMap().forEach(files::bytes);
        return files;
    }

    private static String manifest(Parts parts, Names names) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("name", names.platformIo());
        manifest.put("version", names.version());
        manifest.put("description", Texts.oneLine(parts.sentence() + " Model " + names.fullVersion() + ".", 255));
        manifest.put("keywords", List.of("classifier", "machine-learning", "tinyml"));
        manifest.put("authors", List.of(Map.of("name", "Made with Tinywright")));
        manifest.put("license", "CC0-1.0 AND Apache-2.0");
        manifest.put("frameworks", "*");
        manifest.put("platforms", "*");
        manifest.put("headers", List.copyOf(parts.publicHeaders().keySet()));
        manifest.put("examples", List.of(example()));
        return json(manifest) + "\n";
    }

    private static Map<String, Object> example() {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("name", "serial");
        example.put("base", "examples/serial");
        example.put("files", List.of("main.cpp"));
        return example;
    }

    private static String json(Map<String, Object> value) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
