package dev.tinywright.packaging;

/** One header with everything in it; one source of a program defines {@code NAME_IMPLEMENTATION} before including it. */
final class SingleHeaderForm {
    private SingleHeaderForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        PackageFiles files =
                parts.texts(PackageForm.SINGLE_HEADER, "").text("example.c", parts.rendered("single-header/example.c"));
        return files.text(names.c() + ".h", Amalgamation.of(parts, names));
    }
}
