/**
 * From operators to calls of kernels: which kernel of {@code runtime/} does a node on a kind of core, with its constants laid
 * out for it.
 *
 * <p>In: {@link dev.tinywright.graph.Graph} after the passes, {@link Target}. Out: {@link Program}, one {@link KernelCall} a
 * node. Start at {@link Lowering#lower}. Each family of kernels has a class that proposes calls for a node; the cheapest
 * by the target's wish is taken.
 */
@NullMarked
package dev.tinywright.lower;

import org.jspecify.annotations.NullMarked;
