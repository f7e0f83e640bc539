package dev.tinywright.report;

import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.DataSummary.Dropped;
import dev.tinywright.report.DataSummary.LeftOut;
import dev.tinywright.report.ReportFacts.Part;
import dev.tinywright.report.ReportFacts.Split;
import dev.tinywright.report.ReportFacts.Understood;
import dev.tinywright.spec.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What was understood, and what the data is like. */
final class DataSection {
    private static final int SHOWN_COLUMNS = 12;
    private static final int SHOWN_CLASSES = 10;
    private static final int SHOWN_LEFT_OUT = 20;

    private DataSection() {}

    static Element understood(ReportFacts facts) {
        Understood understood = facts.understood();
        Element section = Parts.section("understood", "What was understood");
        if (!understood.ask().isEmpty()) {
            section.add(Element.of("blockquote").add(Parts.name(understood.ask())));
        }
        if (!understood.parts().isEmpty()) {
            Table table = Table.captioned("Each part and what it was read from")
                    .column("Part")
                    .column("Understood as")
                    .column("From");
            for (Part part : understood.parts()) {
                table.row(partName(part.name()), Parts.name(part.value()), Parts.name(part.from()));
            }
            section.add(table.build());
        }
        if (understood.ask().isEmpty() && understood.parts().isEmpty()) {
            section.add(Parts.paragraph("The task names no sentence that it was made from."));
        }
        return understood.unused().isEmpty() ? section : section.add(unused(understood.unused()));
    }

