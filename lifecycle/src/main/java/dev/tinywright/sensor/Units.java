package dev.tinywright.sensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Units in which data and sensors give the same quantity, and how one becomes the other. */
final class Units {
    /** Standard gravity, m/s²: CGPM 1901. */
    private static final double GRAVITY = 9.80665;

    /** {@code value = factor · base + offset}, the base being the first unit of a quantity. */
    private record Unit(List<String> names, double factor, double offset) {}

    private static final List<List<Unit>> QUANTITIES = List.of(
            List.of(
                    unit(1, 0, "g", "gs", "gee", "gravity", "g-force"),
                    unit(GRAVITY, 0, "m/s²", "m/s2", "m/s^2", "m/s/s", "ms-2", "ms^-2", "m s-2", "mps2"),
                    unit(1000, 0, "mg", "milli-g"),
                    unit(100 * GRAVITY, 0, "cm/s²", "cm/s2", "cm/s^2", "gal")),
            List.of(
                    unit(1, 0, "°/s", "deg/s", "degrees/s", "dps", "deg/sec", "º/s"),
                    unit(Math.PI / 180, 0, "rad/s", "rads", "rad/sec", "radians/s"),
                    unit(1000, 0, "mdps", "m°/s"),
                    unit(1 / 6.0, 0, "rpm")),
            List.of(
                    unit(1, 0, "µt", "ut", "microtesla", "μt"),
                    unit(0.001, 0, "mt"),
                    unit(1000, 0, "nt"),
                    unit(0.01, 0, "gauss"),
                    unit(10, 0, "mgauss", "mgs")),
            List.of(
                    unit(1, 0, "°c", "c", "degc", "deg c", "celsius", "ºc", "℃", "degrees c", "degrees celsius"),
                    unit(1.8, 32, "°f", "f", "degf", "deg f", "fahrenheit", "ºf", "℉", "degrees f"),
                    unit(1, 273.15, "k", "kelvin")),
            List.of(
                    unit(1, 0, "%", "pct", "percent", "%rh", "% rh", "rh", "rh%"),
                    unit(0.01, 0, "1", "ratio", "fraction")),
            List.of( // the factors of mmHg, psi and inHg: NIST SP 811, appendix B.8
                    unit(1, 0, "kpa"),
                    unit(10, 0, "hpa", "mbar", "mb", "millibar"),
                    unit(1000, 0, "pa"),
                    unit(0.01, 0, "bar"),
                    unit(7.500616, 0, "mmhg", "torr"),
                    unit(0.1450377, 0, "psi"),
                    unit(0.2952998, 0, "inhg")),
            List.of(unit(1, 0, "count", "counts", "raw", "lsb", "steps", "digit", "digits")),
            List.of(unit(1, 0, "level", "bool", "0/1", "on/off")));

    private Units() {}

    /** How a reading is made of a raw value: {@code reading = factor · raw + offset}; {@code unit} as it was assumed. */
    record Conversion(String unit, double factor, double offset) {
        double reading(double raw) {
            return factor * raw + offset;
        }

        double raw(double reading) {
            return (reading - offset) / factor;
        }
    }

    private static Unit unit(double factor, double offset, String... names) {
        return new Unit(List.of(names), factor, offset);
    }

    /** Returns the conversion from one unit to another of the same quantity; nothing where there is none. */
    static Optional<Conversion> between(String from, String to) {
        if (plain(from).equals(plain(to))) {
            return Optional.of(new Conversion(to, 1, 0));
        }
        return from(from).stream().filter(c -> named(quantity(from), to, c)).findFirst();
    }

    private static boolean named(List<Unit> quantity, String name, Conversion conversion) {
        return quantity.stream()
                .filter(unit -> unit.names().contains(plain(name)))
                .anyMatch(unit -> unit.names().getFirst().equals(plain(conversion.unit())));
    }

    /** Returns the conversions from a unit to each unit of its quantity, its own first. */
    static List<Conversion> from(String from) {
        List<Unit> quantity = quantity(from);
        Optional<Unit> own = quantity.stream()
                .filter(unit -> unit.names().contains(plain(from)))
                .findFirst();
        List<Conversion> conversions = new ArrayList<>(List.of(new Conversion(from, 1, 0)));
        own.ifPresent(raw -> quantity.stream()
                .filter(unit -> !unit.equals(raw))
                .map(unit -> new Conversion(
                        shown(unit),
                        unit.factor() / raw.factor(),
                        unit.offset() - raw.offset() * unit.factor() / raw.factor()))
                .forEach(conversions::add));
        return conversions;
    }

    private static String shown(Unit unit) {
        String name = unit.names().getFirst();
        return switch (name) {
            case "hpa" -> "hPa";
            case "kpa" -> "kPa";
            case "pa" -> "Pa";
            case "°c" -> "°C";
            case "°f" -> "°F";
            case "k" -> "K";
            case "µt" -> "µT";
            default -> name;
        };
    }

    private static List<Unit> quantity(String name) {
        return QUANTITIES.stream()
                .filter(units -> units.stream().anyMatch(unit -> unit.names().contains(plain(name))))
                .findFirst()
                .orElse(List.of());
    }

    private static String plain(String unit) {
        return unit.strip().toLowerCase(Locale.ROOT).replace('μ', 'µ');
    }
}
