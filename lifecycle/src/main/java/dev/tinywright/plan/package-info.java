/**
 * How it is to be done: {@link Plan}, the content of {@code plan.yaml}, and the planners that propose the next one from
 * the attempts made so far.
 */
@NullMarked
package dev.tinywright.plan;

import org.jspecify.annotations.NullMarked;
