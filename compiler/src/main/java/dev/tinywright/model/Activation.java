package dev.tinywright.model;

/** What a layer applies to each of its outputs. */
public enum Activation {
    NONE,
    RELU
}
