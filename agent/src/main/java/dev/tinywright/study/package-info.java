/**
 * The case study of arXiv:2501.12420, repeated with any model: data processing, conversion, the sketch, and the whole chain, each
 * with three amounts of facts in the prompt, many times.
 *
 * <p>In: a sentence, a table, a model that can be asked, caps. Out: a line for each run, counts with Wilson intervals under the
 * paper's criterion (it ran, it compiled) and under ours (it met the goals on the device and behaved), what it cost, and what
 * went wrong by kind. Start at {@link Study}.
 */
@NullMarked
package dev.tinywright.study;

import org.jspecify.annotations.NullMarked;
