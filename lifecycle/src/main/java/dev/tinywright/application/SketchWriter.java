package dev.tinywright.application;

import com.samskivert.mustache.Mustache;
import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import dev.tinywright.sensor.Sensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the Arduino sketch that does what a task wishes for: it reads the sensors (or lines on the serial port), makes the
 * readings that the contract asks for, runs the model and acts on its answer. No heap, no waiting, the same text each time.
 */
public final class SketchWriter {
    private static final int USUAL_BAUD = 115_200;

    private SketchWriter() {}

    /** Returns the sketch for rows of readings, named after the model. */
    public static Sketch write(Wish wish, Contract contract, Binding binding, Board board) {
        OutputCode outputs = new OutputCode(wish, contract, board);
        ReadingCode readings = new ReadingCode(contract, binding);
        Map<String, Object> values = values(wish, contract, readings, outputs);
        values.put("facts", facts(WishText.of(wish, contract.labels()), contract, binding, board, ""));
        values.put("constants", outputs.constants());
        values.put("loop", loop(wish, readings, outputs, contract));
        return sketch(contract, values);
    }

    /** Returns the sketch for windows of recordings, named after the model. */
    public static Sketch write(Wish wish, Contract contract, Binding binding, Board board, WindowUse use) {
        WindowWish windows = WindowWish.of(wish, use, contract.labels());
        WindowCode code = new WindowCode(windows, contract, binding, board);
        Map<String, Object> values = values(windows.wish(), contract, code.readings(), code.outputs());
        values.put("facts", facts(windows.text(contract.labels()), contract, binding, board, code.rate()));
        values.put("constants", code.constants());
        values.put("setup", setup(code.readings(), code.outputs(), code.baud()));
        values.put("loop", code.loop());
        return sketch(contract, values);
    }

