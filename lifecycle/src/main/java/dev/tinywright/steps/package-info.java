/**
 * Runs the programs that a plan names with {@code - run: steps/…}: Java against {@link dev.tinywright.step.Step}, or any executable
 * that is called as {@code program in.csv out.csv}. In: {@link dev.tinywright.data.StepRows} and the program's file. Out:
 * {@link dev.tinywright.data.StepResult}, in which every row is accounted for. The programs may be a language model's: they run in
 * a sandbox, and what they print is read as a stranger's. Start at {@link Steps}.
 */
@NullMarked
package dev.tinywright.steps;

import org.jspecify.annotations.NullMarked;
