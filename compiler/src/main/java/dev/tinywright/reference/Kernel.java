package dev.tinywright.reference;

/** A node, ready to run: its parameters are computed, its constants unpacked. */
interface Kernel {
    /**
     * @param in elements of the node's inputs, little-endian; empty for an optional input that is left out
     * @param out room for those of its outputs
     */
    void run(byte[][] in, byte[][] out);
}
