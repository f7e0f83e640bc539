package dev.tinywright.arduino;

import dev.tinywright.arduino.Trace.Ending;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.diag.TinywrightException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads what the emulation recorded; {@code runtime/arduino/README.md} has the format. */
final class TraceFile {
    private TraceFile() {}

    /**
     * Returns the run in {@code file}. A last line that is cut off counts as not written; a file without an end is a run that
     * was ended from outside.
     *
     * @param cut what to say of a run without an end
     * @throws TinywrightException where the file is not there or is no trace
     */
    static Trace read(Path file, String ranOn, String cut) {
        List<Event> events = new ArrayList<>();
        long micros = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = in.readLine();
            while (line != null) {
                String next = in.readLine();
                String[] words = line.split(" ", 3);
                if (words.length == 3 && words[1].equals("end")) {
                    String[] how = words[2].split(" ", 2);
                    return new Trace(ranOn, events, ending(how[0]), how.length > 1 ? how[1] : "", true);
                }
                try {
                    Event event = event(words);
                    micros = event.micros();
                    events.add(event);
                } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                    if (next != null) {
                        throw unreadable(file, line);
                    }
                }
                line = next;
            }
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the emulation left no record of the run: " + e.getClass().getSimpleName(),
                    file.toString(),
                    "free some space; else please report it");
        }
        return new Trace(ranOn, events, Ending.BLOCKED, cut + " (after " + micros + " us)", true);
    }

    private static TinywrightException unreadable(Path file, String line) {
        String shown = line.length() > 60 ? line.substring(0, 60) + "…" : line;
        return TinywrightException.failed(
                "the record of the run has a line that cannot be read: '" + shown + "'",
                file.toString(),
                "please report it with the sketch");
    }

    private static Ending ending(String word) throws IOException {
        return switch (word) {
            case "done" -> Ending.DONE;
            case "blocked" -> Ending.BLOCKED;
            case "fault" -> Ending.FAULT;
            case "flood" -> Ending.FLOOD;
            default -> throw new IOException("unknown end " + word.toLowerCase(Locale.ROOT));
        };
    }

    private static Event event(String[] words) {
        long micros = Long.parseLong(words[0]);
        String rest = words.length > 2 ? words[2] : "";
        String[] values = rest.split(" ");
        return switch (words[1]) {
            case "row" -> new Event.Row(micros, Integer.parseInt(rest));
            case "read" -> new Event.Read(micros, values[0], floats(values, 1, values.length));
            case "infer" -> inference(micros, values);
            case "push" -> new Event.Push(micros, floats(values, 0, values.length));
            case "smooth" ->
                new Event.Smooth(
                        micros, Integer.parseInt(values[0]), Integer.parseInt(values[1]), values[2].equals("1"));
            case "restart" -> new Event.Restart(micros);
            case "line" -> new Event.Line(micros, unescaped(rest));
            case "pin" -> new Event.Pin(micros, Integer.parseInt(values[0]), values[1].equals("1"));
            case "pwm" -> new Event.Pwm(micros, Integer.parseInt(values[0]), Integer.parseInt(values[1]));
            default -> throw new IllegalArgumentException(words[1]);
        };
    }

    private static Event inference(long micros, String[] values) {
        int colon = List.of(values).indexOf(":");
        List<Integer> scores = new ArrayList<>();
        for (int i = colon + 1; i < values.length; i++) {
            scores.add(Integer.parseInt(values[i]));
        }
        return new Event.Inference(micros, floats(values, 0, colon), scores);
    }

    private static List<Float> floats(String[] words, int from, int to) {
        List<Float> values = new ArrayList<>();
        for (int i = from; i < to; i++) {
            values.add(number(words[i]));
        }
        return values;
    }

    private static float number(String word) {
        return switch (word) {
            case "nan", "-nan" -> Float.NaN;
            case "inf" -> Float.POSITIVE_INFINITY;
            case "-inf" -> Float.NEGATIVE_INFINITY;
            default -> Float.parseFloat(word);
        };
    }

    /** Undoes {@code \\}, {@code \n}, {@code \r} and {@code \xHH}; the bytes are UTF-8. */
    private static String unescaped(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char code = text.charAt(++i);
                switch (code) {
                    case 'n' -> bytes.put((byte) '\n');
                    case 'r' -> bytes.put((byte) '\r');
                    case 't' -> bytes.put((byte) '\t');
                    case 'x' -> {
                        bytes.put((byte) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    default -> bytes.put((byte) code);
                }
            } else {
                bytes.put((byte) c);
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
