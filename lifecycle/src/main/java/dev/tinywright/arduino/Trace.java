package dev.tinywright.arduino;

import java.util.List;

/**
 * What a sketch did, in order of time.
 *
 * @param ranOn what ran it: "Cortex-M4 in QEMU emulator version 7.2", "ATmega328P in simavr, Arduino AVR core 1.8.4"
 * @param events with times in microseconds of virtual time since reset
 * @param seesInside whether every reading of a sensor and every inference would be among the events; where not, only what
 *     comes out of the device is certain
 */
public record Trace(String ranOn, List<Event> events, Ending ending, String detail, boolean seesInside) {
    public Trace {
        events = List.copyOf(events);
    }

    /** A run that shows readings and inferences where it has an inference. */
    public Trace(String ranOn, List<Event> events, Ending ending, String detail) {
        this(ranOn, events, ending, detail, events.stream().anyMatch(Event.Inference.class::isInstance));
    }

    /** How the run ended; {@link #detail} says more. */
    public enum Ending {
        /** The last row has been shown to its end. */
        DONE,
        /** The sketch stopped making progress: it neither slept, read, wrote nor asked for the time. */
        BLOCKED,
        /** The processor took a fault, or the program aborted. */
        FAULT,
        /** It wrote more than a run may. */
        FLOOD
    }

    /** One thing that happened. */
    public sealed interface Event {
        /** Microseconds of virtual time since reset. */
        long micros();

        /** The world begins to show a row. */
        record Row(long micros, int row) implements Event {}

        /** A sensor library handed values to the sketch: what it returned, noise and all, in the channels' raw units. */
        record Read(long micros, String device, List<Float> values) implements Event {
            public Read {
                values = List.copyOf(values);
            }
        }

        /**
         * The model was called with readings and gave scores; without readings where it looked at the frames that were pushed. Only
         * where the run can see it.
         */
        record Inference(long micros, List<Float> readings, List<Integer> scores) implements Event {
            public Inference {
                readings = List.copyOf(readings);
                scores = List.copyOf(scores);
            }
        }

        /** Frames were pushed to the model, one after another. Only where the run can see it. */
        record Push(long micros, List<Float> samples) implements Event {
            public Push {
                samples = List.copyOf(samples);
            }
        }

        /** The last window's shares were averaged with those before: the best class, its share in 256ths. */
        record Smooth(long micros, int best, int share, boolean isEvent) implements Event {}

        /** The model was told to forget the frames so far. */
        record Restart(long micros) implements Event {}

        /** A line on the serial port, without its end. */
        record Line(long micros, String text) implements Event {}

        /** A pin that is an output changed its level. */
        record Pin(long micros, int pin, boolean high) implements Event {}

        /** A pin's duty cycle changed, of 255. */
        record Pwm(long micros, int pin, int duty) implements Event {}
    }
}
