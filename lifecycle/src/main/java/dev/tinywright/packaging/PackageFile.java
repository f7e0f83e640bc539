package dev.tinywright.packaging;

import java.nio.file.Path;

/**
 * A package that was written.
 *
 * @param form id of its {@link PackageForm}
 * @param path of the folder or file that a person takes, relative to {@code out/}
 * @param bytes of all its files
 */
public record PackageFile(String form, Path path, long bytes) {}
