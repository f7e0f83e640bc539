package dev.tinywright.board;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of a board's YAML file; those that may be left out are nullable. {@link Board} says what each means. */
record BoardFile(
        String id,
        String name,
        List<String> names,
        String chip,
        String core,
        long clockHz,
        long flashBytes,
        long ramBytes,
        String source,
        Board.Build build,
        Board.Emulator emulator,
        @Nullable Long chipFlashBytes,
        @Nullable Long chipRamBytes,
        @Nullable Arduino arduino,
        @Nullable List<String> sensors,
        @Nullable Bench networks,
        Board.@Nullable Current current) {

    record Bench(
            Board.Build build,
            Board.Emulator emulator,
            @Nullable List<String> options) {
        private Board.Bench bench() {
            return new Board.Bench(build, emulator, options == null ? List.of() : options);
        }
    }

    record Arduino(
            String fqbn,
            @Nullable Long coreFlashBytes,
            @Nullable Long coreRamBytes,
            @Nullable String source) {
        private Board.Arduino arduino() {
            return new Board.Arduino(
                    fqbn,
                    coreFlashBytes == null ? 0 : coreFlashBytes,
                    coreRamBytes == null ? 0 : coreRamBytes,
                    source == null ? "" : source);
        }
    }

    /** @throws IllegalArgumentException where a value cannot be, in the words of the file */
    Board board() {
        return new Board(
                id,
                name,
                names,
                chip,
                core,
                clockHz,
                flashBytes,
                ramBytes,
                source,
                build,
                emulator,
                chipFlashBytes == null ? flashBytes : chipFlashBytes,
                chipRamBytes == null ? ramBytes : chipRamBytes,
                Optional.ofNullable(arduino).map(Arduino::arduino),
                sensors == null ? List.of() : sensors,
                Optional.ofNullable(networks).map(Bench::bench),
                Optional.ofNullable(current));
    }
}
