/**
 * What a Java program in {@code steps/} is written against: {@link Step}, which makes rows of rows. In: {@link Rows}, all rows of the
 * data before they are divided, each with a label and numbers by column. Out: the same, with rows or columns left out, labels
 * corrected or single readings repaired. Depends on the JDK alone, for a step is compiled and run in a sandbox that has nothing
 * else. Start at {@link Step}.
 */
@NullMarked
package dev.tinywright.step;

import org.jspecify.annotations.NullMarked;
