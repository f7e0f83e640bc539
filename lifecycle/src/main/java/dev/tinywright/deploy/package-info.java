/**
 * From a built project onto a board: flashing through the tool that is installed, checking the model over the serial port,
 * collecting labelled data from a board.
 */
@NullMarked
package dev.tinywright.deploy;

import org.jspecify.annotations.NullMarked;
