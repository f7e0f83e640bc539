/**
 * From files to rows that can be learned from, with an account of every row that was read.
 *
 * <p>In: {@link dev.tinywright.spec.DataSource}, CSV. Out: a table of readings, float32, (rows, columns), with class
 * and group per row; its profile; and the split into training, validation and test rows.
 */
@NullMarked
package dev.tinywright.data;

import org.jspecify.annotations.NullMarked;
