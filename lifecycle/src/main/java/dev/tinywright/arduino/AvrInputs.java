package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What reaches an AVR's pins in a world, over clock cycles: bytes on the serial port at the sketch's speed, voltages, levels.
 *
 * @param lines in order of time, as {@code simulator.c} reads them
 * @param serial when each serial line was there to its last byte, with its values
 */
record AvrInputs(List<String> lines, List<Trace.Event.Read> serial) {
    private static final long NANOS_PER_MICRO = 1000;
    /** An analog reading's noise changes this often. */
    private static final long NOISE_MICROS = 20_000;
    /** Start, 8 data bits, stop, and one more, because simavr takes a parity bit's time as well. */
    private static final int BITS_PER_BYTE = 11;

    private static final int SUPPLY_MILLIVOLTS = 5000;

    private record At(long cycle, String what) {}

    static AvrInputs of(World world, AvrBoard board, long clockHz, int baud) {
        Maker maker = new Maker(world, board, clockHz, baud);
        for (int row = 0; row < world.rows().length; row++) {
            maker.row(row);
        }
        return maker.made();
    }

    private static final class Maker {
        private final World world;
        private final AvrBoard board;
        private final long clockHz;
        private final long cyclesPerByte;
        private final SplittableRandom random;
        private final List<At> inputs = new ArrayList<>();
        private final List<Trace.Event.Read> reads = new ArrayList<>();
        private final int[] serial;
        private long portFree;

        Maker(World world, AvrBoard board, long clockHz, int baud) {
            this.world = world;
            this.board = board;
            this.clockHz = clockHz;
            cyclesPerByte = clockHz * BITS_PER_BYTE / baud;
            random = new SplittableRandom(world.seed());
            serial = IntStream.range(0, world.channels().size())
                    .filter(c -> world.channels().get(c).startsWith("serial."))
                    .boxed()
                    .sorted(Comparator.comparingInt(this::number))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private long cycle(long micros) {
            return micros * (clockHz / 1_000_000);
        }

        private int number(int channel) {
            String name = world.channels().get(channel);
            return Integer.parseInt(name.substring(name.indexOf('.') + 1));
        }

        private float value(int row, int channel) {
            return world.rows()[row][channel] + world.noise()[channel] * (float) (2 * random.nextDouble() - 1);
        }

        void row(int row) {
            long from = startMicros(world, row);
            long to = startMicros(world, row + 1);
            for (int channel = 0; channel < world.channels().size(); channel++) {
                String name = world.channels().get(channel);
                if (name.startsWith("analog.")) {
                    analog(row, channel, row == 0 ? 0 : from, to);
                } else if (name.startsWith("pin.")) {
                    String pin = board.ports().get(number(channel));
                    int level = world.rows()[row][channel] >= 0.5f ? 1 : 0;
                    add(row == 0 ? 0 : from, "pin " + pin.charAt(0) + " " + pin.charAt(1) + " " + level);
                } else if (!name.startsWith("serial.")) {
                    throw TinywrightException.failed(
                            "simavr has nothing that measures '" + name + "'",
                            "sketch",
                            "on an AVR board the readings come through serial-lines, analog-pins or digital-pins");
                }
            }
            if (serial.length > 0) {
                long every = Math.max(1, world.lineEvery().toNanos() / NANOS_PER_MICRO);
                for (long at = from; at < to; at += every) {
                    line(row, at, to);
                }
            }
        }

        private void analog(int row, int channel, long from, long to) {
            long step = world.noise()[channel] == 0 ? to - from : NOISE_MICROS;
            for (long at = from; at < to; at += step) {
                int code = Math.clamp((long) Math.floor(value(row, channel) * 1024.0), 0, 1023);
                // the converter gives floor(millivolts x 1023 / supply): the smallest voltage that gives this code
                int millivolts = (code * SUPPLY_MILLIVOLTS + 1022) / 1023;
                add(at, "analog " + number(channel) + " " + millivolts);
            }
        }

        /** Sends a line where the port is free; not one that would reach into the next row, save the first. */
        private void line(int row, long at, long rowEnd) {
            List<Float> values = IntStream.of(serial)
                    .mapToObj(channel -> Float.parseFloat(text(value(row, channel))))
                    .toList();
            String line = String.join(",", values.stream().map(AvrInputs::text).toList()) + "\n";
            long begin = Math.max(cycle(at), portFree);
            long end = begin + line.length() * cyclesPerByte;
            boolean first = at == startMicros(world, row);
            if (!first && (end > cycle(rowEnd) || begin > cycle(at))) {
                return;
            }
            for (int i = 0; i < line.length(); i++) {
                inputs.add(new At(begin + i * cyclesPerByte, "serial " + (int) line.charAt(i)));
            }
            portFree = end;
            reads.add(new Trace.Event.Read(end / (clockHz / 1_000_000), "serial", values));
        }

        private void add(long micros, String what) {
            inputs.add(new At(cycle(micros), what));
        }

        AvrInputs made() {
            add(startMicros(world, world.rows().length), "end");
            return new AvrInputs(
                    inputs.stream()
                            .sorted(Comparator.comparingLong(At::cycle))
                            .map(input -> input.cycle() + " " + input.what())
                            .toList(),
                    reads);
        }
    }

    /** Returns when a row's turn comes, in microseconds; of the row after the last: the end. */
    static long startMicros(World world, int row) {
        return (world.start().toNanos() + row * world.dwell().toNanos()) / NANOS_PER_MICRO;
    }

    /** Nine significant digits, which a float survives. */
    private static String text(float value) {
        BigDecimal rounded =
                new BigDecimal(Float.toString(value)).round(new MathContext(9)).stripTrailingZeros();
        return Math.abs(value) >= 1e9f ? rounded.toString() : rounded.toPlainString();
    }
}
