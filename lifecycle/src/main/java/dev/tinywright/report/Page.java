package dev.tinywright.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The page from top to bottom. */
public final class Page {
    private Page() {}

    static String render(ReportFacts facts) {
        Element main = Element.of("main")
                .add(VerdictSection.render(facts), contents(facts))
                .add(DataSection.understood(facts), DataSection.data(facts))
                .add(facts.details().gallery().stream()
                        .map(gallery -> GallerySection.examples(facts, gallery))
                        .toList())
                .add(ModelSection.attempts(facts))
                .add(facts.details().network().stream()
                        .map(NetworkSection::render)
                        .toList())
                .add(
                        results(facts).add(ResultSection.examples(facts)),
                        ModelSection.quantized(facts),
                        ModelSection.training(facts))
                .add(DeviceSection.memory(facts), DeviceSection.proof(facts))
                .add(facts.details().continuous().stream()
                        .map(ContinuousSection::render)
                        .toList())
                .add(facts.application().stream()
                        .map(_ -> ApplicationSection.application(facts))
                        .toList())
                .add(AuthorshipSection.render(facts).stream().toList())
                .add(ContractSection.contract(facts))
                .add(DeviceSection.usage(facts), DeviceSection.repeat(facts));
        String verdict = facts.passed() ? "passed" : "not passed";
        return document(facts.name() + ": " + verdict + " - Tinywright report", main);
    }

    private static Element results(ReportFacts facts) {
        if (facts.device().alarms().isPresent()) {
            return AlarmSection.render(facts, facts.device().alarms().get());
        }
        return facts.number()
                .map(number -> NumberSection.render(facts, number))
                .orElseGet(() -> ResultSection.render(facts));
    }

    /** Returns a whole page in the report's style, which needs nothing from elsewhere. */
    public static String document(String title, Element main) {
        Element html = Element.of("html")
                .with("xmlns", "http://www.w3.org/1999/xhtml")
                .with("lang", "en")
                .add(head(title), Element.of("body").add(main));
        return "<!DOCTYPE html>\n" + html + "\n";
    }

    private static Element head(String title) {
        return Element.of("head")
                .add(Element.of("meta").with("charset", "utf-8"))
                .add(Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"))
                .add(Element.of("meta").with("name", "color-scheme").with("content", "light dark"))
                .child("title", title)
                .child("style", style());
    }

    private static Element contents(ReportFacts facts) {
        String[][] sections = {
            {"understood", "Understood"},
            {"data", "Data"},
            {GallerySection.ID, "Examples"},
            {"attempts", "Attempts"},
            {NetworkSection.ID, "Model"},
            {"results", "Results"},
            {"quantization", "Quantization"},
            {"training", "Training"},
            {"memory", "Memory"},
            {"proof", "Proof"},
            {ContinuousSection.ID, "Continuous use"},
            {"application", "Application"},
            {AuthorshipSection.ID, "Language model"},
            {"contract", "Contract"},
            {"use", "Use"},
            {"repeat", "Repeat"}
        };
        Element nav = Element.of("nav").with("aria-label", "Sections");
        for (String[] section : sections) {
            if (isThere(section[0], facts)) {
                nav.add(Element.of("a").with("href", "#" + section[0]).text(section[1]));
            }
        }
        return nav;
    }

    private static boolean isThere(String section, ReportFacts facts) {
        return switch (section) {
            case "application" -> facts.application().isPresent();
            case AuthorshipSection.ID -> facts.authorship().isPresent();
            case GallerySection.ID -> facts.details().gallery().isPresent();
            case ContinuousSection.ID -> facts.details().continuous().isPresent();
            case NetworkSection.ID -> facts.details().network().isPresent();
            default -> true;
        };
    }

    /** The style sheet has no character that XML escapes, so that it reads the same as HTML and as XML. */
    static String style() {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
