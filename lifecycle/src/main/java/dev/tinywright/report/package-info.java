/**
 * The account of a run: {@code report.html} for people, {@code report.json} for programs, from the same facts.
 *
 * <p>In: {@link dev.tinywright.report.ReportFacts}, measured values only; what is an estimate is marked as one. Out: two
 * files whose bytes depend on the facts alone: no time stamps, no durations. The page is one file without scripts and is
 * well-formed XML. Start at {@link dev.tinywright.report.Report#write}.
 */
@NullMarked
package dev.tinywright.report;

import org.jspecify.annotations.NullMarked;
