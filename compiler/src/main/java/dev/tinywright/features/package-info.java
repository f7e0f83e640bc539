/**
 * From an example to what the network receives: one definition for training, host check and device.
 *
 * <p>In: an example as {@link InputFormat} says, float32: readings of a row in the units of the data, NaN for a missing one; a
 * window of a recording, frame by frame; a picture, 0 to 255. Out: features, float32, in the order of {@link
 * FrontEnd#shape}, for training, and the same as int8 for the network. {@link InputStep} is what a plan asks for; {@link
 * InputProgram#fit}, {@link WindowProgram#fit} and {@link PictureProgram#fit} learn the numbers from training examples alone;
 * the programs are evaluated here and written as C. Start at {@link FrontEnd}.
 */
@NullMarked
package dev.tinywright.features;

import org.jspecify.annotations.NullMarked;
