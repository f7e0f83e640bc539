package dev.tinywright.contract;

import dev.tinywright.contract.Contract.Input;
import dev.tinywright.contract.Contract.Tensor;
import dev.tinywright.features.InputFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;

/** What a contract must keep to, and its forms as text: for people, and the canonical one that its id is the hash of. */
final class ContractText {
    private ContractText() {}

    static void check(
            InputFormat format,
            List<Input> inputs,
            List<List<Integer>> shares,
            int window,
            OptionalDouble rateHz,
            Tensor output,
            List<String> labels) {
        require(!inputs.isEmpty(), "no inputs");
        require(
                !(format instanceof InputFormat.Window recording) || recording.frames() == window,
                "a window of " + window + " frames of " + format);
        require(window >= 1, "a window of " + window + " samples");
        double rate = rateHz.orElse(1);
        require(rate > 0 && Double.isFinite(rate), "a rate of " + rate + " Hz");
        int outputs = output.shape().stream().reduce(1, Math::multiplyExact);
        require(outputs == labels.size(), labels.size() + " labels for " + outputs + " outputs");
        require(new HashSet<>(labels).size() == labels.size(), "a label stands for two outputs: " + labels);
        Set<Integer> taken = new HashSet<>();
        for (List<Integer> group : shares) {
            require(group.size() >= 2, "a group of shares needs two inputs: " + group);
            for (int position : group) {
                require(position >= 0 && position < inputs.size(), "no input " + position + " for a share");
                require(taken.add(position), "input " + position + " is a share of two sums");
            }
        }
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("not a contract: " + what);
        }
    }

    static List<String> describe(Contract contract) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < contract.inputs().size(); i++) {
            lines.add("input " + i + ": " + input(contract, i));
        }
        lines.add("one inference takes " + taken(contract));
        contract.rateHz().ifPresent(rate -> lines.add("recorded at " + number(rate) + " samples per second"));
        lines.add("network input: " + tensor(contract.input()));
        lines.add("network output: " + tensor(contract.output()));
        contract.quantity()
                .ifPresent(q -> lines.add("output: " + q.describe() + "; the number is " + q.offset() + " more"));
        for (int k = 0; k < contract.labels().size() && contract.quantity().isEmpty(); k++) {
            lines.add("output " + k + ": \"" + contract.labels().get(k) + "\"");
        }
        return lines;
    }

    /** What one inference takes, with its type and order. */
    static String taken(Contract contract) {
        return switch (contract.format()) {
            case InputFormat.Readings _ ->
                contract.window() == 1
                        ? "one sample of all inputs, float32, NaN for a missing one"
                        : contract.window()
                                + " samples of all inputs, float32, the oldest first, NaN for a missing one";
            case InputFormat.Window window ->
                window.frames() + " samples of all inputs, " + type(window.element())
                        + ", frame by frame, the oldest first"
                        + (window.element() == InputFormat.Element.FLOAT32 ? ", NaN for a missing one" : "");
            case InputFormat.Picture picture ->
                "a picture of " + picture.height() + " x " + picture.width() + " pixels of " + picture.channels()
                        + " channels, uint8, row by row from the top";
        };
    }

    private static String type(InputFormat.Element element) {
        return element.name().toLowerCase(Locale.ROOT);
    }

    static String input(Contract contract, int position) {
        Input input = contract.inputs().get(position);
        String unit = input.unit().isBlank() ? "" : ", in " + input.unit();
        String range =
                input.rangeKnown() ? ", " + number(input.low()) + " to " + number(input.high()) + " in training" : "";
        String group = contract.sharesWith(position);
        String share = group.isEmpty() ? "" : ", share: raw value / sum of " + group;
        return input.name() + unit + range + share;
    }

    private static String tensor(Tensor tensor) {
        return (tensor.isWide() ? "int16 " : "int8 ") + tensor.shape() + ", real = "
                + tensor.quantization().scale() + " * (q - "
                + tensor.quantization().zeroPoint() + ")";
    }

    /** Returns the shortest text of a number, without a fraction of zero. */
    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String number(float value) {
        String text = Float.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String id(Contract contract) {
        return hash(parts(contract));
    }

    /** Leaves out what changes from one training to the next, and no caller depends on. */
    static String interfaceId(Contract contract) {
        SequencedMap<String, String> parts = parts(contract);
        parts.keySet()
                .removeIf(name -> name.equals("version") || name.startsWith("trained ") || name.startsWith("network "));
        return hash(parts);
    }

    private static String hash(SequencedMap<String, String> parts) {
        StringBuilder text = new StringBuilder();
        parts.forEach((name, value) ->
                text.append(name).append('=').append(quoted(value)).append('\n'));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Optional<String> firstDifference(Contract contract, Contract other) {
        SequencedMap<String, String> mine = parts(contract);
        SequencedMap<String, String> theirs = parts(other);
        for (String part : mine.keySet()) {
            String here = Objects.requireNonNull(mine.get(part));
            String there = theirs.get(part);
            if (there == null) {
                return Optional.of(part + " is " + here + " and the other side has none");
            }
            if (!here.equals(there)) {
                return Optional.of(part + " is " + here + ", not " + there);
            }
        }
        theirs.keySet().removeAll(mine.keySet());
        return theirs.keySet().stream()
                .findFirst()
                .map(part -> part + " is " + theirs.get(part) + " on the other side alone");
    }

    /** Every part of a contract under its name, in order; what people care for first comes first, the version last. */
    private static SequencedMap<String, String> parts(Contract contract) {
        SequencedMap<String, String> parts = new LinkedHashMap<>();
        parts.put("model", contract.model());
        parts.put("number of inputs", Integer.toString(contract.inputs().size()));
        for (int i = 0; i < contract.inputs().size(); i++) {
            Input input = contract.inputs().get(i);
            parts.put("input " + i, quoted(input.name()));
            parts.put("unit of input " + i, quoted(input.unit()));
            parts.put("trained range of input " + i, input.low() + " to " + input.high());
        }
        parts.put("shares", contract.shares().toString());
        parts.put("window", Integer.toString(contract.window()));
        parts.put("rate", contract.rateHz().isPresent() ? contract.rateHz().getAsDouble() + " Hz" : "unknown");
        if (!(contract.format() instanceof InputFormat.Readings)) {
            parts.put("example", taken(contract));
        }
        parts.put("network input", tensor(contract.input()));
        parts.put("network output", tensor(contract.output()));
        parts.put("number of labels", Integer.toString(contract.labels().size()));
        for (int k = 0; k < contract.labels().size(); k++) {
            parts.put("label of output " + k, quoted(contract.labels().get(k)));
        }
        contract.quantity().ifPresent(q -> {
            parts.put("unit of the number", quoted(q.unit()));
            parts.put("network offset", Float.toString(q.offset()));
            parts.put("trained range of the number", q.low() + " to " + q.high());
        });
        parts.put("version", quoted(contract.version()));
        return parts;
    }

    /** Quotes so that no two texts come out equal. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
