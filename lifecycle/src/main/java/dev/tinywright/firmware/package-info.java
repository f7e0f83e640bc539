/**
 * From C to an image for a board's core, linked with the board's memory sizes.
 *
 * <p>In: {@link dev.tinywright.codegen.CSource}, {@link dev.tinywright.board.Board}. Out: {@link Firmware} with its memory
 * use, in bytes, read from the linked image. Start at {@link FirmwareBuilder#build}; {@link Toolchain} says which
 * programs that takes and gets them; {@link FitPredictor} says what would come out before anything is trained.
 */
@NullMarked
package dev.tinywright.firmware;

import org.jspecify.annotations.NullMarked;
