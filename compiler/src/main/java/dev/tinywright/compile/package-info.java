/**
 * The compiler as a whole: from a graph to C99 and an account of every layer. In: {@link dev.tinywright.graph.Graph}, {@link
 * CompileOptions}. Out: {@link CompiledModel}. Start at {@link Compiler#compile}.
 */
@NullMarked
package dev.tinywright.compile;

import org.jspecify.annotations.NullMarked;
