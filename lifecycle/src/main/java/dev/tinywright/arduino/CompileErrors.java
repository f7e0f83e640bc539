package dev.tinywright.arduino;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.spec.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiler and the linker say, told in terms of the sketch. */
public final class CompileErrors {
    /** How every message of a compiler's or linker's begins. */
    public static final String NOT_COMPILED = "the sketch does not compile";

    private static final int MOST = 3;
    private static final Pattern ERROR =
            Pattern.compile("(?:\\./)?(?:sketch/)?([^:\\s][^:]*):(\\d+):(?:\\d+:)? (?:fatal )?error: (.*)");
    private static final Pattern UNDEFINED =
            Pattern.compile("(?:.*/)?([^/:]*):(\\d+): undefined reference to [`'](.*)'");
    private static final Pattern UNDEFINED_ANYWHERE = Pattern.compile(".*undefined reference to [`'](.*)'");
    private static final Pattern MISSING = Pattern.compile("([^:]+): No such file or directory");

    private CompileErrors() {}

    /**
     * Returns what to throw for a build that failed.
     *
     * @param said by the compiler and the linker
     * @param headers that the emulation has for sketches
     */
    static TinywrightException failure(String said, String sketch, List<String> headers) {
        Set<String> errors = new LinkedHashSet<>();
        List<String> hints = new ArrayList<>();
        for (String line : said.lines().toList()) {
            error(line, headers, hints).ifPresent(errors::add);
        }
        List<String> all = errors.isEmpty()
                ? List.of(said.lines().findFirst().orElse("the compiler gave no reason"))
                : List.copyOf(errors);
        String more = all.size() > MOST ? "; and " + (all.size() - MOST) + " more" : "";
        return TinywrightException.failed(
                NOT_COMPILED + ": " + String.join("; ", all.subList(0, Math.min(MOST, all.size()))) + more,
                "sketch " + sketch,
                hints.isEmpty() ? "correct the sketch; a board's compiler says the same" : hints.getFirst());
    }

    private static Optional<String> error(String line, List<String> headers, List<String> hints) {
        Matcher error = ERROR.matcher(line);
        if (error.matches()) {
            Matcher missing = MISSING.matcher(error.group(3));
            if (missing.matches()) {
                hints.add(missing(missing.group(1).strip(), headers));
            }
            return Optional.of(error.group(1) + " line " + error.group(2) + ": " + error.group(3));
        }
        Matcher anywhere = UNDEFINED_ANYWHERE.matcher(line);
        if (anywhere.matches()) {
            String name = anywhere.group(1).replace("()", "");
            if (name.equals("setup") || name.equals("loop")) {
                hints.add("write void " + name + "() { }");
                return Optional.of("the sketch has no " + name + "()");
            }
            Matcher undefined = UNDEFINED.matcher(line);
            String place = undefined.matches() ? undefined.group(1) + " line " + undefined.group(2) + ": " : "";
            return Optional.of(place + "nothing defines " + anywhere.group(1));
        }
        return Optional.empty();
    }

    private static String missing(String header, List<String> headers) {
        return Nearest.of(header, headers)
                .map(near -> "did you mean " + near + "?")
                .orElse("the emulation has no library with " + header + "; it has " + String.join(", ", headers));
    }
}
