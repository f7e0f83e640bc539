package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.gate.Finding.Edit;
import dev.tinywright.gate.Finding.Fix;
import dev.tinywright.sensor.Sensor;
import dev.tinywright.spec.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The headers that a sketch includes. */
final class Includes {
    private static final Pattern INCLUDE = Pattern.compile("#include ?(?:<([^>]*)>|\"([^\"]*)\").*");
    private static final Set<String> STANDARD = Set.of(
            "algorithm",
            "array",
            "assert.h",
            "cassert",
            "cctype",
            "cerrno",
            "cfloat",
            "climits",
            "cmath",
            "cstdarg",
            "cstddef",
            "cstdint",
            "cstdio",
            "cstdlib",
            "cstring",
            "ctime",
            "ctype.h",
            "errno.h",
            "float.h",
            "functional",
            "initializer_list",
            "inttypes.h",
            "cinttypes",
            "iterator",
            "limits",
            "limits.h",
            "math.h",
            "memory",
            "new",
            "numeric",
            "stdarg.h",
            "stdbool.h",
            "stddef.h",
            "stdint.h",
            "stdio.h",
            "stdlib.h",
            "string.h",
            "string",
            "time.h",
            "tuple",
            "type_traits",
            "utility",
            "vector");
    private static final String RUNTIME = "/dev/tinywright/runtime/arduino/";

    private Includes() {}

    /** One include of a tab. */
    private record Include(Tab tab, Token token, String header) {}

    static List<Finding> in(List<Tab> tabs, SketchFacts facts) {
        String model = facts.source().name() + ".h";
        List<Include> includes = tabs.stream().flatMap(Includes::of).toList();
        List<Finding> findings = new ArrayList<>();
        boolean has = includes.stream().anyMatch(include -> include.header().equals(model));
        boolean replaced = has;
        for (Include include : includes) {
            if (!isKnown(include.header(), tabs, facts)) {
                boolean stands = !replaced && looksLikeModel(include.header(), facts);
                replaced |= stands;
                findings.add(unknown(include, stands, facts));
            }
        }
        tabs.forEach(tab -> computed(tab, findings));
        if (!has && !replaced) {
            findings.add(missing(tabs, includes, facts));
        }
        return findings;
    }

    /** Returns the offset behind the line in {@code tab} that includes the model's header. */
    static Optional<Integer> endOfModelInclude(Tab tab, SketchFacts facts) {
        return of(tab).filter(include -> include.header().equals(facts.source().name() + ".h"))
                .findFirst()
                .map(include -> lineEnd(tab, include.token()));
    }

