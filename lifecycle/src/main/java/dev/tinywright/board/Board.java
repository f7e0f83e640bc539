package dev.tinywright.board;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A board as its YAML file says; {@code docs/boards.md} describes each key.
 *
 * @param id as in task.yaml: lower case, digits and hyphens
 * @param name for people
 * @param names other usual names, in lower case; the sentence is searched for these and the name
 * @param chip part number
 * @param core the processor core of the board itself, "Cortex-M4F"
 * @param clockHz the clock the latency estimate is for
 * @param flashBytes what a program has for code and constants, after a usual bootloader or in its partition
 * @param ramBytes what a program has for static data and stack, in one piece
 * @param source where the figures are from
 * @param build how the proof is compiled
 * @param emulator where the proof runs
 * @param chipFlashBytes what the chip has, bootloader and all
 * @param chipRamBytes what the chip has
 * @param arduino what the Arduino IDE calls it and what its core takes; empty where there is no core for it
 * @param sensors ids of the sensors on the board and of the ways to attach others, in the order of preference
 * @param networks how and where compiled networks are proven; empty where that is as {@code build} and {@code emulator} say
 * @param current what the chip draws while it computes at {@code clockHz}; empty where no published figure is known
 */
public record Board(
        String id,
        String name,
        List<String> names,
        String chip,
        String core,
        long clockHz,
        long flashBytes,
        long ramBytes,
        String source,
        Build build,
        Emulator emulator,
        long chipFlashBytes,
        long chipRamBytes,
        Optional<Arduino> arduino,
        List<String> sensors,
        Optional<Bench> networks,
        Optional<Current> current) {
    public Board {
        names = List.copyOf(names);
        sensors = List.copyOf(sensors);
        require(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), "id '" + id + "' is not lower case, digits and single hyphens");
        require(!name.isBlank(), "name is empty");
        for (String usual : names) {
            require(
                    !usual.isBlank() && usual.equals(usual.toLowerCase(Locale.ROOT)),
                    "names: '" + usual + "' is not in lower case");
        }
        require(clockHz >= 1_000 && clockHz <= 10_000_000_000L, "clockHz is " + clockHz + ", not 1e3 to 1e10");
        require(flashBytes >= 1024, "flashBytes is " + flashBytes + ", less than 1024");
        require(ramBytes >= 1024, "ramBytes is " + ramBytes + ", less than 1024");
        require(
                chipFlashBytes >= flashBytes,
                "chipFlashBytes is " + chipFlashBytes + ", less than flashBytes " + flashBytes);
        require(chipRamBytes >= ramBytes, "chipRamBytes is " + chipRamBytes + ", less than ramBytes " + ramBytes);
        for (String sensor : sensors) {
            require(sensor.matches("[a-z0-9]+(-[a-z0-9]+)*"), "sensors: '" + sensor + "' is not a sensor's id");
        }
        require(
                flashBytes - arduino.map(Arduino::coreFlashBytes).orElse(0L) >= 1024,
                "arduino.coreFlashBytes leaves less than 1024 bytes of flash");
        require(
                ramBytes - arduino.map(Arduino::coreRamBytes).orElse(0L) >= 1024,
                "arduino.coreRamBytes leaves less than 1024 bytes of RAM");
    }

    /** A board of which only what every board file has is known. */
    public Board(
            String id,
            String name,
            List<String> names,
            String chip,
            String core,
            long clockHz,
            long flashBytes,
            long ramBytes,
            String source,
            Build build,
            Emulator emulator) {
        this(
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
                flashBytes,
                ramBytes,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Returns what a sketch and its libraries have for code and constants: what a program has, less what the Arduino core takes
     * in an empty sketch, where that is known.
     */
    public long sketchFlashBytes() {
        return flashBytes - arduino.map(Arduino::coreFlashBytes).orElse(0L);
    }

    /** Returns what a sketch and its libraries have for static data and stack, as {@link #sketchFlashBytes}. */
    public long sketchRamBytes() {
        return ramBytes - arduino.map(Arduino::coreRamBytes).orElse(0L);
    }

    /** Returns how and where networks of any size are compiled and proven for this board. */
    public Bench bench() {
        return networks.orElseGet(() -> new Bench(build, emulator, List.of()));
    }

    /**
     * Returns the machine that networks of any size are proven on for this board, as a board with all of its memory.
     *
     * @param more options of the C compiler
     */
    public Board onBench(List<String> more) {
        Bench bench = bench();
        List<String> flags =
                Stream.concat(bench.build().flags().stream(), more.stream()).toList();
        Build with = new Build(bench.build().compiler(), flags);
        long flash = bench.emulator().flashBytes();
        long ram = bench.emulator().ramBytes();
        return new Board(
                id,
                name,
                names,
                chip,
                core,
                clockHz,
                flash,
                ram,
                source,
                with,
                bench.emulator(),
                flash,
                ram,
                Optional.empty(),
                sensors,
                Optional.of(new Bench(with, bench.emulator(), bench.options())),
                current);
    }

    /** Returns the further options of the emulator: none but on the bench. */
    public List<String> emulatorOptions() {
        return networks.filter(bench -> bench.emulator().equals(emulator))
                .map(Bench::options)
                .orElse(List.of());
    }

    /** True for 8-bit AVR: compiled by avr-gcc, run in simavr. */
    public boolean isAvr() {
        return emulator.program().equals("simavr");
    }

    /** True for this computer itself: compiled with its own compiler, run as a process. */
    public boolean isHost() {
        return emulator.machine().equals("host");
    }

    /** True where the core that runs the proof is of another architecture than the board's: reports must say so. */
    public boolean isProvenElsewhere() {
        return !emulator.note().isEmpty();
    }

    /**
     * The board in the Arduino IDE.
     *
     * @param fqbn fully qualified board name, "arduino:avr:uno"
     * @param coreFlashBytes what the core takes in an empty sketch; 0 where no figure is known
     * @param coreRamBytes the same, static data without stack
     * @param source where the core's figures are from; empty without figures
     */
    public record Arduino(String fqbn, long coreFlashBytes, long coreRamBytes, String source) {
        public Arduino {
            require(
                    fqbn.matches("[\\w-]+:[\\w-]+:[\\w.-]+(:[\\w.=,-]+)?"),
                    "arduino.fqbn '" + fqbn + "' is not vendor:architecture:board");
            require(coreFlashBytes >= 0, "arduino.coreFlashBytes is " + coreFlashBytes + ", less than 0");
            require(coreRamBytes >= 0, "arduino.coreRamBytes is " + coreRamBytes + ", less than 0");
            require(
                    coreFlashBytes + coreRamBytes == 0 || !source.isBlank(),
                    "arduino.source is empty: say where the core's figures are from");
        }
    }

    /**
     * What the chip draws while it computes.
     *
     * @param milliamps from the supply, at the board's clock
     * @param volts of that supply
     * @param source where the figures are from
     */
    public record Current(double milliamps, double volts, String source) {
        public Current {
            require(
                    milliamps >= 0.01 && milliamps <= 10_000,
                    "current.milliamps is " + milliamps + ", not 0.01 to 10000");
            require(volts >= 0.5 && volts <= 60, "current.volts is " + volts + ", not 0.5 to 60");
            require(!source.isBlank(), "current.source is empty: say where the figures are from");
        }

        public double milliwatts() {
            return milliamps * volts;
        }
    }

    /**
     * Where a proof is made.
     *
     * @param options further ones of the emulator, such as for more memory than the machine usually has
     */
    public record Bench(Build build, Emulator emulator, List<String> options) {
        public Bench {
            options = List.copyOf(options);
        }

        /** True where the emulator is one of QEMU's for RISC-V. */
        public boolean isRiscV() {
            return emulator.program().startsWith("qemu-system-riscv");
        }
    }

    /**
     * @param compiler program on the PATH
     * @param flags architecture flags, for compiling and linking
     */
    public record Build(String compiler, List<String> flags) {
        public Build {
            flags = List.copyOf(flags);
            require(!compiler.isBlank(), "build.compiler is empty");
        }
    }

    /**
     * @param program emulator: QEMU on the PATH, or simavr, whose library is used; empty for the host
     * @param machine the emulator's name of its machine; "host" for a process of this computer
     * @param core the core that the machine has, "Cortex-M4"
     * @param flashOrigin address where code is linked and where the vector table is looked for
     * @param flashBytes memory that the machine has there
     * @param ramOrigin address of RAM
     * @param ramBytes memory that the machine has there
     * @param tickPicoseconds period of its SysTick counter; QEMU counts an instruction as 1000, so that is how counts are made
     *     of ticks; for AVR the period of its clock
     * @param note what differs from the board's core, empty where it is of the same architecture
     */
    public record Emulator(
            String program,
            String machine,
            String core,
            long flashOrigin,
            long flashBytes,
            long ramOrigin,
            long ramBytes,
            long tickPicoseconds,
            String note) {
        public Emulator {
            boolean host = machine.equals("host");
            require(host || !program.isBlank(), "emulator.program is empty");
            require(host || tickPicoseconds > 0, "emulator.tickPicoseconds is " + tickPicoseconds + ", not above 0");
            require(flashBytes >= 1024, "emulator.flashBytes is " + flashBytes + ", less than 1024");
            require(ramBytes >= 1024, "emulator.ramBytes is " + ramBytes + ", less than 1024");
            require(isWordAddress(flashOrigin), "emulator.flashOrigin is not an address of 32 bits, a multiple of 8");
            require(isWordAddress(ramOrigin), "emulator.ramOrigin is not an address of 32 bits, a multiple of 8");
        }

        private static boolean isWordAddress(long address) {
            return address >= 0 && address <= 0xFFFF_FFF8L && address % 8 == 0;
        }
    }
}
