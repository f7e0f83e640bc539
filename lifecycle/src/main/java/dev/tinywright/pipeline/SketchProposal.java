package dev.tinywright.pipeline;

import dev.tinywright.application.Expectations;
import dev.tinywright.arduino.Sketch;

/** A sketch and what it must be seen to do. */
public record SketchProposal(Sketch sketch, Expectations expectations) {}
