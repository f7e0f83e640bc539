package dev.tinywright.cli;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A board as a person names it where nothing but a board is meant: by its id or any usual name. */
final class BoardName {
    private BoardName() {}

    static Optional<Board> find(String name, Boards boards) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return boards.byId(wanted).or(() -> boards.all().stream()
                .filter(board -> board.names().contains(wanted)
                        || board.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst());
    }

    /** @throws TinywrightException where there is no such board, with the nearest id */
    static Board require(String name, Boards boards) {
        List<String> ids = boards.all().stream().map(Board::id).toList();
        return find(name, boards)
                .orElseThrow(() -> TinywrightException.usage(
                        "no board '" + name + "'"
                                + Nearest.of(name, ids)
                                        .map(id -> ", did you mean '" + id + "'?")
                                        .orElse(""),
                        "--board",
                        "choose from " + String.join(", ", ids)));
    }
}
