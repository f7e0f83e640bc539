package dev.tinywright.report;

import dev.tinywright.report.ReportFacts.PackageEntry;
import java.util.List;

/** The sketch: what it was to do, and what it did while its sensors saw the test rows. */
final class ApplicationSection {
    private ApplicationSection() {}

    static Element application(ReportFacts facts) {
        Element section = Parts.section("application", "The application");
        if (facts.application().isEmpty()) {
            return section.add(Parts.paragraph("No sketch was run."));
        }
        ApplicationResult run = facts.application().get();
        section.add(Parts.paragraph(verdict(run)));
        if (!run.cause().isEmpty()) {
            section.add(Parts.callout("Most probably: " + Parts.sentence(run.cause()), run.hint()));
        }
        if (!run.leftOut().isEmpty()) {
            section.add(
                    Parts.callout(
                            "Not in the sketch.",
                            "Nothing was made of these words of the wish: " + String.join(", ", run.leftOut())
                                    + ". Say it in other words with tinywright refine, or edit the sketch and app/expect.yaml"));
        }
        run.notes().forEach(note -> section.add(Parts.note(Parts.sentence(note))));
        section.add(facts(run));
        if (!run.failures().isEmpty()) {
            section.add(failures(run));
        }
        return run.firstLines().isEmpty() ? section : section.add(lines(run.firstLines()));
    }

    private static String verdict(ApplicationResult run) {
        if (run.rows() == 0) {
            return "The sketch was not run: it does not build.";
        }
        if (run.isOfRecordings()) {
            return recordings(run);
        }
        String shown = "The unmodified sketch was built and run; "
                + Numbers.counted(run.rows(), "test row") + " came to it one after another, as raw readings, with the "
                + "noise of its sensor where it reads one. ";
        String did = run.passed()
                ? "It did what is expected of it on every one."
                : Numbers.counted(run.failed(), "time") + " it did something else than expected.";
        String ambiguous = run.ambiguous() == 0
                ? ""
                : " On " + Numbers.counted(run.ambiguous(), "row")
                        + " the noise alone changes the model's answer; there each of these answers counts.";
        return shown + did + ambiguous + " Its output names the row's true class on " + run.right() + " of "
                + run.rows() + ".";
    }

    private static String recordings(ApplicationResult run) {
        String did = run.passed()
                ? "For each answer of the model, its frames were those of the sensor, all of them, in order and at their rate, its "
                        + "scores were the reference's, and what came out is what is expected. "
                : "On " + Numbers.counted(run.failed(), "recording") + " it did something else than expected. ";
        return "The unmodified sketch was built and run; " + Numbers.counted(run.rows(), "test recording")
                + " came to it frame by frame, one after another, as raw readings, with the noise of its sensor where it reads one. "
                + did + "Its output named the recording's class on " + run.right() + " of " + run.rows()
                + ", in continuous use, where windows reach over the ends of recordings.";
    }

    private static Element facts(ApplicationResult run) {
        Table table = Table.captioned("What ran, and what is expected of it")
                .column("What")
                .column("Value");
        table.row("Sketch", Parts.code(run.sketch()));
        table.row("Written by", run.own() ? "you" : "the rules, from the task's wish");
        table.row("Wish", run.wish().isEmpty() ? "none: prints the class" : Parts.name(run.wish()));
        table.row("Readings from", Parts.name(run.inputs()));
        table.row("Ran on", Parts.name(run.ranOn()));
        run.flashBytes().ifPresent(bytes -> table.row("Flash of sketch and Arduino core", Numbers.bytes(bytes)));
        run.ramBytes().ifPresent(bytes -> table.row("Static RAM of the same", Numbers.bytes(bytes)));
        if (!run.note().isEmpty()) {
            table.row("Mind", Parts.name(run.note()));
        }
        run.expected().forEach(line -> table.row("Expected", Parts.name(line)));
        return table.build();
    }

    private static Element failures(ApplicationResult run) {
        Table table = Table.captioned("The first failures")
                .column(run.isOfRecordings() ? "Recording" : "Row")
                .column(run.isOfRecordings() ? "When" : "Reading")
                .column("Expected")
                .column("Instead");
        for (ApplicationResult.Failure failure : run.failures()) {
            table.row(
                    Parts.code(failure.source()),
                    Parts.name(failure.reading()),
                    Parts.name(failure.expected()),
                    Parts.name(failure.got()));
        }
        return table.build();
    }

    private static Element lines(List<String> lines) {
        return Parts.figure(
                "The serial port's first lines, with seconds of the run",
                Element.of("pre").with("tabindex", "0").add(Parts.code(String.join("\n", lines))));
    }

    static Element packages(List<PackageEntry> packages) {
        Table table = Table.captioned("The model for each build system")
                .column("Form")
                .column("Where, below out/")
                .column("Use")
                .column("How this form is checked");
        packages.forEach(entry -> table.row(entry.form(), Parts.code(entry.path()), entry.use(), entry.checked()));
        return table.build();
    }
}
