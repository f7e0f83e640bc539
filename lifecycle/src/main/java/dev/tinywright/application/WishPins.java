package dev.tinywright.application;

import dev.tinywright.application.WishWords.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Clauses that switch: "light the red LED for apples and the green one for bananas", "relay on pin 7 on for ripe". */
final class WishPins {
    private static final Set<String> DEVICES = Set.of(
            "relay",
            "pump",
            "fan",
            "motor",
            "buzzer",
            "valve",
            "heater",
            "siren",
            "beeper",
            "lock",
            "solenoid",
            "heating");
    private static final int FIRST_FREE_PIN = 2;

    private final WishWords words;
    private final List<String> assumed = new ArrayList<>();
    private final List<String> unclear = new ArrayList<>();
    private final Set<String> taken = new LinkedHashSet<>();

    WishPins(WishWords words) {
        this.words = words;
    }

    List<String> assumed() {
        return assumed;
    }

    List<String> unclear() {
        List<String> all = List.copyOf(unclear);
        unclear.clear();
        return all;
    }

    /**
     * An output that words name.
     *
     * @param pin as C++ names it, empty where the words do not say
     */
    record Spot(String pin, String name, int to) {}

    /** Returns the output that is named at {@code i}. */
    Optional<Spot> at(int i) {
        if (words.isUsed(i)) {
            return Optional.empty();
        }
        int builtIn = Math.max(
                words.match(i, "built in led|light|lamp|leds"),
                Math.max(
                        words.match(i, "builtin|onboard|internal|inbuilt led|light|lamp"),
                        words.match(i, "on board led|light|lamp")));
        if (builtIn > 0 || words.is(i, "led_builtin")) {
            return Optional.of(new Spot("LED_BUILTIN", "built-in LED", Math.max(builtIn, i + 1)));
        }
        if (words.is(i, "red", "green", "blue") && saysLed()) {
            int end = Math.max(i + 1, words.match(i + 1, "rgb? led|light|lamp|one|leds"));
            Optional<Spot> wired = onPin(end, words.key(i) + " LED");
            return wired.or(() -> Optional.of(new Spot(
                    "LED" + words.key(i).toUpperCase(java.util.Locale.ROOT).charAt(0), words.key(i) + " LED", end)));
        }
        if (words.is(i, "led", "lamp", "leds") || (words.is(i, "light") && words.is(i - 1, "the", "a", "my"))) {
            boolean numbered = words.is(i, "led")
                    && words.isKind(i + 1, Kind.NUMBER)
                    && words.key(i + 1).matches("\\d{1,2}")
                    && !words.is(i + 2, "%", "s", "ms", "times", "of");
            if (numbered) {
                return Optional.of(new Spot(words.key(i + 1), "LED", i + 2));
            }
            return onPin(i + 1, "LED").or(() -> Optional.of(new Spot("LED_BUILTIN", "built-in LED", i + 1)));
        }
        if (words.isIn(i, DEVICES)) {
            return onPin(i + 1, words.key(i)).or(() -> Optional.of(new Spot("", words.key(i), i + 1)));
        }
        return pin(i);
    }

    private boolean saysLed() {
        return IntStream.range(0, words.size())
                .anyMatch(i -> words.is(i, "led", "leds", "light", "lights", "lamp", "lamps"));
    }

    /** "on pin 7", "(pin 7)", "at D7": the output that was just named. */
    private Optional<Spot> onPin(int i, String name) {
        int at = words.match(i, "(? is|? connected|wired|attached? on|at|to|via|using|of? the?");
        return pin(at).map(spot -> new Spot(spot.pin(), name, words.is(spot.to(), ")") ? spot.to() + 1 : spot.to()));
    }

    private Optional<Spot> pin(int i) {
        String key = words.key(i);
        if (key.matches("[da]\\d{1,2}") && !words.isKind(i, Kind.LABEL)) {
            String pin = key.startsWith("d") ? key.substring(1) : key.toUpperCase(java.util.Locale.ROOT);
            return Optional.of(new Spot(pin, "pin " + pin, i + 1));
        }
        int at = words.match(i, "digital|output|gpio? pin|gpio|io|output number|no? .?");
        if (at < 0) {
            return Optional.empty();
        }
        if (words.key(at).matches("[da]\\d{1,2}")) {
            return pin(at);
        }
        return words.isKind(at, Kind.NUMBER) && words.key(at).matches("\\d{1,2}")
                ? Optional.of(new Spot(words.key(at), "pin " + words.key(at), at + 1))
                : Optional.empty();
    }

    /** An output or a class, in the order of the words. */
    private sealed interface Item {
        record Place(Spot spot) implements Item {}

        /** @param off named as one that it is off for */
        record Named(int label, boolean off) implements Item {}
    }

    List<Output.Pin> read(int from, int to, int classes, Duration keep, Optional<Output.Hysteresis> hysteresis) {
        List<Item> items = new ArrayList<>();
        boolean off = false;
        boolean each = false;
        for (int i = from; i < to; i++) {
            Optional<Spot> spot = at(i);
            if (spot.isPresent()) {
                items.add(new Item.Place(spot.get()));
                words.use(i, spot.get().to());
                i = spot.get().to() - 1;
                off = false;
            } else if (words.isKind(i, Kind.LABEL)) {
                items.add(new Item.Named(words.at(i).label(), off));
                words.use(i, i + 1);
            } else if (words.isUsed(i)) {
                // part of a phrase that was read before: "off below 60 %"
            } else if (words.is(i, "off", "low", "not", "isn't", "except")) {
                off = true;
                words.use(i, i + 1);
            } else if (words.is(i, "on", "high", "up")) {
                off = false;
                words.use(i, i + 1);
            } else if (words.is(i, "otherwise", "else")) {
                break;
            } else if ((words.is(i, "each", "every", "per") && words.is(i + 1, "class", "fruit", "label", "one"))
                    || words.is(i, "different", "respectively")) {
                each = true;
                words.use(i, words.is(i, "different", "respectively") ? i + 1 : i + 2);
            } else if (WishOutputs.isSwitchVerb(words, i) || WishOutputs.isClassNoun(words, i)) {
                words.use(i, i + 1);
            }
        }
        return pins(items, each, classes, keep, hysteresis);
    }

