package dev.tinywright.packaging;

/** A Zephyr module (docs.zephyrproject.org/latest/develop/modules.html), off unless a project sets its option. */
final class ZephyrForm {
    private ZephyrForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        String root = names.slug() + "/";
        String sample = root + "samples/golden/";
        PackageFiles files = parts.apart(root)
                .text(root + "zephyr/module.yml", parts.rendered("zephyr/module.yml"))
                .text(root + "CMakeLists.txt", parts.rendered("zephyr/CMakeLists.txt"))
                .text(root + "Kconfig", parts.rendered("zephyr/Kconfig"))
                .text(sample + "CMakeLists.txt", parts.rendered("zephyr/sample.cmake"))
                .text(sample + "prj.conf", parts.rendered("zephyr/prj.conf"))
                .text(sample + "sample.yaml", parts.rendered("zephyr/sample.yaml"))
                .text(sample + "src/main.c", parts.rendered("zephyr/main.c"))
                .text(sample + "src/golden_rows.h", parts.goldenRows());
        parts.texts(PackageForm.ZEPHYR, root).asMap().forEach(files::bytes);
        return files;
    }
}
