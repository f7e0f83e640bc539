package dev.tinywright.lower;

import dev.tinywright.graph.Node;

/** A node and the call that does it. */
public record Step(Node node, KernelCall call) {}
