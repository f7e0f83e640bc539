/**
 * Where a model's readings come from on a board.
 *
 * <p>{@link Sensors} is the catalogue, a YAML file for each sensor; {@code Bindings.bind} finds, for each input of a {@link
 * dev.tinywright.contract.Contract}, the channel of a sensor that measures it, or falls back to lines of numbers on the
 * serial port. Out: {@link Binding}.
 */
@NullMarked
package dev.tinywright.sensor;

import org.jspecify.annotations.NullMarked;
