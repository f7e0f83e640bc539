package dev.tinywright.application;

import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part of a sketch of windows that keeps the rate: frames from a sensor by the clock, or lines as they come. */
final class WindowCode {
    private final WindowWish windows;
    private final WindowUse use;
    private final Contract contract;
    private final String model;
    private final ReadingCode readings;
    private final OutputCode outputs;

    WindowCode(WindowWish windows, Contract contract, Binding binding, Board board) {
        this.windows = windows;
        this.use = windows.use();
        this.contract = contract;
        this.model = contract.model();
        this.readings =
                new ReadingCode(contract, binding, binding.origin() == Binding.Origin.SERIAL_LINES && use.restarts());
        this.outputs = new OutputCode(windows.wish(), contract, board, java.util.Optional.of(windows));
    }

    ReadingCode readings() {
        return readings;
    }

    OutputCode outputs() {
        return outputs;
    }

    int baud() {
        return use.baud(contract.inputs().size());
    }

    /** Returns how lines must come. */
    String rate() {
        return Transform.number(use.rateHz()) + " lines a second, " + baud() + " baud";
    }

    List<String> constants() {
        List<String> constants = new ArrayList<>();
        if (!readings.isSerial()) {
            constants.add("const unsigned long FRAME_US = " + use.frameMicros() + "; // "
                    + Transform.number(use.rateHz()) + " frames a second, as in the training data");
        }
        constants.addAll(outputs.constants());
        return constants;
    }

    List<String> loop() {
        List<String> lines = new ArrayList<>(readings.isSerial() ? take() : sample());
        lines.add(model + "_push_samples(frame, 1);");
        lines.addAll(List.of("if (!" + model + "_ready()) {", "  return;", "}"));
        lines.addAll(slowness());
        List<String> decide = new ArrayList<>(outputs.decide());
        if (readings.dropsLines()) {
            int at = decide.indexOf(model + "_classify_window(&result);");
            decide.addAll(at + 1, List.of("dropLines();", model + "_restart();"));
        }
        lines.addAll(decide);
        return lines;
    }

    /** Waits, without holding up anything, until a frame is due, and takes it. */
    private List<String> sample() {
        List<String> lines = new ArrayList<>();
        lines.add("static unsigned long due = 0;   // when the latest frame was due, by micros()");
        lines.add("static unsigned long taken = 0; // and when it was taken");
        lines.add("const unsigned long now = micros();");
        lines.add("if (now - due < FRAME_US) {");
        if (windows.wish().sleeps()) {
            lines.add("  rest((FRAME_US - (now - due)) / 1000);");
        }
        lines.addAll(List.of("  return;", "}", array(), "if (!takeReadings(frame)) {", "  return;", "}"));
        lines.addAll(List.of(
                "due += FRAME_US; // keeps the beat, whatever the reading took",
                "if (now - due >= FRAME_US) {",
                "  due = now; // but hurries after nothing",
                "}",
                "if (now - taken > FRAME_US + FRAME_US / 2) {",
                "  " + model + "_restart(); // a frame is missing: no window may have a hole",
                "}",
                "taken = now;"));
        return lines;
    }

    private List<String> take() {
        List<String> lines = new ArrayList<>(List.of(array(), "if (!takeReadings(frame)) {"));
        if (windows.wish().sleeps()) {
            lines.add("  rest(1); // no longer: the port's buffer is small");
        }
        lines.addAll(List.of("  return;", "}"));
        return lines;
    }

    private String array() {
        return "float frame[" + model.toUpperCase(Locale.ROOT) + "_READINGS];";
    }

    /** Says where the model takes longer than there is time between two frames. */
    private List<String> slowness() {
        double millis = use.inferenceMillis().orElse(0);
        if (millis * 1000 <= use.frameMicros()) {
            return List.of();
        }
        String then = use.restarts()
                ? "what comes meanwhile is lost, and the next window begins after it."
                : readings.isSerial()
                        ? "lines wait in the port's buffer meanwhile."
                        : "the next frame is taken that much later.";
        return CppText.wrapped(
                "// ",
                "// ",
                "The model takes about " + Transform.number(millis) + " ms for a window, a frame comes every "
                        + Transform.number(use.frameMicros() / 1e3) + " ms: " + then);
    }
}
