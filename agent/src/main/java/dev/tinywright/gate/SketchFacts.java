package dev.tinywright.gate;

import dev.tinywright.board.Board;
import dev.tinywright.codegen.CSource;
import dev.tinywright.contract.Contract;
import dev.tinywright.sensor.Binding;

/**
 * What a sketch is written against.
 *
 * @param source the generated library; its header is what the sketch includes
 * @param binding which channel of which sensor feeds each input
 */
public record SketchFacts(Contract contract, CSource source, Binding binding, Board board) {}
