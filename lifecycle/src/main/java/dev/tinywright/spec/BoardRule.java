package dev.tinywright.spec;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.Diagnosis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the board: names are compared by their letters and digits alone, so "nano33ble", "Nano-33 BLE" and "NANO 33 BLE" are
 * one name. The longest name wins; where none fits exactly, one with a typo does.
 */
final class BoardRule {
    /** Boards without a file that people are likely to name; longer than a known name, they win over it. */
    private static final List<String> KNOWN_STRANGERS = List.of("""
            arduino mega 2560, arduino mega, arduino uno r4, arduino uno r3, arduino uno, arduino due, arduino zero,
            arduino leonardo, arduino micro, arduino nano every, arduino nano 33 iot, nano 33 iot, arduino nano 33
            ble rev3, arduino nano esp32, nano esp32, arduino nano rp2040 connect, nano rp2040 connect, arduino nano
            328, arduino nicla sense me, arduino nicla vision, arduino nicla voice, nicla sense me, nicla vision,
            nicla voice, arduino portenta h7, portenta h7, portenta, arduino giga r1, arduino giga, arduino opta,
            arduino mkr, teensy, teensy 3.2, teensy 3.6, teensy 4, teensy 4.0, teensy 4.1, teensy lc, raspberry pi
            pico 2, raspberry pi pico 2 w, raspberry pi pico 2w, pi pico 2, pico 2, pico 2 w, pico2, raspberry pi
            zero, raspberry pi zero 2 w, raspberry pi 3, raspberry pi 4, raspberry pi 5, raspberry pi 400, esp32-s2,
            esp32-s3, esp32-c2, esp32-c3, esp32-c6, esp32-h2, esp32-p4, esp8266, nodemcu, adafruit huzzah32,
            huzzah32, adafruit feather, adafruit feather m4, adafruit clue, feather m0, feather m4, seeed xiao, seeed
            xiao nrf52840, seeed xiao nrf52840 sense, xiao nrf52840 sense, xiao nrf52840, seeed xiao esp32s3, seeed
            xiao esp32c3, xiao esp32s3, xiao, wio terminal, microbit v1, micro:bit v1, micro bit 1, micro:bit 1, bbc
            micro:bit v1, nrf52840 dk, nrf52832 dk, nrf52 dk, nrf9160 dk, nrf54l15 dk, thingy:53, thingy:52, black
            pill, blackpill, blue pill, bluepill, sparkfun edge, openmv, openmv cam h7, max78000, msp430, jetson
            nano, coral dev board mini, particle photon, stm32 discovery, sony spresense, spresense, m5stack,
            m5stickc, lilygo t-display, rp2350, samd21, samd51, attiny85, atmega328p, atmega328, atmega2560""".split(",\\s*"));
    /** Part numbers and families: what starts like this is a board or chip, known or not. */
    private static final List<String> STRANGE_PREFIXES = List.of("""
            stm32, nucleo, nrf5, nrf9, esp32, rp2, atmega, attiny, samd, pic32, msp430, lpc, imxrt, mkr, gd32, ch32,
            efr32""".split(",\\s*"));
    /** Too little to tell which board: with what to suggest. */
    private static final Map<String, List<String>> FAMILIES = Map.of(
            "arduino",
                    List.of(
                            "arduino-uno-r3",
                            "arduino-nano-33-ble",
                            "arduino-nano-33-ble-sense-rev2",
                            "arduino-nano-33-ble-sense",
                            "arduino-mega-2560"),
            "raspberry", List.of("pico", "pico-2"),
            "nucleo", List.of("nucleo-f446re", "nucleo-h743zi", "nucleo-l476rg", "nucleo-g071rb"),
            "stm32", List.of("nucleo-f446re", "nucleo-h743zi", "nucleo-l476rg", "nucleo-g071rb"),
            "cortex", List.of("pico", "nucleo-f446re", "nrf5340-dk", "nucleo-h743zi"),
            "nordic", List.of("nrf52840-dk", "nrf5340-dk", "arduino-nano-33-ble"),
            "nano", List.of("arduino-nano-33-ble", "arduino-nano-every", "arduino-nano-33-iot"),
            "esp", List.of("esp32", "esp32-s3", "esp32-c3", "esp32-c6"),
            "espressif", List.of("esp32", "esp32-s3", "esp32-c3", "esp32-c6"));

