/**
 * The record of what was asked of a language model and what became of it: {@code .tinywright/trace.jsonl}, one
 * {@link TraceEvent} a line.
 *
 * <p>A trace holds no key. It is written as things happen ({@link TraceFile}), so that a killed run leaves what it had; it can be
 * shown as a tree ({@link TraceTree}), added up ({@link TraceAccount}), sent as OpenTelemetry spans ({@link Telemetry}), and
 * replayed. Start at {@link TraceLog}.
 */
@NullMarked
package dev.tinywright.trace;

import org.jspecify.annotations.NullMarked;
