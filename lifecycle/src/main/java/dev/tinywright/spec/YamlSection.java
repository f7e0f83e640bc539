package dev.tinywright.spec;

import dev.tinywright.diag.TinywrightException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A mapping of a YAML file that is being read, key by key. What is wrong is collected, so that a person sees all of it at
 * once; {@link #finish} throws it.
 */
public final class YamlSection {
    private static final int MAX_PROBLEMS = 5;

    private final YamlNode.Mapping mapping;
    private final String path;
    private final Report report;

    private YamlSection(YamlNode.Mapping mapping, String path, Report report) {
        this.mapping = mapping;
        this.path = path;
        this.report = report;
    }

    /** What is wrong with one file so far. */
    private record Report(String file, List<String> problems, List<String> hints, List<Integer> lines) {}

    /** Returns the outermost section of {@code file}. */
    public static YamlSection of(YamlNode.Mapping mapping, String file) {
        return new YamlSection(mapping, "", new Report(file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    /** Reports every key that is not one of {@code keys}, with the nearest of them. */
    public YamlSection allow(Collection<String> keys) {
        mapping.entries().forEach((key, value) -> {
            if (!keys.contains(key)) {
                String nearest = Nearest.of(key, keys)
                        .map(name -> ", did you mean '" + name + "'?")
                        .orElse("");
                problem(
                        value.line(),
                        "unknown key '" + shortened(name(key)) + "'" + nearest,
                        "known keys: " + String.join(", ", keys));
            }
        });
        return this;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    public int line() {
        return mapping.line();
    }

    /** Returns the value of {@code key} as it is. */
    public Optional<YamlNode> node(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }

    /** Returns the text of {@code key}; reports where it is not text. */
    public Optional<String> text(String key) {
        return node(key).flatMap(node -> textOf(node, key));
    }

    /** Returns the text of {@code key}; reports where it is missing or not text. */
    public String requiredText(String key) {
        if (!has(key)) {
            problem(mapping.line(), "'" + name(key) + "' is missing", "");
        }
        return text(key).orElse("");
    }

    private Optional<String> textOf(YamlNode node, String key) {
        if (node instanceof YamlNode.Value value && value.type() == YamlNode.Type.TEXT) {
            return Optional.of(value.text());
        }
        boolean plain = node instanceof YamlNode.Value value && value.type() != YamlNode.Type.NOTHING;
        problem(
                node.line(),
                "'" + name(key) + "' must be text, is " + node.described(),
                plain ? "put it in quotes" : "");
        return Optional.empty();
    }

    /** Returns the texts of the list at {@code key}, none where there is no such key; reports what is no list of texts. */
    public List<String> texts(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Items items)) {
            problem(
                    node.get().line(),
                    "'" + name(key) + "' must be a list, is " + node.get().described(),
                    "write [first, second]");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        items.items().forEach(item -> textOf(item, key).ifPresent(texts::add));
        return texts;
    }

    /** Returns the whole number at {@code key}, or {@code otherwise} where there is none; reports what is not one in range. */
    public long whole(String key, long otherwise, long least, long most) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (node.get() instanceof YamlNode.Value value
                && value.type() == YamlNode.Type.WHOLE
                && value.text().matches("[-+]?\\d{1,18}")) {
            long number = Long.parseLong(value.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        problem(
                node.get().line(),
                "'" + name(key) + "' must be a whole number from " + least + " to " + most + ", is "
                        + node.get().described(),
                "");
        return otherwise;
    }

    /**
     * Returns a height and a width: the list of two at {@code key}, or one number for both; {@code otherwise} where there is
     * none; reports what is neither.
     */
    public List<Integer> size(String key, List<Integer> otherwise, int least, int most) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        List<YamlNode> parts =
                node.get() instanceof YamlNode.Items items ? items.items() : List.of(node.get(), node.get());
        List<Integer> sizes = parts.stream()
                .map(part -> wholeOf(part, least, most))
                .flatMapToInt(OptionalInt::stream)
                .boxed()
                .toList();
        if (sizes.size() == 2 && parts.size() == 2) {
            return sizes;
        }
        problem(
                node.get().line(),
                "'" + name(key) + "' must be [height, width], each from " + least + " to " + most + ", is "
                        + node.get().described(),
                "");
        return otherwise;
    }

    private static OptionalInt wholeOf(YamlNode node, int least, int most) {
        boolean whole = node instanceof YamlNode.Value value
                && value.type() == YamlNode.Type.WHOLE
                && value.text().matches("\\d{1,9}");
        int number = whole ? Integer.parseInt(((YamlNode.Value) node).text()) : -1;
        return whole && number >= least && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** Returns the number at {@code key}, or {@code otherwise} where there is none; reports what is not one. */
    public double number(String key, double otherwise) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        OptionalDouble number = numberOf(node.get());
        if (number.isEmpty()) {
            problem(
                    node.get().line(),
                    "'" + name(key) + "' must be a number, is " + node.get().described(),
                    "");
        }
        return number.orElse(otherwise);
    }

    private static OptionalDouble numberOf(YamlNode node) {
        boolean number = node instanceof YamlNode.Value value
                && value.text().matches("[-+]?\\d{1,30}(\\.\\d{0,30})?([eE][-+]?\\d{1,3})?");
        double parsed = number ? Double.parseDouble(((YamlNode.Value) node).text()) : Double.NaN;
        return Double.isFinite(parsed) ? OptionalDouble.of(parsed) : OptionalDouble.empty();
    }

    /** Returns a share of 1, written "20 %" or 0.2, or {@code otherwise} where there is none; reports what is neither. */
    public double share(String key, double otherwise) {
        Optional<YamlNode> node = node(key);
        if (node.isPresent()
                && node.get() instanceof YamlNode.Value value
                && value.text().matches("\\d{1,3}(\\.\\d{1,15})? ?%")) {
            return new java.math.BigDecimal(value.text().replace("%", "").strip())
                    .movePointLeft(2)
                    .doubleValue();
        }
        OptionalDouble number = node.map(YamlSection::numberOf).orElse(OptionalDouble.empty());
        if (node.isPresent() && number.isEmpty()) {
            problem(
                    node.get().line(),
                    "'" + name(key) + "' must be a share such as '20 %' or 0.2, is "
                            + node.get().described(),
                    "");
        }
        return number.orElse(otherwise);
    }

    /** Returns the true or false at {@code key}, or {@code otherwise} where there is none; reports what is neither. */
    public boolean flag(String key, boolean otherwise) {
        Optional<YamlNode> node = node(key);
        if (node.isPresent()
                && !(node.get() instanceof YamlNode.Value value && value.text().matches("true|false"))) {
            problem(
                    node.get().line(),
                    "'" + name(key) + "' must be true or false, is "
                            + node.get().described(),
                    "");
            return otherwise;
        }
        return node.map(value -> ((YamlNode.Value) value).text().equals("true")).orElse(otherwise);
    }

    /** Returns the constant that {@code key} names in lower case, with hyphens, or {@code otherwise}; reports what names none. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        List<E> all = List.of(otherwise.getDeclaringClass().getEnumConstants());
        List<String> names = all.stream()
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        int index = names.indexOf(text.get());
        if (index < 0) {
            String nearest = Nearest.of(text.get(), names)
                    .map(name -> ", did you mean '" + name + "'?")
                    .orElse("");
            problem(
                    node(key).orElseThrow().line(),
                    "'" + name(key) + "' cannot be '" + shortened(text.get()) + "'" + nearest,
                    "one of " + String.join(", ", names));
            return otherwise;
        }
        return all.get(index);
    }

    /** Returns the mapping at {@code key}; an empty one where there is no such key; reports what is no mapping. */
    public YamlSection section(String key) {
        Optional<YamlNode> node = node(key);
        if (node.isPresent() && node.get() instanceof YamlNode.Mapping inner) {
            return new YamlSection(inner, name(key), report);
        }
        node.ifPresent(other -> problem(
                other.line(),
                "'" + name(key) + "' must be a mapping such as {key: value}, is " + other.described(),
                ""));
        return new YamlSection(new YamlNode.Mapping(mapping.line(), java.util.Map.of()), name(key), report);
    }

    /** Returns the mappings of the list at {@code key}; none where there is no such key; reports what is no list of mappings. */
    public List<YamlSection> sections(String key) {
        Optional<YamlNode> node = node(key);
        List<YamlSection> sections = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof YamlNode.Items items) {
            for (YamlNode item : items.items()) {
                String itemName = name(key) + "[" + sections.size() + "]";
                if (item instanceof YamlNode.Mapping inner) {
                    sections.add(new YamlSection(inner, itemName, report));
                } else {
                    problem(
                            item.line(),
                            "each item of '" + name(key) + "' must be a mapping such as 'uses: …', this is "
                                    + item.described(),
                            "");
                }
            }
        } else {
            node.ifPresent(other -> problem(
                    other.line(),
                    "'" + name(key) + "' must be a list, is " + other.described(),
                    "begin each item with '- '"));
        }
        return sections;
    }

    /** Returns what {@code make} makes; where it throws IllegalArgumentException, reports its message at {@code key}. */
    public <T> Optional<T> make(String key, Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "'" + name(key) + "' is not allowed" : e.getMessage();
            problem(node(key).map(YamlNode::line).orElse(mapping.line()), message, "");
            return Optional.empty();
        }
    }

    /** Returns what {@code make} makes of this section as a whole. */
    public <T> Optional<T> make(Supplier<T> make) {
        return make("", make);
    }

    /** Reports a problem at {@code key}. */
    public void problemAt(String key, String what, String hint) {
        problem(node(key).map(YamlNode::line).orElse(mapping.line()), what, hint);
    }

    private void problem(int line, String what, String hint) {
        report.problems().add(what);
        report.hints().add(hint);
        report.lines().add(line);
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /**
     * Ends the reading of the file.
     *
     * @throws TinywrightException (usage) with the first problems, where there are any
     */
    public void finish() {
        int count = report.problems().size();
        if (count == 0) {
            return;
        }
        StringBuilder what = new StringBuilder(report.problems().getFirst());
        for (int i = 1; i < Math.min(count, MAX_PROBLEMS); i++) {
            what.append("\n       line ")
                    .append(report.lines().get(i))
                    .append(": ")
                    .append(report.problems().get(i));
        }
        if (count > MAX_PROBLEMS) {
            what.append("\n       and ").append(count - MAX_PROBLEMS).append(" more");
        }
        String hint = report.hints().stream()
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        throw TinywrightException.usage(
                what.toString(), report.file() + ":" + report.lines().getFirst(), hint);
    }
}
