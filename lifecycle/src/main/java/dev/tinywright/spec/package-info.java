/**
 * What is wanted: the person's sentence, and {@code task.yaml}, which is made from it.
 *
 * <p>In: a sentence in plain English, or a YAML file. Out: {@link Task}. Start at {@link Sentence#understand} and
 * {@link TaskFile}.
 */
@NullMarked
package dev.tinywright.spec;

import org.jspecify.annotations.NullMarked;
