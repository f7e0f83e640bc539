/**
 * What the device does with the model's answers: the sketch, what it is expected to do, and whether it did.
 *
 * <p>In: the task's application wish; {@link dev.tinywright.contract.Contract}; {@link dev.tinywright.sensor.Binding}; test rows.
 * Out: {@code app/}, a sketch and {@code expect.yaml}; a verdict from the {@link dev.tinywright.arduino.Trace} of a run.
 */
@NullMarked
package dev.tinywright.application;

import org.jspecify.annotations.NullMarked;
