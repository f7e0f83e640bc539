/**
 * The language model at work: its jobs, their prompts, and the loop that checks, repairs and asks again.
 *
 * <p>In: the lifecycle's questions (which plan, which sketch). Out: proposals that passed the same checks as anyone's, or none,
 * where the rules then do the work. Start at {@link Agent}.
 */
@NullMarked
package dev.tinywright.agent;

import org.jspecify.annotations.NullMarked;
