package dev.tinywright.packaging;

import java.util.Arrays;
import java.util.List;

/**
 * The forms a model is packaged in.
 *
 * <p>A form's files stand in {@code packages/<id>/}.
 */
public enum PackageForm {
    ARDUINO(
            "arduino",
            "Arduino library (.zip)",
            "Sketch > Include Library > Add .ZIP Library, then open an example",
            "manifest by the rules of the Arduino library specification; examples linked for the Uno with Debian's Arduino AVR core,"
                    + " the golden rows run there in simavr; the C compiled for Cortex-M4"),
    PLATFORMIO(
            "platformio",
            "PlatformIO library",
            "name the folder in `lib_deps` of platformio.ini",
            "manifest by the rules of PlatformIO's library.json schema; its files compiled for Cortex-M4"),
    ESP_IDF(
            "esp-idf",
            "ESP-IDF component",
            "copy the folder into `components/`",
            "manifest by the rules of the component manager; its CMakeLists.txt run with a stand-in for"
                    + " `idf_component_register`, compiled for the host, where the example runs, and for Cortex-M4"),
    ZEPHYR(
            "zephyr",
            "Zephyr module",
            "add the folder to `EXTRA_ZEPHYR_MODULES`",
            "module.yml by the rules of zephyr_module.py; its CMakeLists.txt run with a stand-in for `zephyr_library`, compiled for"
                    + " the host, where the sample runs, and for Cortex-M4"),
    CMSIS_PACK(
            "cmsis-pack",
            "CMSIS-Pack",
            "`cpackget add` the .pack, or import it in Keil",
            "pack description by the rules of PACK.xsd 1.7; the files it lists compiled for Cortex-M0, M4 and M33"),
    CMAKE(
            "cmake",
            "CMake project",
            "`add_subdirectory` or `find_package`",
            "configured, built, installed, found again by another project; `ctest` compares scores with golden rows"),
    MAKEFILE("makefile", "Makefile", "`make`, then link the library", "`make test` compares scores with golden rows"),
    SINGLE_HEADER(
            "single-header",
            "single header",
            "copy one file into any project",
            "compiled as C99 and as C++11 with all warnings as errors, two models in one program; scores compared with golden rows;"
                    + " compiled as C++ for AVR and Cortex-M4"),
    TFLITE_ARRAY(
            "tflite-array",
            "C array with the .tflite",
            "compile the array into a TensorFlow Lite Micro program",
            "compiled as C99 and as C++11, every byte compared, alignment checked");

    private final String id;
    private final String title;
    private final String use;
    private final String checked;

    PackageForm(String id, String title, String use, String checked) {
        this.id = id;
        this.title = title;
        this.use = use;
        this.checked = checked;
    }

    /** Name of its folder. */
    public String id() {
        return id;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** What a user does with it. */
    public String use() {
        return use;
    }

    /** How packages of this form are checked: when one is written, and in the tests of Tinywright. */
    public String checked() {
        return checked;
    }

    static List<PackageForm> all() {
        return Arrays.asList(values());
    }

    /** Returns the files of a product in this form. */
    PackageFiles files(Product product) {
        Names names = Names.of(product);
        return switch (this) {
            case ARDUINO -> ArduinoForm.files(product, names);
            case PLATFORMIO -> PlatformIoForm.files(product, names);
            case ESP_IDF -> EspIdfForm.files(product, names);
            case ZEPHYR -> ZephyrForm.files(product, names);
            case CMSIS_PACK -> CmsisPackForm.files(product, names);
            case CMAKE -> CMakeForm.files(product, names);
            case MAKEFILE -> MakefileForm.files(product, names);
            case SINGLE_HEADER -> SingleHeaderForm.files(product, names);
            case TFLITE_ARRAY -> TfliteArrayForm.files(product, names);
        };
    }
}
