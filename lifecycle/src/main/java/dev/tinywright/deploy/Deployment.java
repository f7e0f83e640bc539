package dev.tinywright.deploy;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.board.Board;
import dev.tinywright.packaging.CheckRows;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is to be put on a board.
 *
 * @param project folder; {@code .tinywright/} in it keeps what was deployed last
 * @param model prefix of the C names
 * @param version of the model
 * @param contract its id
 * @param check the sketch that the board is questioned with
 * @param application the sketch that stays on the board; empty where the project has none
 * @param library file name to text: the model's C
 * @param rows to question the board with; empty where there are none
 * @param accuracy on the test rows, 0 to 1
 * @param estimateMillis of one inference
 * @param bytes what is known of the size, in words
 */
public record Deployment(
        Path project,
        Board board,
        String model,
        String version,
        String contract,
        Sketch check,
        Optional<Sketch> application,
        Map<String, String> library,
        Optional<CheckRows> rows,
        OptionalDouble accuracy,
        OptionalDouble estimateMillis,
        String bytes) {
    public Deployment {
        library = Map.copyOf(library);
    }
}
