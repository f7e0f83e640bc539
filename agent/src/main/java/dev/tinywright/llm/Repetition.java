package dev.tinywright.llm;

/** Finds out whether an answer has begun to say the same over and over. */
final class Repetition {
    private static final int LONGEST = 400;
    private static final int TIMES = 8;
    private static final int LEAST_CHARACTERS = 400;

    private Repetition() {}

    /** Returns whether the end of {@code text} is one piece at least {@value #TIMES} times, and long enough to be no table. */
    static boolean isEndless(CharSequence text) {
        for (int length = 1; length <= LONGEST; length++) {
            int times = Math.max(TIMES, LEAST_CHARACTERS / length + 1);
            if ((long) length * times <= text.length() && isRepeated(text, length, times)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRepeated(CharSequence text, int length, int times) {
        int end = text.length();
        for (int i = end - length * (times - 1); i < end; i++) {
            if (text.charAt(i) != text.charAt(i - length)) {
                return false;
            }
        }
        return true;
    }
}
