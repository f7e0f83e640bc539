/**
 * From files to rows that can be learned from, with an account of every row that was read.
 *
 * <p>In: {@link dev.tinywright.spec.DataSource}, CSV. Out: a table of readings, float32, (rows, columns), with class
 * and group per row; its profile; and the split into training, validation and test rows.
 * Start at {@link DataLoader#load}, {@link Profile#of} and {@link Preparation#prepare}. Readings are column by column in
 * a {@link Table} and row by row in a {@link Dataset}. Every row read is kept or counted under the reason it was dropped
 * for: {@link RowAccount}. A column is a reading only where nothing speaks against it: {@link Column.Role}.
 */
@NullMarked
package dev.tinywright.data;

import org.jspecify.annotations.NullMarked;
