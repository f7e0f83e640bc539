package dev.tinywright.arduino;

import dev.tinywright.arduino.Trace.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a trace of what {@code simulator.c} wrote: bytes to lines, ports to pins, conversions to readings. */
final class AvrEvents {
    private final World world;
    private final AvrBoard board;
    private final long cyclesPerMicro;
    private final List<Event> events = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final Map<Integer, Boolean> high = new HashMap<>();
    private final Map<Integer, Float> lastRead = new HashMap<>();
    private final Map<String, List<long[]>> voltages = new HashMap<>();
    private Trace.Ending ending = Trace.Ending.FAULT;
    private String detail = "the simulator ended early";

    private AvrEvents(World world, AvrBoard board, long clockHz) {
        this.world = world;
        this.board = board;
        cyclesPerMicro = clockHz / 1_000_000;
    }

    static Trace trace(List<String> lines, AvrInputs inputs, World world, AvrBoard board, long clockHz, String ranOn) {
        AvrEvents made = new AvrEvents(world, board, clockHz);
        for (int row = 0; row < world.rows().length; row++) {
            made.events.add(new Event.Row(AvrInputs.startMicros(world, row), row));
        }
        made.events.addAll(inputs.serial());
        inputs.lines().forEach(made::remember);
        lines.forEach(made::take);
        made.events.sort(Comparator.comparingLong(Event::micros));
        return new Trace(ranOn, made.events, made.ending, made.detail);
    }

    private void remember(String input) {
        String[] words = input.split(" ");
        if (words[1].equals("analog")) {
            voltages.computeIfAbsent(words[2], channel -> new ArrayList<>())
                    .add(new long[] {Long.parseLong(words[0]), Long.parseLong(words[3])});
        }
    }

    private void take(String text) {
        String[] words = text.split(" ");
        long cycle = Long.parseLong(words[0]);
        long micros = cycle / cyclesPerMicro;
        switch (words[1]) {
            case "serial" -> serial(micros, Integer.parseInt(words[2]));
            case "port" -> port(micros, words[2].charAt(0), Integer.parseInt(words[3]), Integer.parseInt(words[4]));
            case "pins" -> pins(micros, words[2].charAt(0), Integer.parseInt(words[3]));
            case "analog" -> analog(micros, cycle, words[2]);
            case "pwm" ->
                board.pwmPin(words[2] + words[3])
                        .ifPresent(pin ->
                                events.add(new Event.Pwm(micros, pin, Math.min(255, Integer.parseInt(words[4])))));
            case "end" -> end(micros, words[2]);
            default -> throw new IllegalStateException("the simulator wrote '" + text + "'");
        }
    }

    private void serial(long micros, int value) {
        if (value == '\n') {
            int length = line.length();
            boolean carriage = length > 0 && line.charAt(length - 1) == '\r';
            events.add(new Event.Line(micros, line.substring(0, carriage ? length - 1 : length)));
            line.setLength(0);
        } else {
            line.append((char) value);
        }
    }

    private void port(long micros, char port, int directions, int levels) {
        for (int bit = 0; bit < 8; bit++) {
            Optional<Integer> pin = board.pin(port, bit);
            boolean output = (directions >> bit & 1) != 0;
            boolean level = (levels >> bit & 1) != 0;
            if (pin.isPresent() && output && high.getOrDefault(pin.get(), false) != level) {
                high.put(pin.get(), level);
                events.add(new Event.Pin(micros, pin.get(), level));
            }
        }
    }

    private void pins(long micros, char port, int levels) {
        for (int bit = 0; bit < 8; bit++) {
            int level = levels >> bit & 1;
            board.pin(port, bit)
                    .filter(pin -> world.channels().contains("pin." + pin))
                    .filter(pin -> !Float.valueOf(level).equals(lastRead.put(pin, (float) level)))
                    .ifPresent(pin -> events.add(new Event.Read(micros, "pin." + pin, List.of((float) level))));
        }
    }

    /** A conversion takes the voltage that is there when it begins. */
    private void analog(long micros, long cycle, String channel) {
        long millivolts = voltages.getOrDefault(channel, List.of()).stream()
                .filter(voltage -> voltage[0] <= cycle)
                .mapToLong(voltage -> voltage[1])
                .reduce(0, (before, after) -> after);
        long code = millivolts * 1023 / 5000;
        events.add(new Event.Read(micros, "analog." + channel, List.of(code / 1024f)));
    }

    private void end(long micros, String how) {
        if (!line.isEmpty()) {
            events.add(new Event.Line(micros, line.toString()));
        }
        ending = switch (how) {
            case "done" -> Trace.Ending.DONE;
            case "asleep" -> Trace.Ending.BLOCKED;
            case "flood" -> Trace.Ending.FLOOD;
            default -> Trace.Ending.FAULT;
        };
        detail = switch (how) {
            case "asleep" -> "it sleeps with interrupts off, and nothing can wake it";
            case "flood" -> "it did more than 64 MB of events";
            case "crashed" -> "the processor left its memory";
            default -> "";
        };
    }
}
