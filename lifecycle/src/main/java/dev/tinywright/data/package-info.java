/**
 * From files to examples that can be learned from, with an account of all that was read.
 *
 * <p>In: {@link dev.tinywright.spec.DataSource}, CSV. Out: a table of readings, float32, (rows, columns), with class, or the
 * number to predict, and group per row; its profile; and the split into training, validation and test rows. Or in: {@link
 * dev.tinywright.recording.Captures}, cut into windows by {@link Windows#cut} or scaled by {@link Pictures#frame}, and divided
 * as whole recordings and pictures; their samples and pixels are read when asked for.
 * Start at {@link DataLoader#load}, {@link Profile#of} and {@link Preparation#prepare}. Readings are column by column in
 * a {@link Table} and row by row in a {@link Dataset}. Every row read is kept or counted under the reason it was dropped
 * for: {@link RowAccount}. A column is a reading only where nothing speaks against it: {@link Column.Role}.
 */
@NullMarked
package dev.tinywright.data;

import org.jspecify.annotations.NullMarked;
