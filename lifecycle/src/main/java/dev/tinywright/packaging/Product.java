package dev.tinywright.packaging;

import dev.tinywright.arduino.Sketch;
import dev.tinywright.codegen.CSource;
import java.util.Optional;

/**
 * What all packages are made of.
 *
 * @param ask what the model is for, in the person's own words; may be empty
 * @param sketch the application, an example of the Arduino library
 * @param tflite the network for TensorFlow Lite tools; empty for trees and distances
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
public record Product(CSource source, String ask, Optional<Sketch> sketch, Samples samples, byte[] tflite) {}
