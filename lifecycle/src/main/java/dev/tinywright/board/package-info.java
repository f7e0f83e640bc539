/**
 * The boards: one YAML file each, in the jar and in the user's own folder. Start at {@link Boards}.
 *
 * <p>Knows figures only; what is compiled and run with them is the firmware's and verify's business.
 */
@NullMarked
package dev.tinywright.board;

import org.jspecify.annotations.NullMarked;
