package dev.tinywright.mind;

import dev.tinywright.mind.Device.Behaviour;
import dev.tinywright.mind.Device.SensorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads what a prompt says of the device. */
final class DeviceReader {
    private DeviceReader() {}

    static Device device(Prompt prompt) {
        Map<String, Behaviour> behaviours = Map.of();
        List<SensorCode> sensors = new ArrayList<>();
        return new Device(
                "model",
                "model.h",
                List.of(),
                List.of(),
                List.of(),
                sensors,
                List.of(),
                1000,
                behaviours,
                OptionalDouble.empty());
    }

    static String expectations(Prompt prompt, Device device) {
        return SketchText.expectations(device);
    }
}
