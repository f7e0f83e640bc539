package dev.tinywright.sensor;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.contract.Contract;
import dev.tinywright.features.InputFormat;
import dev.tinywright.sensor.Binding.Origin;
import dev.tinywright.sensor.Binding.Wire;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the sensor of a board that measures each input of a model: by the input's name and unit, and by what the person says
 * of the sensor. All inputs must be found, with units and ranges that fit; otherwise the readings come as lines of numbers on
 * the serial port, and a note says why.
 */
public final class Bindings {
    private static final int MOST_NAMES = 6;
    private static final Set<String> SERIAL_WORDS = Set.of("serial", "uart", "usb");

    private final Board board;
    private final List<Sensor> present;
    private final List<Contract.Input> inputs;
    private final List<List<Integer>> shares;
    private final String wish;
    private final Sensors catalogue;
    private final List<String> notes = new ArrayList<>();
    /** Names of inputs that no sensor of the board measures, by what is said of where they could be measured. */
    private final Map<String, List<String>> absent = new LinkedHashMap<>();

    private Bindings(
            Board board,
            List<Sensor> present,
            List<Contract.Input> inputs,
            List<List<Integer>> shares,
            String wish,
            Sensors catalogue) {
        this.board = board;
        this.present = present;
        this.inputs = inputs;
        this.shares = shares;
        this.wish = wish;
        this.catalogue = catalogue;
    }

    /**
     * @param sensorWish what the task says of the sensor, empty where nothing
     * @param sensors where the board's sensors are looked up; ids that it lacks are passed over
     * @throws dev.tinywright.diag.TinywrightException (usage) where the wish names registers of an I2C device and cannot be
     *     read
     */
    public static Binding bind(Board board, Contract contract, String sensorWish, Sensors sensors) {
        Binding binding = bind(board, contract.inputs(), contract.shares(), sensorWish, sensors);
        return contract.format() instanceof InputFormat.Window window
                ? tooSlow(binding, window.rateHz())
                        .map(why -> new Bindings(
                                        board,
                                        List.of(),
                                        contract.inputs(),
                                        contract.shares(),
                                        sensorWish.strip(),
                                        sensors)
                                .serial(why))
                        .orElse(binding)
                : binding;
    }

    /** Returns why a sensor cannot give as many frames a second as a recording has; a tenth less is let pass. */
    private static Optional<String> tooSlow(Binding binding, double rateHz) {
        return binding.wires().stream()
                .filter(wire -> wire.sensor().readOf(wire.channel()).rateHz() > 0)
                .filter(wire -> wire.sensor().readOf(wire.channel()).rateHz() < 0.9 * rateHz)
                .findFirst()
                .map(wire -> "the " + wire.sensor().name() + " gives "
                        + plain(wire.sensor().readOf(wire.channel()).rateHz())
                        + " readings a second, and the model takes "
                        + plain(rateHz));
    }

    /**
     * The same before there is a model.
     *
     * @param shares groups of inputs, by position, that are shares of their sum
     */
    public static Binding bind(
            Board board, List<Contract.Input> inputs, List<List<Integer>> shares, String sensorWish, Sensors sensors) {
        List<Sensor> present = board.sensors().stream()
                .map(sensors::byId)
                .flatMap(Optional::stream)
                .toList();
        return new Bindings(board, present, inputs, shares, sensorWish.strip(), sensors).bind();
    }

