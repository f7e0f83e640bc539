package dev.tinywright.cli;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a Markdown file that a study writes anew, between {@code <!-- name -->} and {@code <!-- /name -->}.
 *
 * @param text of the file as it was
 */
record MarkdownSection(Path file, String name, String text) {

    /** Reads the file, so that what cannot be written to is known before hours of measuring. */
    static MarkdownSection of(Path file, String name) {
        try {
            return new MarkdownSection(file, name, Files.readString(file));
        } catch (IOException e) {
            throw TinywrightException.usage(
                    "cannot read " + file + ": " + e.getMessage(), "--write", "give a Markdown file that is there");
        }
    }

    /** Writes the file with {@code section} in the place of the one that was there, or at the end. */
    void write(String section) {
        try {
            Files.writeString(file, with(section));
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write " + file + ": " + e.getMessage(), "--write", "look at its rights");
        }
    }

    private String with(String section) {
        String first = "<!-- " + name + " -->";
        String last = "<!-- /" + name + " -->";
        String marked = first + "\n" + section + last;
        int start = text.indexOf(first);
        int end = text.indexOf(last, Math.max(0, start));
        return start < 0 || end < 0
                ? text.stripTrailing() + "\n\n" + marked + "\n"
                : text.substring(0, start) + marked + text.substring(end + last.length());
    }
}
