/**
 * What is wanted: the person's sentence, and {@code task.yaml}, which is made from it.
 *
 * <p>In: a sentence in plain English, or a YAML file. Out: {@link Task}. Start at {@link Sentence#understand} and
 * {@link TaskFile}; for changes, {@link ChangeRequest}. KB and K mean 1024 bytes everywhere, as is usual for the memory of
 * microcontrollers.
 */
@NullMarked
package dev.tinywright.spec;

import org.jspecify.annotations.NullMarked;
