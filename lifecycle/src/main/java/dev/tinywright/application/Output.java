package dev.tinywright.application;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing that the device does with each decision. Classes are by position in the contract's labels. */
public sealed interface Output {

    /** What a printed line holds. */
    enum Field {
        /** The class, as the data writes it. */
        LABEL,
        /** Its position, from 0. */
        NUMBER,
        /** Its share, in whole percent: "93 %". */
        CONFIDENCE
    }

    /**
     * A line on the serial port.
     *
     * @param fields in their order; none where {@code text} is printed
     * @param text printed instead of fields, empty where fields are
     * @param classes whose decisions are printed; empty for all
     */
    record Print(List<Field> fields, String text, List<Integer> classes) implements Output {
        public Print {
            fields = List.copyOf(fields);
            classes = List.copyOf(classes);
        }

        static Print label() {
            return new Print(List.of(Field.LABEL), "", List.of());
        }
    }

    /** A line such as {@code {"class":"apple","confidence":0.93}}. */
    record Json() implements Output {}

    /**
     * A pin that is on while one of its classes is decided, and off otherwise.
     *
     * @param pin as C++ names it: "LED_BUILTIN", "LEDR", "7", "A0"
     * @param name for people and for C++ names: "built-in LED", "relay"
     * @param classes that it is on for, at least one
     * @param inverted on for all others instead
     * @param keep how long it keeps each level at least; zero where it follows at once
     */
    record Pin(
            String pin,
            String name,
            List<Integer> classes,
            boolean inverted,
            Duration keep,
            Optional<Hysteresis> hysteresis)
            implements Output {
        public Pin {
            classes = List.copyOf(classes);
        }
    }

    /**
     * On from one confidence on, off below another.
     *
     * @param on share of the pin's classes from which it goes on, 0 to 1
     * @param off share below which it goes off, less than {@code on}
     */
    record Hysteresis(double on, double off) {}
}
