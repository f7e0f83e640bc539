package dev.tinywright.packaging;

/** A plain Makefile: library, example, test with golden rows. */
final class MakefileForm {
    private MakefileForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        PackageFiles files = parts.apart("")
                .text("Makefile", parts.rendered("makefile/Makefile"))
                .text("example/main.c", parts.example("main.c"))
                .text("test/golden.c", parts.rendered("golden.c"))
                .text("test/golden_rows.h", parts.goldenRows());
        parts.texts(PackageForm.MAKEFILE, "").asMap().forEach(files::bytes);
        return files;
    }
}
