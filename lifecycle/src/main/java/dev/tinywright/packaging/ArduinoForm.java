package dev.tinywright.packaging;

import dev.tinywright.arduino.Sketch;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A library in the format 1.5 of the Arduino library specification (docs.arduino.cc/arduino-cli/library-specification): one
 * folder, which the zip holds.
 */
final class ArduinoForm {
    /** What the golden rows may take of the 2048 bytes of RAM of an Uno. */
    private static final int GOLDEN_BYTES = 400;

    /** Of a sketch's name, by the sketch specification, with room for an ending. */
    private static final int LONGEST = 50;

    private ArduinoForm() {}

    static PackageFiles files(Product product, Names names) {
        Parts parts = new Parts(product, names);
        String root = names.arduino() + "/";
        String serial = names.title() + "_Serial";
        PackageFiles files = parts.texts(PackageForm.ARDUINO, root)
                .text(root + "library.properties", properties(parts))
                .text(root + "keywords.txt", keywords(parts))
                .all(root + "src/", product.source().files())
                .text(root + "examples/" + serial + "/" + serial + ".ino", parts.example("arduino/serial.ino"));
        String golden = names.title() + "_Golden";
        files.text(root + "examples/" + golden + "/" + golden + ".ino", parts.rendered("arduino/golden.ino"))
                .text(root + "examples/" + golden + "/golden_rows.h", parts.goldenRows(GOLDEN_BYTES));
        product.sketch().ifPresent(sketch -> addSketch(files, root, List.of(serial, golden), sketch));
        return files;
    }

    private static String properties(Parts parts) {
        var values = parts.values();
        values.put("sentence", parts.sentence());
        values.put("paragraph", parts.paragraph());
        values.put("includes", String.join(",", parts.publicHeaders().keySet()));
        return Templates.render("arduino/library.properties", values);
    }

    /** Names and their colours in the editor, separated by tabs. */
    private static String keywords(Parts parts) {
        StringBuilder lines = new StringBuilder();
        parts.types().forEach(type -> lines.append(type).append("\tKEYWORD1\n"));
        parts.functions().forEach(function -> lines.append(function).append("\tKEYWORD2\n"));
        parts.constants().forEach(constant -> lines.append(constant).append("\tLITERAL1\n"));
        return lines.toString();
    }

    /** The application, under its own name as far as that can be a folder's and unless another example has it. */
    private static void addSketch(PackageFiles files, String root, List<String> taken, Sketch sketch) {
        if (!unfitTabs(sketch).isEmpty()) {
            return;
        }
        String fit = Texts.cut(sketch.name().replaceAll("[^A-Za-z0-9_.-]+", "_").replaceAll("^[.-]+", ""), LONGEST);
        String own = fit.isEmpty() ? "application" : fit;
        String name = taken.stream().anyMatch(own::equalsIgnoreCase) ? own + "_Application" : own;
        SortedMap<String, String> tabs = new TreeMap<>();
        sketch.files()
                .forEach((file, text) -> tabs.put(file.equals(sketch.name() + ".ino") ? name + ".ino" : file, text));
        files.all(root + "examples/" + name + "/", tabs);
    }

    /** Tabs beside the main one whose names not every system can hold; they cannot be renamed, since others include them. */
    static List<String> unfitTabs(Sketch sketch) {
        return sketch.files().keySet().stream()
                .filter(file -> !file.equals(sketch.name() + ".ino"))
                .filter(file -> !file.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*") || file.length() > LONGEST)
                .toList();
    }
}
