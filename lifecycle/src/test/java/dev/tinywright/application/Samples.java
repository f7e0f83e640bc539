package dev.tinywright.application;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.contract.Contract;
import dev.tinywright.tensor.Quantization;
import java.util.List;
import java.util.OptionalDouble;

/** Contracts and boards for tests. */
final class Samples {
    private Samples() {}

    static Board board(String id) {
        return Boards.builtIn().byId(id).orElseThrow();
    }

    static Contract fruit() {
        return contract(
                "fruit",
                List.of(
                        new Contract.Input("Red", "", 0.2f, 0.8f),
                        new Contract.Input("Green", "", 0.1f, 0.5f),
                        new Contract.Input("Blue", "", 0.1f, 0.4f)),
                List.of(List.of(0, 1, 2)),
                List.of("apple", "banana", "orange"));
    }

    static Contract penguins() {
        return contract(
                "penguins",
                List.of(
                        new Contract.Input("Culmen Length", "mm", 32, 60),
                        new Contract.Input("Culmen Depth", "mm", 13, 22),
                        new Contract.Input("Flipper Length", "mm", 170, 232),
                        new Contract.Input("Body Mass", "g", 2700, 6300)),
                List.of(),
                List.of("Adelie", "Chinstrap", "Gentoo"));
    }

    static Contract motion() {
        return contract(
                "motion",
                List.of(
                        new Contract.Input("acc_x", "m/s²", -12, 12),
                        new Contract.Input("acc_y", "m/s²", -12, 12),
                        new Contract.Input("acc_z", "m/s²", -3, 19),
                        new Contract.Input("gyroX", "rad/s", -4, 4)),
                List.of(),
                List.of("still", "walking", "a \"jump\""));
    }

    static Contract weather() {
        return contract(
                "weather",
                List.of(
                        new Contract.Input("temperature", "°F", 20, 100),
                        new Contract.Input("humidity", "%", 20, 95),
                        new Contract.Input("pressure", "hPa", 960, 1040)),
                List.of(),
                List.of("dry", "wet"));
    }

    static Contract knobs() {
        return contract(
                "knobs",
                List.of(new Contract.Input("A0", "V", 0, 4.9f), new Contract.Input("a1", "", 0, 1023)),
                List.of(),
                List.of("low", "middle", "high"));
    }

    static Contract contract(
            String model, List<Contract.Input> inputs, List<List<Integer>> shares, List<String> labels) {
        return new Contract(
                model,
                "1f0c22ab",
                inputs,
                shares,
                1,
                OptionalDouble.empty(),
                new Contract.Tensor(List.of(inputs.size()), new Quantization(0.02f, 3)),
                new Contract.Tensor(List.of(labels.size()), new Quantization(1 / 256f, -128)),
                labels);
    }
}
