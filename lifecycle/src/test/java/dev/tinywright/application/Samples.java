package dev.tinywright.application;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.contract.Contract;
import dev.tinywright.tensor.Quantization;
import java.util.List;
import java.util.OptionalDouble;

/** Contracts, boards and their sensors for tests. */
final class Samples {
    static final List<String> SENSE = List.of(
            "apds9960-colour",
            "apds9960-proximity",
            "apds9960-gesture",
            "lsm9ds1",
            "hts221",
            "lps22hb",
            "pdm-microphone",
            "analog-pins",
            "serial-lines");
    static final List<String> NOTHING = List.of("serial-lines");

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
