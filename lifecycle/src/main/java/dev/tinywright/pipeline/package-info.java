/**
 * The run itself: from a project folder with a {@code task.yaml} to a verdict.
 *
 * <p>{@link Lifecycle} is the table of contents: one line per stage. {@link Search} lets a planner drive it, {@link
 * Build} is what the commands call. State lives in the project folder only, written so that a run that is killed at any
 * moment goes on with the next one.
 */
@NullMarked
package dev.tinywright.pipeline;

import org.jspecify.annotations.NullMarked;