    private Binding bind() {
        if (I2cWish.isOne(wish)) {
            return new Binding(Origin.SENSORS, I2cWish.parse(wish).wires(inputs), List.of());
        }
        if (says(SERIAL_WORDS)) {
            return serial("the task asks for the serial port");
        }
        List<Wire> wires = new ArrayList<>();
        List<String> unmeasured = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Optional<Wire> wire = wire(i, unmeasured);
            wire.ifPresent(wires::add);
        }
        Optional<String> twice = twice(wires);
        if (!absent.isEmpty() || !unmeasured.isEmpty() || twice.isPresent()) {
            absent.forEach((elsewhere, names) -> unmeasured.add(
                    "no sensor of the " + board.name() + " measures " + alternatives(names) + elsewhere));
            twice.ifPresent(unmeasured::add);
            return serial(String.join("; ", unmeasured));
        }
        noteOtherSensor(wires);
        return new Binding(Origin.SENSORS, wires, notes);
    }

    /** Returns "'Red', 'Green' or 'Blue'". */
    private static String alternatives(List<String> names) {
        if (names.size() > MOST_NAMES) {
            return String.join(", ", names.subList(0, MOST_NAMES)) + " or " + (names.size() - MOST_NAMES) + " others";
        }
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }

    private Binding serial(String why) {
        noteAbsentSensor();
        String names = inputs.stream().map(Contract.Input::name).limit(8).collect(Collectors.joining(","));
        String more = inputs.size() > 8 ? ",…" : "";
        notes.add("readings come as lines on the serial port (" + names + more + "), because " + why);
        return new Binding(Origin.SERIAL_LINES, List.of(), notes);
    }

    private Optional<Wire> wire(int position, List<String> unmeasured) {
        Contract.Input input = inputs.get(position);
        List<Match> matches = matches(input);
        if (matches.isEmpty()) {
            absent.computeIfAbsent(elsewhere(input), reason -> new ArrayList<>())
                    .add("'" + input.name() + "'");
            return Optional.empty();
        }
        List<String> misfits = new ArrayList<>();
        for (Match match : matches) {
            Optional<Units.Conversion> conversion = conversion(match, input, isShare(position), misfits);
            if (conversion.isPresent()) {
                Units.Conversion c = conversion.get();
                return Optional.of(new Wire(match.sensor(), match.channel(), c.factor(), c.offset()));
            }
        }
        unmeasured.add(misfits.getFirst());
        return Optional.empty();
    }

    /** A channel that a reading's name means. */
    private record Match(Sensor sensor, Sensor.Channel channel) {}

    private List<Match> matches(Contract.Input input) {
        String key = ReadingNames.key(input.name(), input.unit());
        Set<String> keys = isAxis(key) ? axisKeys(key, input.unit()) : Set.of(key);
        List<Match> matches = new ArrayList<>();
        for (Sensor sensor : present) {
            for (Sensor.Channel channel : sensor.channels()) {
                if (Stream.concat(Stream.of(channel.name()), channel.words().stream())
                        .map(ReadingNames::key)
                        .anyMatch(keys::contains)) {
                    matches.add(new Match(sensor, channel));
                }
            }
        }
        // A sensor that the person names comes before another with the same channel.
        return matches.stream()
                .sorted((a, b) -> Boolean.compare(named(b.sensor()), named(a.sensor())))
                .toList();
    }

    private static boolean isAxis(String key) {
        return key.equals("x") || key.equals("y") || key.equals("z");
    }

    /** A bare x is an axis of what the unit or the person says. */
    private Set<String> axisKeys(String axis, String unit) {
        Set<String> keys = new HashSet<>();
        if (Units.between("g", unit).isPresent() || says(Set.of("accelerometer", "acceleration", "accelerometers"))) {
            keys.add("acc" + axis);
        } else if (Units.between("°/s", unit).isPresent() || says(Set.of("gyroscope", "gyro"))) {
            keys.add("gyro" + axis);
        } else if (Units.between("µT", unit).isPresent() || says(Set.of("magnetometer", "compass"))) {
            keys.add("mag" + axis);
        }
        return keys;
    }

    private boolean isShare(int position) {
        return shares.stream().anyMatch(group -> group.contains(position));
    }

    /** Returns how the channel's raw value becomes the reading; adds to {@code misfits} why it cannot. */
    private Optional<Units.Conversion> conversion(
            Match match, Contract.Input input, boolean share, List<String> misfits) {
        Sensor.Channel channel = match.channel();
        if (share) {
            return Optional.of(new Units.Conversion(channel.unit(), 1, 0)); // any unit: the sum divides it out
        }
        List<Units.Conversion> candidates = channel.unit().equals(AnalogUnits.OF_REFERENCE)
                ? AnalogUnits.conversions(board, input.unit())
                : input.unit().isEmpty()
                        ? Units.from(channel.unit())
                        : Units.between(channel.unit(), input.unit()).stream().toList();
        for (Units.Conversion candidate : candidates) {
            if (fits(candidate, channel, input)) {
                if (input.unit().isEmpty() && candidates.size() > 1) {
                    notes.add("'" + input.name() + "' has no unit in the data: taken as " + candidate.unit()
                            + ", as its range tells");
                }
                return Optional.of(candidate);
            }
        }
        misfits.add(
                candidates.isEmpty()
                        ? "'" + input.name() + "' is in " + input.unit() + ", which cannot be made of the "
                                + match.sensor().name() + "'s " + channel.unit()
                        : String.format(
                                Locale.ROOT,
                                "'%s' goes from %s to %s in the data, the %s from %s to %s %s",
                                input.name(),
                                plain(input.low()),
                                plain(input.high()),
                                match.sensor().name(),
                                plain(candidates.getFirst().reading(channel.low())),
                                plain(candidates.getFirst().reading(channel.high())),
                                candidates.getFirst().unit()));
        return Optional.empty();
    }

    /** True where the trained range lies in what the sensor can give, a small part of it aside. */
    private static boolean fits(Units.Conversion conversion, Sensor.Channel channel, Contract.Input input) {
        double margin = 0.02 * (channel.high() - channel.low());
        double low = Math.min(conversion.raw(input.low()), conversion.raw(input.high()));
        double high = Math.max(conversion.raw(input.low()), conversion.raw(input.high()));
        return low >= channel.low() - margin && high <= channel.high() + margin;
    }

    private static String plain(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private Optional<String> twice(List<Wire> wires) {
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get(i);
            int first = IntStream.range(0, i)
                    .filter(j -> wires.get(j).channel().equals(wire.channel())
                            && wires.get(j).sensor().equals(wire.sensor()))
                    .findFirst()
                    .orElse(-1);
            if (first >= 0 && wires.size() == inputs.size()) {
                return Optional.of("'" + inputs.get(first).name() + "' and '"
                        + inputs.get(i).name() + "' would both be "
                        + wire.channel().name() + " of the " + wire.sensor().name());
            }
        }
        return Optional.empty();
    }

    private boolean says(Set<String> words) {
        return Stream.of(wish.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .anyMatch(words::contains);
    }

    private boolean named(Sensor sensor) {
        return !wish.isEmpty() && says(new HashSet<>(sensor.words()));
    }

    /** The person names a sensor, and the readings come from others. */
    private void noteOtherSensor(List<Wire> wires) {
        boolean used = wires.stream().anyMatch(wire -> named(wire.sensor()));
        if (!wish.isEmpty() && !used && catalogue.all().stream().anyMatch(this::named)) {
            notes.add("the task says '" + wish + "'; by their names the readings come from the "
                    + wires.stream()
                            .map(wire -> wire.sensor().name())
                            .distinct()
                            .collect(Collectors.joining(" and the ")));
        }
    }

    /** "The Nano 33 BLE has no colour sensor; the Sense has." */
    private void noteAbsentSensor() {
        List<Sensor> meant = catalogue.all().stream()
                .filter(this::named)
                .filter(sensor -> !sensor.channels().isEmpty())
                .toList();
        if (meant.isEmpty() || meant.stream().anyMatch(present::contains)) {
            return;
        }
        Set<String> ids = meant.stream().map(Sensor::id).collect(Collectors.toSet());
        List<String> others = Boards.builtIn().all().stream()
                .filter(other -> !other.id().equals(board.id()))
                .filter(other -> other.sensors().stream().anyMatch(ids::contains))
                .map(Board::name)
                .toList();
        notes.add("the " + board.name() + " has no " + wish + (wish.contains("sensor") ? "" : " sensor")
                + (others.isEmpty() ? "" : "; " + String.join(", ", others) + (others.size() == 1 ? " has" : " have")));
    }

    /** Returns which sensor of the catalogue would measure an input, in brackets. */
    private String elsewhere(Contract.Input input) {
        String key = ReadingNames.key(input.name(), input.unit());
        return catalogue.all().stream()
                .filter(sensor -> sensor.channels().stream()
                        .flatMap(channel -> channel.words().stream())
                        .map(ReadingNames::key)
                        .anyMatch(key::equals))
                .findFirst()
                .map(sensor -> " (the " + sensor.name() + " would)")
                .orElse("");
    }
}
