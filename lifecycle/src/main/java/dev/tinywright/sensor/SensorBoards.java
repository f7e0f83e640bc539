package dev.tinywright.sensor;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which boards carry which sensors, for the note that another board would do. */
final class SensorBoards {
    /** Sources: the boards' pages in the Arduino documentation, docs.arduino.cc/hardware. */
    private static final Map<String, List<String>> BOARDS = Map.of(
            "apds9960-colour", List.of("Nano 33 BLE Sense", "Nano 33 BLE Sense Rev2"),
            "apds9960-proximity", List.of("Nano 33 BLE Sense", "Nano 33 BLE Sense Rev2"),
            "apds9960-gesture", List.of("Nano 33 BLE Sense", "Nano 33 BLE Sense Rev2"),
            "lsm9ds1", List.of("Nano 33 BLE", "Nano 33 BLE Sense"),
            "bmi270-bmm150", List.of("Nano 33 BLE Sense Rev2"),
            "lsm6ds3", List.of("Nano 33 IoT"),
            "hts221", List.of("Nano 33 BLE Sense"),
            "hs300x", List.of("Nano 33 BLE Sense Rev2"),
            "lps22hb", List.of("Nano 33 BLE Sense", "Nano 33 BLE Sense Rev2"),
            "pdm-microphone", List.of("Nano 33 BLE Sense", "Nano 33 BLE Sense Rev2"));

    private SensorBoards() {}

    static List<String> with(Set<String> sensors, String otherThan) {
        return sensors.stream()
                .sorted()
                .flatMap(id -> BOARDS.getOrDefault(id, List.of()).stream())
                .distinct()
                .filter(name -> !otherThan.equals(
                        "arduino-" + name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-')))
                .toList();
    }
}
