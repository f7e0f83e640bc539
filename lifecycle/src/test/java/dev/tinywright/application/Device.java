package dev.tinywright.application;

import dev.tinywright.arduino.Trace;
import dev.tinywright.arduino.Trace.Event;
import dev.tinywright.arduino.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A device made by hand: every second it reads, and does with the counts what a test says. */
final class Device {
    private final World world;
    private final List<Event> events = new ArrayList<>();
    private final Random random = new Random(3);
    private long now = 500_000;
    private int announced = -1;

    Device(World world) {
        this.world = world;
    }

    /** What it does every second. */
    interface Turn {
        void run(Device device, int turn);
    }

    static Trace run(World world, Turn turn) {
        return run(world, 1_000_000, turn);
    }

    static Trace run(World world, long period, Turn turn) {
        Device device = new Device(world);
        for (int i = 0; device.now < device.end(); i++) {
            device.announce();
            turn.run(device, i);
            device.now += period;
        }
        return new Trace("a device made by hand", device.events, Trace.Ending.DONE, "", true);
    }

    private long end() {
        return start(world.rows().length);
    }

    private long start(int row) {
        return (world.start().toNanos() + row * world.dwell().toNanos()) / 1000;
    }

    private int row() {
        int row = 0;
        while (row + 1 < world.rows().length && start(row + 1) <= now) {
            row++;
        }
        return row;
    }

    private void announce() {
        for (int row = announced + 1; row <= row() && start(row) <= now; row++) {
            events.add(new Event.Row(start(row), row));
            announced = row;
        }
    }

    /** Reads the colour: counts of red, green, blue and clear. */
    float[] read() {
        float[] counts = world.rows()[row()].clone();
        List<Float> values = new ArrayList<>();
        for (int c = 0; c < counts.length; c++) {
            counts[c] = (float) Math.rint(counts[c] + world.noise()[c] * (2 * random.nextFloat() - 1));
            values.add(counts[c]);
        }
        events.add(new Event.Read(now, "color", values));
        return counts;
    }

    static float[] shares(float[] counts) {
        float sum = counts[0] + counts[1] + counts[2];
        return new float[] {counts[0] / sum, counts[1] / sum, counts[2] / sum};
    }

    byte[] infer(float... readings) {
        byte[] scores = Fruit.scores(readings);
        List<Float> given = new ArrayList<>();
        List<Integer> answered = new ArrayList<>();
        for (float reading : readings) {
            given.add(reading);
        }
        for (byte score : scores) {
            answered.add((int) score);
        }
        events.add(new Event.Inference(now, given, answered));
        return scores;
    }

    void print(String line) {
        events.add(new Event.Line(now + 100, line));
    }

    void pin(int pin, boolean high) {
        events.add(new Event.Pin(now + 100, pin, high));
    }
}
