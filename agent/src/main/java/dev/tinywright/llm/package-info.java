/**
 * Language models: what is asked, what is answered, and the providers behind it.
 *
 * <p>In: a {@link Request}, messages and a schema. Out: a {@link Reply}: the answer with its tokens, or why there is none;
 * never an exception for what a server does. A {@link Transport} asks once: caps, retries, cache and trace are the business
 * of {@code session}. Start at {@link Transport}.
 */
@NullMarked
package dev.tinywright.llm;

import org.jspecify.annotations.NullMarked;
