/**
 * From a row of readings to what the network receives: one definition for training, host check and device.
 *
 * <p>In: readings, float32, (readings), in the units of the data; NaN is a missing reading. Out: features, float32,
 * (features), for training, and the same as int8 for the network. {@link InputStep} is what a plan asks for;
 * {@link InputProgram#fit} learns the numbers from training rows alone; the program is evaluated here and written as C.
 */
@NullMarked
package dev.tinywright.features;

import org.jspecify.annotations.NullMarked;
