package dev.tinywright.cli;

import dev.tinywright.firmware.Toolchain;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tinywright doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what is installed of what Tinywright uses, what is missing, and how to get it.")
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON.")
    boolean json;

    @Option(names = "--install", description = "Install what is missing, through apt, as root or with sudo.")
    boolean install;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (install) {
            Toolchain.ensureAll(terminal.err()::println);
        }
        List<Toolchain.Tool> tools = Toolchain.check();
        if (json) {
            terminal.out()
                    .println(Json.of(tools.stream().map(DoctorCommand::facts).toList()));
        } else {
            tools.forEach(this::show);
        }
        return tools.stream().allMatch(tool -> tool.version().isPresent()) ? 0 : 1;
    }

    private void show(Toolchain.Tool tool) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%-8s %-22s %s%n",
                        tool.version().isPresent() ? "ok" : "MISSING",
                        tool.name(),
                        tool.version().orElse(""));
        if (tool.version().isEmpty()) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%-8s %-22s %s%n%-8s %-22s get it: %s%n",
                            "",
                            "",
                            tool.purpose(),
                            "",
                            "",
                            tool.howToGet());
        }
    }

    private static java.util.Map<String, Object> facts(Toolchain.Tool tool) {
        java.util.Map<String, Object> facts = new java.util.LinkedHashMap<>();
        facts.put("name", tool.name());
        facts.put("installed", tool.version().isPresent());
        facts.put("version", tool.version().orElse(""));
        facts.put("purpose", tool.purpose());
        facts.put("howToGet", tool.howToGet());
        return facts;
    }
}
