package dev.tinywright.packaging;

/** A CMake project: library, example, test with golden rows, and what {@code find_package} needs once it is installed. */
final class CMakeForm {
    private CMakeForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        PackageFiles files = parts.apart("")
                .text("CMakeLists.txt", parts.rendered("cmake/CMakeLists.txt"))
                .text("cmake/" + names.slug() + "Config.cmake.in", parts.rendered("cmake/Config.cmake.in"))
                .text("example/main.c", parts.example("main.c"))
                .text("test/golden.c", parts.rendered("golden.c"))
                .text("test/golden_rows.h", parts.goldenRows());
        parts.texts(PackageForm.CMAKE, "").asMap().forEach(files::bytes);
        return files;
    }
}
