package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.arduino.Sketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {
    private static final String LONG = "a model with a name that goes on and on and says everything about it twice";

    @TempDir
    Path out = Path.of("");

    @Test
    void writesEveryFormAndSaysWhere() {
        List<PackageFile> written = Packages.write(SampleProduct.of("fruit"), out);
        assertThat(written)
                .extracting(PackageFile::form)
                .containsExactlyElementsOf(
                        Packages.forms().stream().map(PackageForm::id).toList());
        assertThat(written).allSatisfy(file -> {
            assertThat(out.resolve(file.path())).exists();
            assertThat(file.bytes()).isPositive();
        });
        assertThat(written.getFirst().path()).isEqualTo(Path.of("fruit-arduino.zip"));
        assertThat(out.resolve("packages/README.md"))
                .content()
                .contains("| CMSIS-Pack |", "packages/cmsis-pack/Tinywright.Fruit.1.0.0.pack");
    }

    @Test
    void sameProductGivesTheSameBytesAnywhere() throws IOException {
        writeIn(Locale.US, "America/New_York", out.resolve("a"));
        writeIn(Locale.forLanguageTag("ar-EG"), "Asia/Tokyo", out.resolve("b"));
        assertThat(tree(out.resolve("b"))).isEqualTo(tree(out.resolve("a")));
    }

    private static void writeIn(Locale locale, String zone, Path folder) {
        Locale locales = Locale.getDefault();
        TimeZone zones = TimeZone.getDefault();
        Locale.setDefault(locale);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            Packages.write(SampleProduct.of("fruit"), folder);
        } finally {
            Locale.setDefault(locales);
            TimeZone.setDefault(zones);
        }
    }

    private static Map<String, String> tree(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        for (Path file : SampleProduct.filesBelow(folder, "")) {
            tree.put(
                    folder.relativize(file).toString(),
                    Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return tree;
    }

    @ParameterizedTest
    @EnumSource
    void everyReadmeSaysHowItIsUsedAndWhatItIsUnder(PackageForm form) {
        PackageFiles files = form.files(SampleProduct.of("fruit"));
        String readme = files.asMap().keySet().stream()
                .filter(path -> path.endsWith("README.md"))
                .findFirst()
                .map(files::textOf)
                .orElseThrow();
        assertThat(readme)
                .contains("```", "fruit", "What was checked", "Apache-2.0", "\\<apart\\>", "orange \\*/")
                .doesNotContain("{{");
        assertThat(files.asMap().keySet()).anyMatch(path -> path.endsWith("LICENSE.txt"));
    }

    /** Names of all kinds: written without a broken rule, and the C in them still compiles and gives the right scores. */
    @ParameterizedTest
    @ValueSource(
            strings = {"int", "1 ü", "", "test", "m", "expected", "golden", LONG, "日本", "x/../../y", "a\"b\n</name>"})
    void namesOfAllKindsMakeGoodPackages(String name) throws IOException {
        Product product = SampleProduct.of(
                name,
                List.of("", "\"\n*/", "{{name}} ${x} %s \u0000\u202e end"),
                "\"{{x}}\" ]]> \\ : # - & \t" + name,
                3);
        Packages.write(product, out);
        String c = product.source().name();
        assertThat(SampleProduct.filesBelow(out, ""))
                .allSatisfy(path -> assertThat(path.normalize()).startsWith(out));
        SampleProduct.run(out.resolve("packages/makefile"), "make", "test");
        SampleProduct.run(
                out.resolve("packages/single-header"),
                "cc",
                "-std=c99",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                "example",
                "example.c");
        assertThat(out.resolve(c + "-arduino.zip")).exists();
    }

    @Test
    void sketchWithTheNameOfTheOtherExampleGetsAnother() {
        Product product = SampleProduct.of("fruit");
        var sketch = new Sketch("fruit_serial", new TreeMap<>(Map.of("fruit_serial.ino", "", "other.h", "")));
        PackageFiles files = PackageForm.ARDUINO.files(
                new Product(product.source(), product.ask(), Optional.of(sketch), product.samples(), product.tflite()));
        assertThat(PackageCheck.problems(PackageForm.ARDUINO, files)).isEmpty();
        assertThat(files.asMap().keySet())
                .contains(
                        "Tinywright_Fruit/examples/fruit_serial_Application/fruit_serial_Application.ino",
                        "Tinywright_Fruit/examples/fruit_serial_Application/other.h");
    }

    @Test
    void sketchesWithNamesOfAllKindsAreExamplesOrTheReadmeSaysWhyNot() {
        Product product = SampleProduct.of("fruit");
        PackageFiles renamed =
                arduino(product, new Sketch("früchte app", new TreeMap<>(Map.of("früchte app.ino", "x"))));
        assertThat(renamed.textOf("Tinywright_Fruit/examples/fr_chte_app/fr_chte_app.ino"))
                .isEqualTo("x");
        assertThat(PackageCheck.problems(PackageForm.ARDUINO, renamed)).isEmpty();
        PackageFiles without =
                arduino(product, new Sketch("app", new TreeMap<>(Map.of("app.ino", "", "my tab.h", ""))));
        assertThat(without.asMap().keySet()).noneMatch(path -> path.contains("/app/"));
        assertThat(without.textOf("Tinywright_Fruit/README.md")).contains("its tab \"my tab.h\" has a name");
        assertThat(PackageCheck.problems(PackageForm.ARDUINO, without)).isEmpty();
    }

    private static PackageFiles arduino(Product product, Sketch sketch) {
        return PackageForm.ARDUINO.files(
                new Product(product.source(), product.ask(), Optional.of(sketch), product.samples(), product.tflite()));
    }

    @Test
    void readmeNamesTheLibrariesThatTheApplicationNeeds() {
        Product product = SampleProduct.of("fruit");
        String text = "#include <Wire.h>\n#include <Arduino_APDS9960.h>\n#include <fruit.h>\n";
        Sketch sketch = new Sketch("my_app", new TreeMap<>(Map.of("my_app.ino", text)));
        String readme = arduino(product, sketch).textOf("Tinywright_Fruit/README.md");
        assertThat(readme)
                .contains("The example `my_app` also includes Arduino_APDS9960.h")
                .doesNotContain("includes Wire.h", "includes fruit.h");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWithWhatIsWritten(PackageForm form) {
        assertThat(PackageCheck.problems(form, form.files(SampleProduct.of("fruit"))))
                .isEmpty();
    }

    /** Form, file, what is replaced by what, and what the check says of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ARDUINO | library.properties | category=Data Processing | category=Learning | there is no category Learning",
                "ARDUINO | library.properties | version=1.0.0 | version=1.0 | version '1.0+3fa2b1c9' does not match",
                "ARDUINO | library.properties | author=Made with Tinywright | author= | author is missing",
                "ARDUINO | library.properties | name=Tiny | name=Tïny | name 'Tïnywright_Fruit' does not match",
                "ARDUINO | library.properties | name=Tiny | name=ArduinoTiny | do not begin with Arduino",
                "ARDUINO | library.properties | url=https:// | url= | url 'example.com",
                "ARDUINO | library.properties | architectures | architecture | there is no field architecture",
                "ARDUINO | library.properties | includes=fruit | includes=fruits | includes names fruits.h, which is not in src",
                "ARDUINO | keywords.txt | \tKEYWORD2 | ~ KEYWORD2~ | is not NAME, tab, KIND",
                "PLATFORMIO | library.json | ~\"1.0.0\"~ | ~\"1.0\"~ | version '1.0' does not match",
                "PLATFORMIO | library.json | tinywright-fruit | tinywright--fruit | name 'tinywright--fruit' does not match",
                "PLATFORMIO | library.json | ~\"fruit.h\"~ | ~\"fruits.h\"~ | headers names fruits.h",
                "PLATFORMIO | library.json | ~\"headers\"~ | ~\"header\"~ | there is no field header",
                "PLATFORMIO | library.json | { | {{ | is not JSON",
                "ESP_IDF | idf_component.yml | version: | versions: | there is no key versions",
                "ESP_IDF | idf_component.yml | ~\"1.0.0+~ | ~\"v1~ | version 'v13fa2b1c9' does not match",
                "ESP_IDF | idf_component.yml | ~\">=4.4\"~ | ~\"new\"~ | dependencies.idf is no version",
                "ESP_IDF | CMakeLists.txt | src/fruit.c | src/fruits.c | src/fruits.c is not there",
                "ZEPHYR | module.yml | kconfig: | kconfigs: | there is no key build.kconfigs",
                "ZEPHYR | module.yml | name: tinywright_fruit | name: other | Kconfig does not begin with config OTHER",
                "ZEPHYR | module.yml | - samples | - examples | there is no sample with a prj.conf in examples",
                "CMSIS_PACK | .pdsc | <vendor> | <vendors> | is not XML",
                "CMSIS_PACK | .pdsc | <url></url> | ~ ~ | there is not exactly one element url",
                "CMSIS_PACK | .pdsc | ~version=\"1.0.0\">M~ | ~version=\"1.0\">M~ | version '1.0' does not match",
                "CMSIS_PACK | .pdsc | ~Csub=\"Fruit\"~ | ~Csub=\"_Fruit\"~ | Csub '_Fruit' does not match",
                "CMSIS_PACK | .pdsc | ~Cclass=\"Machine Learning\"~ | ~Cclass=\"M\"~ | Cclass 'M' does not match",
                "CMSIS_PACK | .pdsc | src/fruit.c | src/fruits.c | src/fruits.c is not there",
                "CMSIS_PACK | .pdsc | ~category=\"doc\"~ | ~category=\"docs\"~ | has no category of the schema",
                "CMSIS_PACK | .pdsc | <name>Fruit | <name>Fruits | the file is not named VENDOR.NAME.pdsc"
            })
    void brokenManifestIsNoticed(PackageForm form, String file, String from, String to, String problem) {
        PackageFiles broken = new PackageFiles();
        form.files(SampleProduct.of("fruit")).asMap().forEach((path, bytes) -> {
            String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            if (path.endsWith(file) && !path.contains("/golden/") && text.contains(from)) {
                broken.text(path, text.replace(from, to));
            } else {
                broken.bytes(path, bytes);
            }
        });
        assertThat(PackageCheck.problems(form, broken)).anyMatch(found -> found.contains(problem));
    }

    @Test
    void pathsThatSomeSystemCannotHoldAreNoticed() {
        PackageFiles files = new PackageFiles()
                .text("a/../b", "")
                .text("a b", "")
                .text("ü", "")
                .text("X", "")
                .text("x", "")
                .text("n".repeat(201), "");
        assertThat(PackageCheck.problems(PackageForm.MAKEFILE, files)).hasSize(5);
    }

    @Test
    void longNamesThatBeginAlikeStayDifferent() {
        Names first = Names.of(SampleProduct.of("a".repeat(39) + "1"));
        Names second = Names.of(SampleProduct.of("a".repeat(39) + "2"));
        assertThat(first.component()).hasSize(32).isNotEqualTo(second.component());
        assertThat(first.platformIo()).hasSizeLessThanOrEqualTo(50).isNotEqualTo(second.platformIo());
    }
}
