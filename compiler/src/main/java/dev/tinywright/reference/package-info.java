/**
 * Runs a graph in Java on integers: the definition that kernels, firmware and exported files are held against, byte for
 * byte. In: {@link dev.tinywright.graph.Graph} and the bytes of its inputs. Out: the bytes of its outputs, or of every tensor.
 * Start at {@link Reference}.
 */
@NullMarked
package dev.tinywright.reference;

import org.jspecify.annotations.NullMarked;