    private static Map<String, Object> values(Wish wish, Contract contract, ReadingCode readings, OutputCode outputs) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", CppText.wrapped("", "", title(contract)));
        values.put("includes", includes(wish, readings));
        values.put("model", contract.model());
        values.put("NAME", contract.model().toUpperCase(Locale.ROOT));
        values.put("id", contract.interfaceId());
        values.put("readings", contract.inputs().size());
        values.put("readingWord", contract.inputs().size() == 1 ? "reading" : "readings");
        values.put("classes", contract.labels().size());
        values.put("declarations", readings.declarations());
        values.put("takeReadings", readings.takeReadings());
        values.put("functions", functions(wish, outputs));
        values.put("actParameters", outputs.parameters());
        values.put("acts", outputs.acts());
        values.put("setup", setup(readings, outputs, USUAL_BAUD));
        return values;
    }

    private static Sketch sketch(Contract contract, Map<String, Object> values) {
        String name = contract.model() + "_sketch";
        return new Sketch(name, new TreeMap<>(Map.of(name + ".ino", render("sketch.ino.mustache", values))));
    }

    private static String title(Contract contract) {
        List<String> inputs =
                contract.inputs().stream().map(Contract.Input::name).toList();
        String from = inputs.size() > 8 ? inputs.size() + " readings" : CppText.list(inputs, "and");
        return "Tells " + CppText.list(contract.labels(), "and") + " apart by " + from + ".";
    }

    /** @param rate of lines, and the port's; empty where it is the usual one */
    private static List<String> facts(String does, Contract contract, Binding binding, Board board, String rate) {
        List<String> facts = new ArrayList<>();
        facts.addAll(fact("Does:    ", does));
        facts.addAll(fact("Board:   ", board.name()));
        if (binding.sensors().isEmpty()) {
            facts.addAll(fact(
                    "Input:   ",
                    "lines of " + contract.inputs().size() + " numbers on the serial port, "
                            + (rate.isEmpty() ? USUAL_BAUD + " baud" : rate) + ": "
                            + new ReadingCode(contract, binding).names()));
        }
        for (Sensor sensor : binding.sensors()) {
            String library = sensor.library()
                    .map(l -> "; library " + l.name() + ", in the Library Manager")
                    .orElse("");
            facts.addAll(fact("Sensor:  ", sensor.name() + library));
        }
        facts.addAll(fact(
                "Model:   ",
                contract.model() + " " + contract.version()
                        + "; Sketch > Include Library > Add .ZIP Library... takes " + contract.model()
                        + "-arduino.zip"));
        return facts;
    }

    private static List<String> fact(String name, String text) {
        return CppText.wrapped(name, " ".repeat(name.length()), text);
    }

    private static List<String> includes(Wish wish, ReadingCode readings) {
        List<String> includes = new ArrayList<>(readings.includes());
        if (wish.sleeps()) {
            includes.addAll(List.of("#ifdef __AVR__", "#include <avr/sleep.h>", "#endif"));
        }
        return includes;
    }

    private static List<String> functions(Wish wish, OutputCode outputs) {
        List<String> functions = new ArrayList<>(outputs.functions());
        if (wish.sleeps()) {
            functions.add("""
                    // Rests for some milliseconds: delay() lets the processor sleep where the core can, on AVR it does not.
                    void rest(unsigned long ms) {
                    #ifdef __AVR__
                      const unsigned long from = millis();
                      while (millis() - from < ms) {
                        sleep_mode(); // until the next interrupt, which is the clock's at the latest
                      }
                    #else
                      delay(ms);
                    #endif
                    }""");
        }
        return functions;
    }

    private static List<String> setup(ReadingCode readings, OutputCode outputs, int baud) {
        List<String> lines = new ArrayList<>(outputs.setup());
        lines.add("Serial.begin(" + baud + ");");
        lines.add("while (!Serial && millis() < 3000) {");
        lines.add("  // boards with USB of their own: wait for a listener, but run without one too");
        lines.add("}");
        lines.addAll(readings.setup());
        if (readings.isSerial()) {
            lines.add("Serial.println(F(" + CppText.string("# send lines of " + readings.names()) + "));");
        }
        return lines;
    }

    private static List<String> loop(Wish wish, ReadingCode readings, OutputCode outputs, Contract contract) {
        String array = "float readings[" + contract.model().toUpperCase(Locale.ROOT) + "_READINGS];";
        List<String> lines = new ArrayList<>();
        lines.add("static unsigned long latest = 0; // when the latest decision was due");
        if (readings.isSerial()) {
            lines.addAll(List.of(
                    "static " + array,
                    "static bool isNew = false; // a line has come that no decision was made of",
                    "if (takeReadings(readings)) {",
                    "  isNew = true;",
                    "}",
                    "if (!isNew || millis() - latest < PERIOD_MS) {"));
            if (wish.sleeps()) {
                lines.add("  rest(1); // no longer: the port's buffer is small");
            }
            lines.addAll(List.of("  return;", "}", "isNew = false;"));
        } else {
            lines.add("const unsigned long waited = millis() - latest;");
            lines.add("if (waited < PERIOD_MS) {");
            if (wish.sleeps()) {
                lines.add("  rest(PERIOD_MS - waited);");
            }
            lines.addAll(List.of("  return;", "}", array, "if (!takeReadings(readings)) {", "  return;", "}"));
        }
        lines.addAll(List.of(
                "latest += PERIOD_MS; // keeps the beat, whatever the reading took",
                "if (millis() - latest >= PERIOD_MS) {",
                "  latest = millis(); // but hurries after nothing",
                "}"));
        lines.addAll(outputs.decide());
        return lines;
    }

    /** Fails on a hole without a value: no defaults are set, and sections are strict too. */
    static String render(String template, Map<String, Object> values) {
        return Mustache.compiler()
                .escapeHTML(false)
                .strictSections(true)
                .compile(resource(template))
                .execute(values);
    }

    private static String resource(String name) {
        try (InputStream in = SketchWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
