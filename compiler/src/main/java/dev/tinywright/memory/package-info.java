/**
 * Where every buffer of a program lies, decided before anything is compiled. In: {@link dev.tinywright.lower.Program}. Out:
 * {@link Placement}: an offset into one array for each tensor and each call's scratch memory. Start at {@link Placer#place}.
 */
@NullMarked
package dev.tinywright.memory;

import org.jspecify.annotations.NullMarked;
