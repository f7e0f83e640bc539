package dev.tinywright.packaging;

/** An ESP-IDF component: its folder's name is the component's. */
final class EspIdfForm {
    private EspIdfForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        String root = names.slug() + "/";
        String example = root + "examples/golden/";
        PackageFiles files = parts.apart(root)
                .text(root + "CMakeLists.txt", parts.rendered("esp-idf/CMakeLists.txt"))
                .text(
                        root + "idf_component.yml",
                        Templates.render(
                                "esp-idf/idf_component.yml", parts.with("sentence", Yaml.string(parts.sentence()))))
                .text(example + "CMakeLists.txt", parts.rendered("esp-idf/example.cmake"))
                .text(example + "main/CMakeLists.txt", parts.rendered("esp-idf/main.cmake"))
                .text(example + "main/main.c", parts.rendered("esp-idf/main.c"))
                .text(example + "main/golden_rows.h", parts.goldenRows());
        parts.texts(PackageForm.ESP_IDF, root).asMap().forEach(files::bytes);
        return files;
    }
}