    private static Stream<Include> of(Tab tab) {
        return tab.directives().stream().flatMap(token -> {
            Matcher matcher = INCLUDE.matcher(token.text());
            return matcher.matches()
                    ? Stream.of(new Include(
                            tab, token, (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)).strip()))
                    : Stream.empty();
        });
    }

    private static boolean isKnown(String header, List<Tab> tabs, SketchFacts facts) {
        return !reachesOut(header)
                && (facts.source().files().containsKey(header)
                        || STANDARD.contains(header)
                        || tabs.stream().anyMatch(tab -> tab.file().equals(header))
                        || sensorHeaders(facts).contains(header)
                        || isOfCore(header));
    }

    private static boolean isOfCore(String header) {
        return header.matches("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)?\\.h")
                && (Includes.class.getResource(RUNTIME + "core/" + header) != null
                        || Includes.class.getResource(RUNTIME + "libraries/" + header) != null);
    }

    private static boolean reachesOut(String header) {
        return header.startsWith("/") || header.contains("..") || header.contains("\\") || header.contains(":");
    }

    /** Returns the headers of the libraries that read the sensors. */
    static Set<String> sensorHeaders(SketchFacts facts) {
        Set<String> headers = new LinkedHashSet<>();
        for (Sensor sensor : facts.binding().sensors()) {
            sensor.library().ifPresent(library -> headers.add(library.header()));
            for (String line : sensor.code().include()) {
                Matcher matcher = INCLUDE.matcher(line.strip());
                if (matcher.matches() && matcher.group(1) != null) {
                    headers.add(matcher.group(1));
                }
            }
        }
        return headers;
    }

    private static boolean looksLikeModel(String header, SketchFacts facts) {
        String lower = header.toLowerCase(Locale.ROOT);
        String name = facts.source().name().toLowerCase(Locale.ROOT);
        return !reachesOut(header)
                && !isForeign(lower)
                && (lower.contains("model")
                        || lower.startsWith(name)
                        || lower.endsWith("_inferencing.h")
                        || Nearest.of(header, List.of(name + ".h")).isPresent());
    }

    private static boolean isForeign(String lower) {
        return lower.contains("tensorflow")
                || lower.contains("tflite")
                || lower.contains("tflm")
                || lower.contains("eloquent")
                || lower.contains("all_ops_resolver");
    }

    private static Finding unknown(Include include, boolean standsForModel, SketchFacts facts) {
        String header = include.header();
        String where = include.tab().where(include.token());
        String model = facts.source().name() + ".h";
        if (reachesOut(header)) {
            return Finding.of(
                    Finding.Kind.HOSTILE,
                    "the include '" + header + "' names a path outside of the sketch",
                    where,
                    "include headers by their name alone: #include <" + model + ">");
        }
        Finding finding = Finding.of(
                Finding.Kind.INCLUDE,
                "there is no header '" + header + "'",
                where,
                hint(header, standsForModel, facts));
        if (standsForModel) {
            return finding.with(Optional.of(replacing(include, model)));
        }
        if (isForeign(header.toLowerCase(Locale.ROOT))) {
            return finding.with(Optional.of(Hostile.withoutLine(
                    include.tab(),
                    include.token(),
                    "Took the include of " + header + " away: there is no such library.")));
        }
        return finding.with(nearest(header, facts).map(near -> replacing(include, near)));
    }

    private static String hint(String header, boolean standsForModel, SketchFacts facts) {
        String model = facts.source().name() + ".h";
        if (standsForModel) {
            return "the model's header is <" + model + ">";
        }
        return isForeign(header.toLowerCase(Locale.ROOT))
                ? "there is no interpreter: <" + model + "> has the whole model; take this line away"
                : nearest(header, facts)
                        .map(near -> "did you mean <" + near + ">?")
                        .orElse("there are: " + String.join(", ", known(facts)));
    }

    private static List<String> known(SketchFacts facts) {
        Set<String> known = new LinkedHashSet<>(List.of(facts.source().name() + ".h"));
        known.addAll(sensorHeaders(facts));
        known.add("Arduino.h");
        return List.copyOf(known);
    }

    private static Optional<String> nearest(String header, SketchFacts facts) {
        String file = header.substring(header.lastIndexOf('/') + 1);
        return Nearest.of(file, known(facts)).or(() -> known(facts).stream()
                .filter(name -> sharesChip(name, file))
                .findFirst());
    }

    /** Adafruit_APDS9960.h and SparkFun_APDS9960.h mean the chip that Arduino_APDS9960.h reads. */
    private static boolean sharesChip(String known, String said) {
        int line = known.indexOf('_');
        return line > 0
                && known.length() - line > 6
                && said.toLowerCase(Locale.ROOT)
                        .contains(known.substring(line + 1, known.length() - 2).toLowerCase(Locale.ROOT));
    }

    private static Fix replacing(Include include, String header) {
        Tab tab = include.tab();
        int start = include.token().start();
        int end = lineEnd(tab, include.token());
        String newline = end > start && tab.text().charAt(end - 1) == '\n' ? "\n" : "";
        return new Fix(
                "Included " + header + " for " + include.header() + ", which does not exist.",
                List.of(new Edit(tab.file(), start, end, "#include <" + header + ">" + newline)));
    }

    private static int lineEnd(Tab tab, Token token) {
        int end = tab.text().indexOf('\n', token.start());
        return end < 0 ? tab.text().length() : end + 1;
    }

    private static Finding missing(List<Tab> tabs, List<Include> includes, SketchFacts facts) {
        String model = facts.source().name() + ".h";
        Tab main = tabs.stream()
                .filter(tab -> tab.file().endsWith(".ino"))
                .findFirst()
                .orElse(tabs.getFirst());
        Finding finding = Finding.of(
                Finding.Kind.INCLUDE,
                "the model's header " + model + " is not included",
                main.file(),
                "write  #include <" + model + ">  at the top");
        int at = includes.stream()
                .filter(include -> include.tab().equals(main))
                .findFirst()
                .map(include -> include.token().start())
                .orElse(0);
        Fix fix = new Fix(
                "Included the model's header " + model + ".",
                List.of(new Edit(main.file(), at, at, "#include <" + model + ">\n")));
        return finding.with(Optional.of(fix));
    }

    /** An include of a macro shows only after expansion what it includes. */
    private static void computed(Tab tab, List<Finding> findings) {
        for (Token token : tab.directives()) {
            if (token.text().startsWith("#include")
                    && !token.text().startsWith("#include_next")
                    && !INCLUDE.matcher(token.text()).matches()) {
                findings.add(Finding.of(
                        Finding.Kind.HOSTILE,
                        "an include must name its header: '" + token.text() + "'",
                        tab.where(token),
                        "write  #include <name.h>"));
            }
        }
    }
}
