package dev.tinywright.gate;

import dev.tinywright.arduino.Lexer;
import dev.tinywright.arduino.Lexer.Token;
import dev.tinywright.gate.Finding.Edit;
import dev.tinywright.gate.Finding.Fix;
import dev.tinywright.spec.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Methods that are called on the objects of the sensor libraries and on Serial. */
final class Methods {
    private static final String RUNTIME = "/dev/tinywright/runtime/arduino/";
    private static final Pattern OBJECT = Pattern.compile("(?m)^(?:inline|extern) (?:class )?\\w+ (\\w+);");

    private Methods() {}

    static List<Finding> in(List<Tab> tabs, SketchFacts facts) {
        Map<String, Set<String>> objects = objects(facts);
        List<Finding> findings = new ArrayList<>();
        for (Tab tab : tabs) {
            List<Token> code = tab.tokens();
            for (int i = 0; i + 3 < code.size(); i++) {
                Set<String> methods = objects.get(code.get(i).text());
                boolean call = methods != null
                        && code.get(i + 1).is(".")
                        && code.get(i + 2).isWord()
                        && code.get(i + 3).is("(")
                        && !(i > 0
                                && (code.get(i - 1).is(".") || code.get(i - 1).is("->")));
                if (methods != null && call && !methods.contains(code.get(i + 2).text())) {
                    findings.add(finding(tab, code.get(i), code.get(i + 2), methods));
                }
            }
        }
        return findings;
    }

    private static Finding finding(Tab tab, Token object, Token method, Set<String> methods) {
        Optional<String> meant = meant(method.text(), methods);
        Finding finding = Finding.of(
                Finding.Kind.METHOD,
                "'" + object.text() + "' has no method '" + method.text() + "'",
                tab.where(method),
                meant.map(name -> "did you mean " + object.text() + "." + name + "()?")
                        .orElse("its methods: " + String.join(", ", methods)));
        return finding.with(meant.map(name -> new Fix(
                "Called " + object.text() + "." + name + "() for " + method.text()
                        + "(), which the library does not have, in line " + method.line() + ".",
                List.of(new Edit(
                        tab.file(),
                        method.start(),
                        method.start() + method.text().length(),
                        name)))));
    }

    /** Returns the one method that was meant: by the names that other libraries have for the same, or by nearness. */
    private static Optional<String> meant(String method, Set<String> methods) {
        if (method.matches("(?i)init(iali[sz]e)?|start|setup") && methods.contains("begin")) {
            return Optional.of("begin");
        }
        List<String> said = List.of(
                method.replaceFirst("^(get|read|fetch)(?=[A-Z])", "read"),
                method.replaceFirst("(Data)?(Ready|Valid|IsAvailable|Available)$", "Available"),
                method.replaceFirst("^(get|fetch)(?=[A-Z])", "read").replaceFirst("(Data|Values?)$", ""));
        Optional<String> renamed = said.stream().filter(methods::contains).findFirst();
        Optional<String> near = Symbols.unambiguous(method, List.copyOf(methods));
        return renamed.or(() -> near.filter(
                        name -> Nearest.distance(name.toLowerCase(Locale.ROOT), method.toLowerCase(Locale.ROOT)) <= 2))
                .or(() -> contained(method, methods))
                .or(() -> near);
    }

    private static Optional<String> contained(String method, Set<String> methods) {
        String lower = method.toLowerCase(Locale.ROOT);
        List<String> inside = methods.stream()
                .filter(name -> name.length() >= 5 && lower.contains(name.toLowerCase(Locale.ROOT)))
                .sorted((a, b) -> b.length() - a.length())
                .toList();
        return inside.stream().findFirst();
    }

    /** Returns the objects that are known, each with its methods. */
    private static Map<String, Set<String>> objects(SketchFacts facts) {
        Map<String, Set<String>> objects = new LinkedHashMap<>();
        for (String header : Includes.sensorHeaders(facts)) {
            String text = text("libraries/" + header);
            Matcher object = OBJECT.matcher(text);
            while (object.find() && !header.equals("Wire.h")) {
                objects.put(object.group(1), methods(text));
            }
        }
        objects.put("Serial", methods(text("core/Print.h") + text("core/Stream.h") + text("core/HardwareSerial.h")));
        return objects;
    }

    /** Words before parentheses are methods, and what they call; the latter do no harm. */
    private static Set<String> methods(String header) {
        Set<String> methods = new LinkedHashSet<>();
        List<Token> code = Lexer.tokens(header, 0);
        for (int i = 1; i + 1 < code.size(); i++) {
            Token before = code.get(i - 1);
            boolean declared = before.isWord() && !before.is("return") || before.is("*") || before.is("&");
            if (code.get(i).isWord() && code.get(i + 1).is("(") && declared) {
                methods.add(code.get(i).text());
            }
        }
        return methods;
    }

    private static String text(String name) {
        try (InputStream in = Methods.class.getResourceAsStream(RUNTIME + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
