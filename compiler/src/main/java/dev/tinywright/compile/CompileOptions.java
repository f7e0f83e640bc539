package dev.tinywright.compile;

import dev.tinywright.lower.Target;

/**
 * @param name of the model in C: a C identifier in small letters
 */
public record CompileOptions(String name, Target target) {}
