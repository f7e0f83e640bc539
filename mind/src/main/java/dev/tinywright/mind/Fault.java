package dev.tinywright.mind;

import static dev.tinywright.mind.Fault.Kind.CODE;
import static dev.tinywright.mind.Fault.Kind.FORM;
import static dev.tinywright.mind.Fault.Kind.TRANSPORT;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be wrong with an answer, by the names that the study counts by. */
public enum Fault {
    /** The array or functions of another way to run a model: {@code g_model}, an interpreter, a misspelt function. */
    WRONG_ARRAY_NAME(CODE, Jobs.SKETCH),
    /** A header that is not there. */
    WRONG_HEADER(CODE, Jobs.SKETCH),
    /** Readings or scores as {@code uint8_t}. */
    WRONG_TYPE(CODE, Jobs.SKETCH),
    /** Readings divided by a constant, where they are shares of a sum or are to stay as they are. */
    WRONG_SCALE(CODE, Jobs.SKETCH),
    /** Functions that the sensor's library does not have. */
    WRONG_API(CODE, Jobs.SKETCH),
    /** Statements outside of functions. */
    STATEMENTS_AT_FILE_SCOPE(CODE, Jobs.SKETCH),
    /** Characters above U+FFFF as two escapes, as Java writes them and C++ does not. */
    SURROGATE_ESCAPES(CODE, Jobs.SKETCH),
    /** “Quotes” that no compiler takes. */
    TYPOGRAPHIC_QUOTES(CODE, Jobs.CODE),
    /** All is in place but the call. */
    NEVER_CALLS_MODEL(CODE, Jobs.SKETCH),
    /** Each class is announced by the name of the next. */
    SWAPPED_LABELS(CODE, Jobs.SKETCH),
    /** Code that reaches for what is not its own. */
    HOSTILE_CODE(CODE, Jobs.CODE),

    /** Sentences before and after. */
    PROSE_AROUND(FORM, Jobs.ALL),
    /** Fragments before the real one, or one program in two pieces. */
    SEVERAL_BLOCKS(FORM, Jobs.ALL),
    /** A fence is opened, and the answer ends. */
    UNCLOSED_FENCE(FORM, Jobs.ALL),
    /** Ends in the middle, at the limit of tokens. */
    TRUNCATED(FORM, Jobs.ALL),
    /** Trailing commas, single quotes, comments, unquoted keys, NaN. */
    INVALID_JSON(FORM, Jobs.JSON),
    /** Keys that the schema does not have. */
    UNKNOWN_KEYS(FORM, Jobs.JSON),
    /** Blocks that the catalogue does not have: {@code uses: smote}. */
    INVENTED_BLOCKS(FORM, Jobs.PLANS),
    /** {@code /path/to/your/…}. */
    PLACEHOLDER_PATHS(FORM, Jobs.ALL),
    /** A last layer that does not have a unit for each class. */
    WRONG_UNITS(FORM, Jobs.PLANS),
    /** Examples that cannot be: a window of minutes, a picture larger than the pictures are. */
    WRONG_FRAMING(FORM, Jobs.PLANS),
    /** The same line until the limit. */
    REPETITION(FORM, Jobs.ALL),
    /** Nothing. */
    EMPTY(FORM, Jobs.ALL),
    /** Sentences about the answer in the place of one. */
    PROSE_ONLY(FORM, Jobs.ALL),

    /** Too many requests, with a {@code Retry-After}. */
    HTTP_429(TRANSPORT, Jobs.ALL),
    /** The server failed. */
    HTTP_500(TRANSPORT, Jobs.ALL),
    /** Nothing comes, and then the connection ends. */
    TIMEOUT(TRANSPORT, Jobs.ALL),
    /** The right answer, a few letters at a time. */
    SLOW_DRIP(TRANSPORT, Jobs.ALL),
    /** More bytes are announced than come. */
    WRONG_CONTENT_LENGTH(TRANSPORT, Jobs.ALL),
    /** The protocol's own JSON is broken off. */
    BROKEN_BODY(TRANSPORT, Jobs.ALL);

    private final Kind kind;
    private final Jobs jobs;

    Fault(Kind kind, Jobs jobs) {
        this.kind = kind;
        this.jobs = jobs;
    }

    /** Where something is wrong. */
    public enum Kind {
        /** In what the answer's code does. */
        CODE,
        /** In how the answer is written. */
        FORM,
        /** On the way. */
        TRANSPORT
    }

    public Kind kind() {
        return kind;
    }

    /** Returns whether an answer to {@code job} can have it; a repair has the faults of what it repairs. */
    public boolean fits(String job) {
        return kind == TRANSPORT || jobs.has(job);
    }

    /** Returns the name, such as {@code wrong-header}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException where there is no such fault; its message has those that there are */
    public static Fault named(String id) {
        return Arrays.stream(values())
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault '" + id + "'; there are " + ids()));
    }

    private static String ids() {
        return Arrays.stream(values()).map(Fault::id).collect(Collectors.joining(", "));
    }

    static List<Fault> all() {
        return List.of(values());
    }

    /** Whose answers can have it. */
    private enum Jobs {
        SKETCH,
        CODE,
        PLANS,
        JSON,
        ALL;

        private boolean has(String job) {
            return switch (this) {
                case SKETCH -> job.equals("sketch");
                case CODE -> job.equals("sketch") || job.equals("step");
                case PLANS -> job.equals("plan") || job.equals("next");
                case JSON -> !job.isEmpty() && !CODE.has(job);
                case ALL -> !job.isEmpty();
            };
        }
    }
}