    private List<Output.Pin> pins(
            List<Item> items, boolean each, int classes, Duration keep, Optional<Output.Hysteresis> hysteresis) {
        List<Spot> spots = items.stream()
                .filter(Item.Place.class::isInstance)
                .map(item -> ((Item.Place) item).spot())
                .toList();
        List<Item.Named> named = items.stream()
                .filter(Item.Named.class::isInstance)
                .map(Item.Named.class::cast)
                .toList();
        if (spots.isEmpty()) {
            return List.of();
        }
        if (named.isEmpty() && (each || spots.size() == classes) && classes > 1) {
            return oneForEach(spots, classes, keep, hysteresis);
        }
        if (named.isEmpty()) {
            unclear.add(spots.getFirst().name() + " (for which class?)");
            return List.of();
        }
        return assigned(items, spots, named, keep, hysteresis);
    }

    private List<Output.Pin> oneForEach(
            List<Spot> spots, int classes, Duration keep, Optional<Output.Hysteresis> hysteresis) {
        List<Output.Pin> pins = new ArrayList<>();
        if (spots.size() != classes) {
            assumed.add("one LED for each class: pins " + FIRST_FREE_PIN + " to " + (FIRST_FREE_PIN + classes - 1)
                    + ", in the order of the classes");
        }
        for (int c = 0; c < classes; c++) {
            String pin = spots.size() == classes ? pinOf(spots.get(c)) : Integer.toString(FIRST_FREE_PIN + c);
            String name = spots.size() == classes ? spots.get(c).name() : "LED " + (c + 1);
            pins.add(new Output.Pin(pin, name, List.of(c), false, keep, hysteresis));
        }
        return pins;
    }

    private String pinOf(Spot spot) {
        if (!spot.pin().isEmpty()) {
            taken.add(spot.pin());
            return spot.pin();
        }
        int free = FIRST_FREE_PIN;
        while (!taken.add(Integer.toString(free))) {
            free++;
        }
        assumed.add("the " + spot.name() + " is on pin " + free + ", as none is named");
        return Integer.toString(free);
    }

    /** Classes go to the output before them; where all classes come first, or as many outputs, one to one. */
    private List<Output.Pin> assigned(
            List<Item> items,
            List<Spot> spots,
            List<Item.Named> named,
            Duration keep,
            Optional<Output.Hysteresis> hysteresis) {
        List<List<Item.Named>> of = new ArrayList<>();
        spots.forEach(spot -> of.add(new ArrayList<>()));
        boolean pairs = spots.size() == named.size()
                && spots.size() > 1
                && IntStream.range(0, spots.size() - 1)
                        .allMatch(
                                i -> items.get(i).getClass() == items.get(i + 1).getClass());
        boolean classesFirst = items.getFirst() instanceof Item.Named;
        if (pairs) {
            IntStream.range(0, spots.size()).forEach(i -> of.get(i).add(named.get(i)));
        } else {
            int spot = classesFirst ? 0 : -1;
            for (Item item : items) {
                switch (item) {
                    case Item.Place place -> spot = classesFirst ? Math.min(spot + 1, spots.size() - 1) : spot + 1;
                    case Item.Named one -> of.get(spot).add(one);
                }
            }
            if (classesFirst && spots.size() > 1) {
                shiftBack(items, of);
            }
        }
        List<Output.Pin> pins = new ArrayList<>();
        for (int s = 0; s < spots.size(); s++) {
            pin(spots.get(s), of.get(s), keep, hysteresis).ifPresent(pins::add);
        }
        return pins;
    }

    /** "when apple light red, when banana light green": each output takes the classes before it. */
    private static void shiftBack(List<Item> items, List<List<Item.Named>> of) {
        of.forEach(List::clear);
        List<Item.Named> waiting = new ArrayList<>();
        int spot = 0;
        for (Item item : items) {
            switch (item) {
                case Item.Named one -> waiting.add(one);
                case Item.Place place -> {
                    of.get(spot++).addAll(waiting);
                    waiting.clear();
                }
            }
        }
        of.getLast().addAll(waiting);
    }

    private Optional<Output.Pin> pin(
            Spot spot, List<Item.Named> classes, Duration keep, Optional<Output.Hysteresis> hysteresis) {
        List<Integer> on = classes.stream()
                .filter(c -> !c.off())
                .map(Item.Named::label)
                .distinct()
                .toList();
        List<Integer> off = classes.stream()
                .filter(Item.Named::off)
                .map(Item.Named::label)
                .distinct()
                .toList();
        if (on.isEmpty() && off.isEmpty()) {
            unclear.add(spot.name() + " (for which class?)");
            return Optional.empty();
        }
        return Optional.of(
                new Output.Pin(pinOf(spot), spot.name(), on.isEmpty() ? off : on, on.isEmpty(), keep, hysteresis));
    }
}
