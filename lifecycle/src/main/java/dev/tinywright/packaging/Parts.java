package dev.tinywright.packaging;

import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What several forms have in common: the C, the texts, and the values for templates. */
final class Parts {
    private static final int SENTENCE = 200;
    /** Windows and pictures are large: as many go along as take this many bytes, at least one. */
    private static final int MOST_GOLDEN_BYTES = 65_536;

    private static final Pattern LIBRARY = Pattern.compile("^\\s*#\\s*include\\s*<([A-Z]\\w*\\.h)>", Pattern.MULTILINE);
    private static final Set<String> CORE =
            Set.of("Arduino.h", "Wire.h", "SPI.h", "PDM.h", "EEPROM.h", "SoftwareSerial.h");
    private final Product product;
    private final Names names;

    Parts(Product product, Names names) {
        this.product = product;
        this.names = names;
    }

    private CSource source() {
        return product.source();
    }

    /** Headers that a program includes. */
    SortedMap<String, String> publicHeaders() {
        return pick(file -> isHeader(file) && source().modelFiles().contains(file));
    }

    /** Headers that only the library's own sources include. */
    SortedMap<String, String> privateHeaders() {
        return pick(file -> isHeader(file) && !source().modelFiles().contains(file));
    }

    SortedMap<String, String> sources() {
        return pick(file -> file.endsWith(".c"));
    }

    /** The C as {@code include/} and {@code src/} below {@code root}. */
    PackageFiles apart(String root) {
        return new PackageFiles()
                .all(root + "include/", publicHeaders())
                .all(root + "src/", privateHeaders())
                .all(root + "src/", sources());
    }

    private SortedMap<String, String> pick(Predicate<String> wanted) {
        SortedMap<String, String> picked = new TreeMap<>(source().files());
        picked.keySet().removeIf(wanted.negate());
        return picked;
    }

    private static boolean isHeader(String file) {
        return file.endsWith(".h");
    }

    /** The person's words in one line, or what stands for them. */
    String sentence() {
        String ask = Texts.oneLine(product.ask(), SENTENCE);
        return ask.isEmpty() ? "A model made by Tinywright." : ask;
    }

    /** Inputs and classes in one line. */
    String paragraph() {
        Contract contract = product.source().contract();
        String inputs = contract.inputs().stream().map(Contract.Input::name).collect(Collectors.joining(", "));
        String answer = contract.quantity().isPresent()
                ? "a number: " + contract.quantity().get().describe()
                : "one of " + contract.labels().size() + " classes (" + String.join(", ", contract.labels()) + ")";
        String kind =
                switch (contract.format()) {
                    case InputFormat.Readings _ -> " readings";
                    case InputFormat.Window window -> " channels of a window of " + window.frames() + " frames";
                    case InputFormat.Picture picture ->
                        " channels of a picture of " + picture.width() + " x " + picture.height();
                };
        String text = "From " + contract.inputs().size() + kind + " (" + inputs + ") to " + answer + ".";
        return Texts.oneLine(text, 400);
    }

    /** Values of the holes that templates have in common. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("name", names.c());
        values.put("NAME", names.upper());
        values.put("title", names.title());
        values.put("slug", names.slug());
        values.put("SLUG", names.slug().toUpperCase(Locale.ROOT));
        values.put("version", names.version());
        values.put("fullVersion", names.fullVersion());
        values.put("libraryName", names.arduino());
        values.put("inputTensor", tensor(product.source().contract().input()));
        values.put("outputTensor", tensor(product.source().contract().output()));
        boolean predicts = product.source().contract().quantity().isPresent();
        values.put("tells", !predicts);
        values.put("predicts", predicts);
        values.put("outputs", names.upper() + (predicts ? "_OUTPUTS" : "_CLASSES"));
        values.put("number", number());
        values.put("vendor", CmsisPackForm.VENDOR);
        values.put("component", names.component());
        values.put("sources", List.copyOf(sources().keySet()));
        values.put("headers", List.copyOf(publicHeaders().keySet()));
        values.put("readingCount", product.source().contract().inputs().size());
        InputFormat format = product.source().contract().format();
        String argument =
                switch (format) {
                    case InputFormat.Readings _ -> "readings";
                    case InputFormat.Window _ -> "samples";
                    case InputFormat.Picture _ -> "pixels";
                };
        values.put("table", format instanceof InputFormat.Readings);
        values.put("element", format.element().c());
        values.put("isFloat", format.element() == InputFormat.Element.FLOAT32);
        values.put("argument", argument);
        values.put("ARGUMENT", argument.toUpperCase(Locale.ROOT));
        return values;
    }

    /** The number that is predicted, in words; empty where classes are told. */
    private String number() {
        return product.source()
                .contract()
                .quantity()
                .map(quantity -> Texts.markdown(Texts.oneLine(quantity.describe(), SENTENCE)))
                .orElse("");
    }

    private static String tensor(Contract.Tensor tensor) {
        return "int8 " + tensor.shape() + ", real = " + tensor.quantization().scale() + " * (q - "
                + tensor.quantization().zeroPoint() + ")";
    }

    /** Values with one more. */
    Map<String, Object> with(String hole, Object value) {
        Map<String, Object> values = values();
        values.put(hole, value);
        return values;
    }

    /** Returns the example of this name for what the model takes: {@code main.c}, {@code main_recording.c}, {@code main_picture.c}. */
    String example(String template) {
        String kind =
                switch (product.source().contract().format()) {
                    case InputFormat.Readings _ -> "";
                    case InputFormat.Window _ -> "_recording";
                    case InputFormat.Picture _ -> "_picture";
                };
        return rendered(template.replaceAll("(?=\\.\\w+$)", kind));
    }