    /** Returns the name of a part for people: a goal's as the table of goals has it. */
    private static String partName(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.key().equals(name))
                .map(Goals::name)
                .findFirst()
                .orElseGet(() -> Parts.capitalized(name));
    }

    private static Element unused(List<String> unused) {
        Element words = Element.of("p").text("Words that nothing was made of: ");
        for (int i = 0; i < unused.size(); i++) {
            words.text(i == 0 ? "" : ", ").add(Element.of("em").add(Parts.name(unused.get(i))));
        }
        return words.text(".");
    }

    static Element data(ReportFacts facts) {
        DataSummary data = facts.data();
        Element section = Parts.section("data", "Data");
        section.add(source(facts));
        data.warnings().forEach(warning -> section.add(Parts.callout("Look at this.", warning)));
        String title = facts.number()
                .map(number -> capitals(facts) + " by " + number.name())
                .orElse(capitals(facts) + " per class");
        Element counts = Parts.figure(
                title,
                Charts.classCounts(
                        title,
                        facts.number().isPresent() ? "ranges" : "classes",
                        facts.example(),
                        facts.labels(),
                        data.classCounts()));
        Element account = facts.details()
                .gallery()
                .map(GallerySection::facts)
                .orElseGet(() -> account("Every row that was read", "rows", data));
        Element left = Element.of("div").add(counts);
        facts.details()
                .gallery()
                .map(gallery -> gallery.kind().plural())
                .ifPresent(things -> left.add(
                        account("All " + things + "; a file that cannot be read counts as one", things, data)));
        section.add(Parts.columns(left, Element.of("div").add(account, split(facts))));
        data.steps().forEach(step -> section.add(Parts.note(step + ".")));
        if (!data.columns().isEmpty()) {
            addColumns(section, facts);
        }
        return section;
    }

    private static Element source(ReportFacts facts) {
        DataSummary data = facts.data();
        if (facts.details().gallery().isPresent()) {
            return captures(facts, facts.details().gallery().get());
        }
        Element text = Element.of("p")
                .text(Numbers.counted(data.rowsUsed(), "row") + " of ")
                .add(Parts.name(data.path()));
        text.text(", " + Numbers.counted(data.columns().size(), "reading"));
        if (!data.label().isEmpty()) {
            text.text(facts.number().isPresent() ? ", number in column " : ", class in column ")
                    .add(Parts.name(data.label()));
        }
        return text.text(".");
    }

    private static Element captures(ReportFacts facts, Gallery gallery) {
        Element text = Element.of("p")
                .text(Numbers.count(gallery.captures()) + "\u00a0"
                        + gallery.kind().plural() + " of ");
        text.add(Parts.name(facts.data().path()));
        if (facts.number().isPresent()) {
            NumberResult number = facts.number().orElseThrow();
            return text.text(", each with its ")
                    .add(Parts.name(number.name()))
                    .text((number.unit().isEmpty() ? "" : " in " + number.unit()) + ".");
        }
        return text.text(", " + facts.labels().size() + " classes.");
    }

    private static String capitals(ReportFacts facts) {
        return Parts.capitalized(facts.example()) + "s";
    }

    private static Element account(String caption, String things, DataSummary data) {
        Table table = Table.captioned(caption).column(Parts.capitalized(things)).number("Count");
        table.row("Read", Numbers.count(data.rowsRead()));
        for (Dropped dropped : data.rowsDropped()) {
            table.row(
                    Element.of("span")
                            .text("Dropped: ")
                            .add(Parts.name(dropped.reason()))
                            .text(named(dropped)),
                    Numbers.count(-dropped.count()));
        }
        return table.styledRow("sum", "Used", Numbers.count(data.rowsUsed())).build();
    }

    private static String named(Dropped dropped) {
        if (dropped.examples().isEmpty()) {
            return "";
        }
        long more = dropped.count() - dropped.examples().size();
        return ": " + String.join(", ", dropped.examples()) + (more > 0 ? " and " + Numbers.count(more) + " more" : "");
    }

    private static Element split(ReportFacts facts) {
        Split split = facts.split();
        Table table = Table.captioned("How the used " + facts.example() + "s were kept apart")
                .column("For")
                .number(capitals(facts));
        table.row("Training", Numbers.count(split.training()));
        table.row("Validation: stops training, chooses", Numbers.count(split.validation()));
        table.row("Test: this verdict only", Numbers.count(split.test()));
        Element shown = Element.of("div")
                .add(table.build(), Parts.note(Parts.sentence(split.how()) + " Seed " + split.seed() + "."));
        split.leak()
                .ifPresent(leak -> shown.add(Parts.note("Leak audit: " + Numbers.percent(leak.accuracyWithout())
                        + " right on recordings never seen; this split says " + Numbers.percent(leak.accuracyWith())
                        + ".")));
        return shown;
    }

    private static void addColumns(Element section, ReportFacts facts) {
        List<Column> sorted = facts.data().columns().stream()
                .sorted(Comparator.comparingDouble(column -> -Statistics.separation(column)))
                .toList();
        List<Column> shown = sorted.subList(0, Math.min(SHOWN_COLUMNS, sorted.size()));
        int shownClasses = Math.min(SHOWN_CLASSES, facts.labels().size());
        String classes =
                facts.number().map(number -> "ranges of " + number.name()).orElse("classes");
        section.add(Element.of("h3")
                .text(facts.number()
                        .map(number -> "Readings by " + number.name())
                        .orElse("Readings by class")));
        section.add(Parts.note("Those that tell the " + classes
                + " apart best come first. Each distribution is drawn to its own height."
                + leftOut(sorted.size() - shown.size(), "reading")
                + leftOut(facts.labels().size() - shownClasses, facts.number().isPresent() ? "range" : "classes")));
        Element grid = Element.of("div", "columns");
        for (Column column : shown) {
            String unit = column.unit().isEmpty() ? "" : ", " + column.unit();
            grid.add(Element.of("figure")
                    .add(Element.of("figcaption").add(Parts.name(column.name())).text(unit))
                    .add(Charts.distribution(column, facts.labels(), shownClasses)));
        }
        section.add(grid, profile(shown, classes));
        addLeftOut(section, facts.data().leftOut());
    }

    private static String leftOut(int count, String things) {
        return count > 0
                ? " " + Numbers.count(count) + " more " + (things.endsWith("s") || count == 1 ? things : things + "s")
                        + " left out here; report.json has all."
                : "";
    }

    private static Element profile(List<Column> columns, String classes) {
        Table table = Table.captioned(
                        "Readings over all used rows; separation is the share of variance between the " + classes)
                .column("Reading")
                .number("Missing")
                .number("Least")
                .number("Lower quartile")
                .number("Median")
                .number("Upper quartile")
                .number("Most")
                .number("Mean")
                .number("Deviation")
                .number("Separation");
        for (Column column : columns) {
            table.row(
                    Parts.name(column.name()),
                    Numbers.count(column.missing()),
                    value(column.min()),
                    value(column.lowerQuartile()),
                    value(column.median()),
                    value(column.upperQuartile()),
                    value(column.max()),
                    value(column.mean()),
                    value(column.deviation()),
                    Numbers.percent(Statistics.separation(column)));
        }
        return table.build();
    }

    private static String value(double value) {
        return Numbers.significant(value, 4);
    }

    private static void addLeftOut(Element section, List<LeftOut> leftOut) {
        if (leftOut.isEmpty()) {
            return;
        }
        Table table =
                Table.captioned("Columns not learned from").column("Column").column("Why");
        leftOut.stream().limit(SHOWN_LEFT_OUT).forEach(l -> table.row(Parts.name(l.column()), Parts.name(l.reason())));
        section.add(table.build());
        if (leftOut.size() > SHOWN_LEFT_OUT) {
            section.add(Parts.note(Numbers.count(leftOut.size() - SHOWN_LEFT_OUT) + " more in report.json."));
        }
    }
}
