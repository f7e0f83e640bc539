package dev.tinywright.mind;

import dev.tinywright.mind.Device.Behaviour;
import dev.tinywright.mind.Device.SensorCode;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Devices and prompts of several kinds. */
final class Samples {
    private Samples() {}

    static final Device FRUIT = new Device(
            "fruit",
            "fruit.h",
            List.of("Red", "Green", "Blue"),
            List.of(List.of(0, 1, 2)),
            List.of("apple", "banana", "orange"),
            List.of(
                    new SensorCode(
                            List.of("#include <Arduino_APDS9960.h>"),
                            "",
                            "if (!APDS.begin()) {\n  stopWith(F(\"no sensor\"));\n}",
                            List.of("APDS.colorAvailable()"),
                            List.of(
                                    "int red, green, blue, clear;\nif (!APDS.readColor(red, green, blue, clear)) {\n  return false;\n}"))),
            List.of("(float)red", "(float)green", "(float)blue"),
            1000,
            Map.of(),
            OptionalDouble.empty());

    static final Device PENGUINS = new Device(
            "penguins",
            "penguins.h",
            List.of("Culmen Length", "Culmen Depth", "Flipper Length", "Body Mass"),
            List.of(),
            List.of("Adelie", "Chinstrap", "Gentoo"),
            List.of(),
            List.of(),
            1000,
            Map.of(),
            OptionalDouble.empty());

    static final Device MOTION = new Device(
            "motion",
            "motion.h",
            List.of("acc_x", "gyro_x"),
            List.of(),
            List.of("still", "a \"jump\""),
            List.of(new SensorCode(
                    List.of("#include <Arduino_LSM9DS1.h>"),
                    "",
                    "if (!IMU.begin()) {\n  stopWith(F(\"no sensor\"));\n}",
                    List.of("IMU.accelerationAvailable() && IMU.gyroscopeAvailable()"),
                    List.of(
                            "float ax, ay, az;\nif (!IMU.readAcceleration(ax, ay, az)) {\n  return false;\n}",
                            "float gx, gy, gz;\nif (!IMU.readGyroscope(gx, gy, gz)) {\n  return false;\n}"))),
            List.of("9.80665f * ax", "gx"),
            200,
            Map.of(
                    "still",
                            new Behaviour(
                                    "\\{\"class\":\"still\",\"confidence\":[01]\\.[0-9][0-9]\\}",
                                    Map.of("LED_BUILTIN", false)),
                    "a \"jump\"", new Behaviour("jump [0-9]{1,3} %", Map.of("LED_BUILTIN", true)),
                    "unsure", new Behaviour("", Map.of())),
            OptionalDouble.of(0.6));

    static final List<Device> DEVICES = List.of(FRUIT, PENGUINS, MOTION);

    static String sketch(Device device) {
        return "```cpp\n" + SketchText.of(device) + "```\n";
    }

    static final Prompt SKETCH = Prompt.of("# Job: sketch\nWrite the sketch.\n");

    static final Prompt STEP = Prompt.of("""
            # Job: step
            ## Data
            10 rows
            - "Red": 0 to 1
            - "Green light": 0 to 2
            ## Rules
            - One file, one public class named RemoveGlitches that implements Step.
            """);

    static final Prompt PLAN = Prompt.of("""
            # Job: plan
            ## Data
            256 rows, 3 repeat another, 0 lack a reading
            ## Answer
            {"plans": [{"plan": {"model": [{"dense": {"units": 8, "activation": "relu"}}, {"dense": {"units": 3}}]}}]}
            """);

    static final Prompt NEXT = Prompt.of("""
            # Job: next
            ## Data
            256 rows, 3 repeat another, 2 lack a reading
            ## Attempts
            | # | model | features | reason | accuracy | macro F1 | flash B | RAM B | ms | failed |
            |---|---|---|---|---|---|---|---|---|---|
            | 1 | 16-3 | {uses: standardize} | "r" | 71.0 % of 40 | 0.7 | 6000 | 200 | 0.1 |  |
            | 2 | 32-3 | {uses: standardize} | "r" | 72.0 % of 40 | 0.7 | 7000 | 200 | 0.1 |  |
            ## Missing
            accuracy >= 90 %
            ## Answer
            {"plans": [{"plan": {"model": [{"dense": {"units": 8, "activation": "relu"}}, {"dense": {"units": 3}}]}}]}
            """);

    static final Prompt RECORDINGS = Prompt.of("""
            # Job: plan
            ## Data
            24 recordings of 2 channels at 100 Hz: "x", "y"
            ## Examples of plans that work on this data
            {"version":1,"window":{"length":0.6,"stride":0.6},"features":[{"uses":"statistics"}],"model":[{"dense":{"units":16,"activation":"relu"}},{"dense":{"units":3}}]}
            {"version":1,"window":{"length":0.6,"stride":0.6},"features":[{"uses":"statistics"}],"model":[{"forest":{"trees":10}}]}
            {"version":1,"window":{"length":0.6,"stride":0.6},"features":[{"uses":"raw"}],"model":[{"conv":{"filters":8,"kernel":[5,1]}},{"residual":{"layers":[{"conv":{"filters":8}}]}},{"global-average":{}},{"dense":{"units":3}}]}
            ## Answer
            {"plans": []}
            """);

    static final Prompt PICTURES = Prompt.of("""
            # Job: next
            ## Examples of plans that work on this data
            {"version":1,"picture":{"height":32,"width":20,"channels":3},"features":[{"uses":"grey"}],"model":[{"conv":{"filters":8}},{"global-average":{}},{"dense":{"units":3}}]}
            ## Attempts
            | # | model | one example | reason | accuracy | macro F1 | flash B | RAM B | ms | failed |
            |---|---|---|---|---|---|---|---|---|---|
            | 1 | conv 12 | 32 x 20 x 3 | "r" | 71.0 % of 40 | 0.7 | 6000 | 200 | 0.1 |  |
            ## Missing
            accuracy >= 90 %
            """);

    static final Prompt TASK = Prompt.of("""
            # Job: task
            ## Sentence
            "Tell apples, bananas and oranges apart by colour on my Nano 33 BLE Sense, at least 90 % right; print the fruit once a second."
            ## Data
            "Fruit" (label), "Red" (reading), "Green" (reading)
            values of the label column: "apple", "banana", "orange"
            ## Boards
            arduino-nano-33-ble-sense (Arduino Nano 33 BLE Sense), arduino-nano-33-ble (Arduino Nano 33 BLE)
            ## Rules' reading
            kind         classification             from "Tell"
            board        arduino-nano-33-ble-sense  from "Nano 33 BLE Sense"
            accuracy     >= 90 %                    from "at least 90 %"
            application  print the fruit once a second  from "print the fruit once a second"
            ## Answer
            at most 0
            """);

    static final Prompt ANSWER = Prompt.of("""
            # Job: answer
            ## Record
            - device.accuracy: 96.2 %
            - memory.flashBytes: 5120
            """);

    static final Prompt CHANGE = Prompt.of(TASK.text().replace("# Job: task", "# Job: change"));
}
