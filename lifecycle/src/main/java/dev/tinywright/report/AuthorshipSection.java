package dev.tinywright.report;

import java.util.Locale;
import java.util.Optional;

/** Who wrote what, a language model or the rules, and what the model's part cost. */
final class AuthorshipSection {
    static final String ID = "language-model";

    private AuthorshipSection() {}

    /** Empty where no model took part. */
    static Optional<Element> render(ReportFacts facts) {
        return facts.authorship().map(AuthorshipSection::section);
    }

    private static Element section(Authorship authorship) {
        Element section = Parts.section(ID, "Language model");
        section.add(Element.of("p")
                .name(authorship.model())
                .text(" was asked in this run. What it proposed passed the same checks as anyone's; no figure in this "
                        + "report is the model's word."));
        if (!authorship.parts().isEmpty()) {
            section.add(parts(authorship));
        }
        authorship.notes().forEach(note -> section.add(Parts.note(Parts.sentence(note))));
        return section.add(costs(authorship));
    }

    private static Element parts(Authorship authorship) {
        Table table = Table.captioned("Whose work each part is")
                .column("Part")
                .column("By")
                .column("Why");
        for (Authorship.Part part : authorship.parts()) {
            table.row(
                    Parts.name(Parts.capitalized(part.name())),
                    part.byModel() ? "the\u00a0model" : "the\u00a0rules",
                    Parts.name(part.why().isEmpty() ? "" : Parts.sentence(part.why())));
        }
        return table.build();
    }

    private static Element costs(Authorship authorship) {
        Table table = Table.captioned("What each job cost")
                .column("Job")
                .number("Calls")
                .number("Reused")
                .number("Tokens in")
                .number("Tokens out")
                .number("Dollars")
                .number("Failed checks")
                .number("Repairs by rules");
        authorship.jobs().forEach(job -> row(table, Parts.name(job.name()), job));
        if (authorship.jobs().size() != 1) {
            row(table, Element.of("strong").text("All"), authorship.total());
        }
        return table.build();
    }

    private static void row(Table table, Element name, Authorship.Job job) {
        table.row(
                name,
                Numbers.count(job.calls()),
                Numbers.count(job.reused()),
                Numbers.count(job.inputTokens()),
                Numbers.count(job.outputTokens()),
                job.dollars().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", job.dollars().getAsDouble())
                        : "not known",
                Numbers.count(job.gatesFailed()),
                Numbers.count(job.repairs()));
    }
}