    String rendered(String template) {
        return Templates.render(template, values());
    }

    /** README.md, its part on use from the form's own template, and the licence. */
    PackageFiles texts(PackageForm form, String root) {
        Map<String, Object> values = values();
        values.put("form", form.title());
        values.put("sentence", Texts.markdown(sentence()));
        values.put("needs", needs());
        values.put(
                "unfit",
                product.sketch().map(ArduinoForm::unfitTabs).orElse(List.of()).stream()
                        .map(tab -> Texts.markdown(Texts.oneLine(tab, SENTENCE)))
                        .toList());
        values.put("use", Templates.render(form.id() + "/use.md", values).strip());
        values.put("inputs", inputs());
        values.put("classes", classes());
        values.put(
                "checked", Texts.wrapped("This form of package, in the tests of Tinywright: " + form.checked() + "."));
        boolean code = form != PackageForm.TFLITE_ARRAY;
        values.put("code", code);
        return new PackageFiles()
                .text(root + "README.md", Templates.render("README.md", values))
                .text(root + "LICENSE.txt", license(code));
    }

    /** Headers of libraries that the application includes beside this one and those of every Arduino core. */
    private List<Map<String, Object>> needs() {
        return product.sketch().stream()
                .filter(sketch -> ArduinoForm.unfitTabs(sketch).isEmpty())
                .flatMap(sketch -> sketch.files().values().stream()
                        .flatMap(text -> LIBRARY.matcher(text).results())
                        .map(match -> match.group(1))
                        .distinct()
                        .filter(header -> !CORE.contains(header))
                        .map(header -> Map.<String, Object>of("sketch", sketch.name(), "header", header)))
                .toList();
    }

    private List<Map<String, Object>> inputs() {
        Contract contract = product.source().contract();
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < contract.inputs().size(); i++) {
            lines.add(Map.of("index", i, "text", Texts.markdown(Texts.oneLine(contract.describeInput(i), SENTENCE))));
        }
        return lines;
    }

    private List<Map<String, Object>> classes() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String label : product.source().contract().labels()) {
            lines.add(Map.of("index", lines.size(), "text", Texts.markdown(Texts.oneLine(label, SENTENCE))));
        }
        return lines;
    }

    /** Says what each file is under, and holds the Apache License for the kernels, where there are any. */
    private String license(boolean code) {
        List<String> kernels = source().files().keySet().stream()
                .filter(file -> !source().modelFiles().contains(file))
                .toList();
        Map<String, Object> values = with("kernels", kernels);
        values.put("code", code);
        values.put("apache", Templates.apacheLicense());
        return Templates.render("LICENSE.txt", values);
    }

    /** The sample rows as C tables, {@code golden_rows.h}. */
    String goldenRows() {
        return product.source().contract().format() instanceof InputFormat.Readings
                ? goldenRows(product.samples())
                : goldenRows(MOST_GOLDEN_BYTES);
    }

    /** As many of the first sample rows as take at most {@code most} bytes, at least one. */
    String goldenRows(int most) {
        float[][] readings = product.samples().readings();
        byte[][] scores = product.samples().scores();
        int rows =
                Math.clamp(most / ((long) elementBytes() * readings[0].length + scores[0].length), 1, readings.length);
        return goldenRows(new Samples(Arrays.copyOf(readings, rows), Arrays.copyOf(scores, rows)));
    }

    private String goldenRows(Samples samples) {
        Map<String, Object> values = with("rows", samples.readings().length);
        List<String> readings = new ArrayList<>();
        for (float[] row : samples.readings()) {
            List<String> numbers = new ArrayList<>();
            for (float value : row) {
                numbers.add(number(value));
            }
            readings.add(braced(numbers));
        }
        List<String> scores = new ArrayList<>();
        for (byte[] row : samples.scores()) {
            List<String> numbers = new ArrayList<>();
            for (byte value : row) {
                numbers.add(Byte.toString(value));
            }
            scores.add(braced(numbers));
        }
        values.put("readings", readings);
        values.put("scores", scores);
        return Templates.render("golden_rows.h", values);
    }

    private static String braced(List<String> numbers) {
        return "{" + String.join(", ", numbers) + "},";
    }

    private int elementBytes() {
        return product.source().contract().format().element().bytes();
    }

    private String number(float value) {
        if (elementBytes() < Float.BYTES) {
            return Integer.toString((int) value);
        }
        if (Float.isNaN(value)) {
            return "NAN";
        }
        return Float.isInfinite(value) ? (value < 0 ? "-INFINITY" : "INFINITY") : value + "f";
    }

    /** Names that the public headers give to functions. */
    List<String> functions() {
        return found("\\b(" + names.c() + "_\\w+)\\(");
    }

    /** Types of the public headers. */
    List<String> types() {
        return found("^} (" + names.c() + "_\\w+);");
    }

    /** Constants of the public headers. */
    List<String> constants() {
        return found("^(?:#define | {4})(" + names.upper() + "_\\w+)\\b(?= )").stream()
                .filter(constant -> !constant.endsWith("_H"))
                .toList();
    }

    private List<String> found(String pattern) {
        return publicHeaders().values().stream()
                .flatMap(text -> Pattern.compile(pattern, Pattern.MULTILINE)
                        .matcher(text)
                        .results())
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }
}
