package dev.tinywright.deploy;

/** Waiting for hardware. */
final class Pause {
    private Pause() {}

    /** Returns false where the thread was interrupted. */
    static boolean millis(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
