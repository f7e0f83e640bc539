package dev.tinywright.firmware;

import java.util.List;

/**
 * Memory that a compiled network takes in a linked image, in bytes: what the image has beyond start-up code and test harness.
 *
 * @param weightBytes constants of the network: weights, biases, parameters of the calls
 * @param code bytes of each source's code with the tables of kernels, and of what it needs of the compiler's library
 * @param arenaBytes the array of all buffers
 * @param otherRamBytes further static data: states that are kept from call to call
 */
public record NetworkMemory(long weightBytes, List<MemoryUse.Part> code, long arenaBytes, long otherRamBytes) {
    public NetworkMemory {
        code = List.copyOf(code);
    }

    /** Flash without the weights. */
    public long codeBytes() {
        return code.stream().mapToLong(MemoryUse.Part::bytes).sum();
    }

    public long flashBytes() {
        return weightBytes + codeBytes();
    }

    /** RAM without the stack. */
    public long staticBytes() {
        return arenaBytes + otherRamBytes;
    }
}