    private static final Set<String> AROUND = Vocabulary.words(
            "arduino ardiuno raspberry pi bbc nordic st stm32 espressif seeed board development dev kit devkit sense rev2 w wh h microcontroller stmicroelectronics v2");

    static final String NAMES_SEVERAL = "the sentence names ";

    private final Boards boards;
    private final Map<String, String> idByName = new HashMap<>();
    private final Map<String, Integer> strangers = new HashMap<>();
    private int longest;

    BoardRule(Boards boards) {
        this.boards = boards;
        for (Board board : boards.all()) {
            List<String> names = new ArrayList<>(board.names());
            names.add(board.id());
            names.add(board.name());
            names.forEach(name -> idByName.put(joined(name), board.id()));
        }
        KNOWN_STRANGERS.forEach(name -> strangers.put(joined(name), 0));
        strangers.keySet().removeAll(idByName.keySet());
        longest = Math.max(longestOf(idByName.keySet()), longestOf(strangers.keySet()));
    }

    private static int longestOf(Set<String> names) {
        return names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** What the sentence says of boards: ids found, in order, and what is wrong. */
    record Finding(Set<String> ids, Optional<Diagnosis> problem) {
        Optional<String> only() {
            return ids.size() == 1 && problem.isEmpty() ? ids.stream().findFirst() : Optional.empty();
        }
    }

    Finding read(Draft draft) {
        Words words = draft.words();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        int i = 0;
        while (i < words.size()) {
            int end = match(words, i, ids, unknown, draft);
            i = Math.max(end, i + 1);
        }
        if (ids.isEmpty() && unknown.isEmpty()) {
            chipOrTypo(draft, ids, unknown);
        }
        unknown.removeIf(
                name -> boardWithChipOf(name).filter(ids::contains).isPresent()); // "ESP32 (Adafruit Huzzah32)"
        return new Finding(ids, problem(ids, unknown));
    }

    /** Looks for the longest name that starts at {@code i}; returns the position after it, or {@code i}. */
    private int match(Words words, int i, Set<String> ids, Set<String> unknown, Draft draft) {
        StringBuilder key = new StringBuilder();
        int end = i;
        String found = "";
        for (int at = i; at < words.size() && key.length() < longest && joinsName(words, at, i); at++) {
            if (words.token(at).kind() == Token.Kind.MARK) {
                continue;
            }
            key.append(joined(words.token(at).text()));
            String name = key.toString();
            boolean unitAfterNumber = words.isNumber(at) && Vocabulary.UNITS.containsKey(words.key(at + 1)) && at > i;
            if (idByName.containsKey(name) || (strangers.containsKey(name) && !unitAfterNumber)) {
                found = name;
                end = at + 1;
            }
        }
        if (found.isEmpty()) {
            return i;
        }
        String id = idByName.get(found);
        if (id != null) {
            ids.add(id);
            int from = widenLeft(words, i);
            end = widenRight(words, end);
            draft.part("board", id, from, end);
        } else {
            unknown.add(words.text(i, end));
            words.use(i, end);
        }
        return end;
    }

    private static boolean joinsName(Words words, int at, int first) {
        return words.token(at).kind() != Token.Kind.MARK || (words.is(at, ":") && at > first);
    }

    private static int widenLeft(Words words, int i) {
        int from = i;
        while (from > 0 && isAround(words, from - 1)) {
            from--;
        }
        return from;
    }

    /** A maker's name beside the board's, perhaps with a typo. */
    private static boolean isAround(Words words, int i) {
        String key = words.key(i);
        boolean typo =
                words.isWord(i) && (Nearest.distance(key, "raspberry") <= 2 || Nearest.distance(key, "arduino") <= 2);
        return typo || AROUND.contains(key);
    }

    private static int widenRight(Words words, int end) {
        int to = end;
        while (words.isIn(to, AROUND)) {
            to++;
        }
        return to;
    }

    /** Without any name: a chip that one board has, a name with a typo, or something that looks like a part number. */
    private void chipOrTypo(Draft draft, Set<String> ids, Set<String> unknown) {
        Words words = draft.words();
        for (int i = 0; i < words.size(); i++) {
            for (int length = 4; length >= 1; length--) {
                if (i + length <= words.size() && ids.isEmpty()) {
                    Optional<String> id = nearly(joined(words.text(i, i + length)));
                    if (id.isPresent() && !words.isBreak(i + length - 1) && !words.isBreak(i)) {
                        ids.add(id.get());
                        draft.part("board", id.get(), i, widenRight(words, i + length));
                    }
                }
            }
        }
        for (int i = 0; i < words.size() && ids.isEmpty(); i++) {
            String key = words.key(i);
            if (!boardsWithChipLike(key).isEmpty()) {
                continue; // "stm32h7": a family that a board here belongs to; the question suggests it
            }
            if (key.equals("nucleo") && words.key(i + 1).matches("[a-z]\\d.*")) {
                unknown.add(words.text(i, i + 2));
                words.use(i, i + 2);
            } else if (!FAMILIES.containsKey(key) && STRANGE_PREFIXES.stream().anyMatch(key::startsWith)) {
                unknown.add(words.text(i, i + 1));
                words.use(i, i + 1);
            }
        }
    }

    private Optional<String> nearly(String name) {
        for (Board board : boards.all()) {
            if (joined(board.chip()).equals(name) && !board.isHost()) {
                return Optional.of(board.id());
            }
        }
        if (name.length() < 7 || name.length() > longest + 2) {
            return Optional.empty();
        }
        int allowed = name.length() >= 12 ? 2 : 1;
        return idByName.entrySet().stream()
                .filter(entry ->
                        entry.getKey().length() >= 7 && digits(entry.getKey()).equals(digits(name)))
                .filter(entry -> Math.abs(entry.getKey().length() - name.length()) <= allowed)
                .filter(entry -> Nearest.distance(entry.getKey(), name) <= allowed)
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }

    private static String digits(String name) {
        return name.replaceAll("\\D", "");
    }

    private Optional<Diagnosis> problem(Set<String> ids, Set<String> unknown) {
        if (!unknown.isEmpty()) {
            String name = unknown.iterator().next();
            if (!ids.isEmpty()) {
                return Optional.of(new Diagnosis(
                        NAMES_SEVERAL + "two boards: " + String.join(", ", ids) + " and '" + name + "'",
                        "",
                        "name one board"));
            }
            return Optional.of(
                    new Diagnosis("no board file for '" + name + "'", "", sameChip(name) + "known boards: " + known()));
        }
        if (ids.size() > 1) {
            return Optional.of(new Diagnosis(
                    NAMES_SEVERAL + ids.size() + " boards: " + String.join(", ", ids), "", "name one of them"));
        }
        return Optional.empty();
    }

    private String sameChip(String name) {
        return boardWithChipOf(name)
                .map(id -> "it has the chip of " + id + ": if its memory is the same, use --board " + id + "; ")
                .orElse("");
    }

    private Optional<String> boardWithChipOf(String name) {
        for (Board board : boards.all()) {
            String family = joined(board.chip()).replaceAll("d0.*$", "");
            boolean same = !board.isHost()
                    && (joined(name).contains(family) || (joined(name).contains("huzzah32") && family.equals("esp32")));
            if (same && !joined(name).matches(".*esp32[schp]\\d.*")) {
                return Optional.of(board.id());
            }
        }
        return Optional.empty();
    }

    /** Returns the boards whose chip's name begins with {@code key}, such as "stm32h7"; none for less than a family. */
    private List<String> boardsWithChipLike(String key) {
        return key.length() < 5 || FAMILIES.containsKey(key)
                ? List.of()
                : boards.all().stream()
                        .filter(board -> !board.isHost() && joined(board.chip()).startsWith(key))
                        .map(Board::id)
                        .toList();
    }

    private String known() {
        return String.join(", ", boards.all().stream().map(Board::id).toList());
    }

    /** Returns the question for a board, with those first that a family name in the sentence suggests. */
    Understanding.Question question(Words words) {
        Set<String> choices = new LinkedHashSet<>();
        String said = "";
        for (int i = 0; i < words.size(); i++) {
            List<String> suggested = FAMILIES.getOrDefault(words.key(i), boardsWithChipLike(words.key(i)));
            if (!suggested.isEmpty() && said.isEmpty()) {
                said = words.text(i, i + 1);
                choices.addAll(suggested);
                words.use(i, words.is(i + 1, "pi") ? i + 2 : i + 1);
            }
        }
        choices.retainAll(boards.all().stream().map(Board::id).toList());
        boards.all().forEach(board -> choices.add(board.id()));
        String question = said.isEmpty() ? "which board?" : "which board? '" + said + "' alone can be several";
        return new Understanding.Question("board", question, List.copyOf(choices));
    }

    private static String joined(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
