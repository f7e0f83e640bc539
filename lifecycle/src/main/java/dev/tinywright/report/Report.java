package dev.tinywright.report;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the account of a run. */
public final class Report {
    private Report() {}

    /**
     * Writes {@code report.html} and {@code report.json} into {@code outDir}, which is made where it is missing. Each file
     * is replaced whole, so that a reader never sees half of one.
     *
     * @throws TinywrightException where they cannot be written
     */
    public static void write(ReportFacts facts, Path outDir) {
        String html = Page.render(facts);
        String json = ReportJson.render(facts);
        try {
            Files.createDirectories(outDir);
            replace(outDir.resolve("report.html"), html);
            replace(outDir.resolve("report.json"), json);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the report cannot be written: " + e.getMessage(),
                    outDir.toString(),
                    "check that the folder can be written to and the disk has space");
        }
    }

    /** Returns the sentence at the top of the page, for the screen. */
    public static String headline(ReportFacts facts) {
        return VerdictSection.headline(facts);
    }

    /** Returns what {@code report.json} holds. */
    public static String json(ReportFacts facts) {
        return ReportJson.render(facts);
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
