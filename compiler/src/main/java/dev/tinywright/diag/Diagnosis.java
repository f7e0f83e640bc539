package dev.tinywright.diag;

/**
 * One finding that the user can act on.
 *
 * @param what what happened, with its numbers, in one sentence without a full stop
 * @param where file and line, stage, layer or column; empty where there is no such place
 * @param hint what to do next; empty where nothing can be advised
 */
public record Diagnosis(String what, String where, String hint) {

    /** Returns the form that goes to stderr: {@code error:}, {@code at:} and {@code hint:} lines. */
    public String text() {
        StringBuilder text = new StringBuilder("error: ").append(what);
        if (!where.isEmpty()) {
            text.append("\n   at: ").append(where);
        }
        if (!hint.isEmpty()) {
            text.append("\n hint: ").append(hint);
        }
        return text.toString();
    }
}
