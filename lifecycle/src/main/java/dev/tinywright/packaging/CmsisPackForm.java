package dev.tinywright.packaging;

/** A pack with one component (open-cmsis-pack.github.io/Open-CMSIS-Pack-Spec), and beside it what is in it. */
final class CmsisPackForm {
    static final String VENDOR = "Tinywright";

    private CmsisPackForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        String pack = VENDOR + "." + names.title();
        PackageFiles content = parts.apart("").text(pack + ".pdsc", description(parts));
        parts.texts(PackageForm.CMSIS_PACK, "").asMap().forEach(content::bytes);
        PackageFiles files = new PackageFiles();
        content.asMap().forEach(files::bytes);
        return files.bytes(pack + "." + names.version() + ".pack", Zip.of(content));
    }

    private static String description(Parts parts) {
        return Templates.render("cmsis-pack/pack.pdsc", parts.with("sentence", Texts.xml(parts.sentence())));
    }
}
