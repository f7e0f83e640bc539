package dev.tinywright.application;

import dev.tinywright.application.ApplicationVerdict.Cause;
import dev.tinywright.application.ApplicationVerdict.Kind;
import dev.tinywright.application.Row.Call;
import dev.tinywright.contract.Contract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Finds out what a sketch makes of its readings where it is not what the contract says. */
final class InputFault {
    /** Of the wrong calls, so many must be explained. */
    private static final double MOST = 0.8;

    private static final int MOST_INPUTS_IN_ANY_ORDER = 6;

    private final List<Case> cases;
    private final Contract contract;
    private final Transform transform;

    InputFault(List<Case> cases, Contract contract, Transform transform) {
        this.cases = cases;
        this.contract = contract;
        this.transform = transform;
    }

    /**
     * A wrong call.
     *
     * @param given what the model was called with
     * @param right what the last reading before it makes
     * @param earlier what was handed out while the rows before were shown
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, never compared
    record Case(Call call, float[] given, float[] right, List<float[]> earlier) {}

    Optional<Cause> find() {
        if (cases.isEmpty()) {
            return Optional.empty();
        }
        return notANumber()
                .or(this::raw)
                .or(this::whole)
                .or(this::order)
                .or(this::divisor)
                .or(this::unit)
                .or(this::stale)
                .or(this::oneInput)
                .or(() -> cause(
                        Kind.OTHER_INPUT,
                        "the sketch passes other values than the contract makes of its readings",
                        "compute what the model's header says of each reading"));
    }

    private Optional<Cause> notANumber() {
        return mostly(c -> IntStream.range(0, c.given().length).anyMatch(i -> !Float.isFinite(c.given()[i])))
                ? cause(
                        Kind.NOT_A_NUMBER,
                        "the sketch passes a value to the model that is not a number",
                        "give every element of the array a value, and do not divide by a sum of 0")
                : Optional.empty();
    }

    private Optional<Cause> raw() {
        if (!transform.changes()) {
            return Optional.empty();
        }
        boolean raw = mostly(c -> same(c.given(), c.call().raw())
                || same(c.given(), transform.scaled(c.call().raw())));
        if (!raw) {
            return Optional.empty();
        }
        String wanted = contract.shares().isEmpty() ? "readings in the unit of the data" : "shares of their sum";
        return cause(
                Kind.RAW_READINGS,
                "the sketch passes raw readings where the model takes " + wanted,
                contract.shares().isEmpty()
                        ? "convert each reading as the model's header says"
                        : "divide each reading by the sum of "
                                + names(contract.shares().getFirst()) + ", as float");
    }

    private Optional<Cause> whole() {
        return mostly(InputFault::isTruncated)
                ? cause(
                        Kind.INTEGER_DIVISION,
                        "the sketch passes whole numbers where the model takes fractions, as a division of integers gives",
                        "divide as float: (float)red / sum, or make the sum a float")
                : Optional.empty();
    }

    private static boolean isTruncated(Case wrong) {
        float[] given = wrong.given();
        return IntStream.range(0, given.length)
                .allMatch(i -> given[i] == Math.floor(given[i])
                        && (Math.abs(given[i]) <= 1 || given[i] == Math.floor(wrong.right()[i])));
    }

    private Optional<Cause> order() {
        int n = transform.inputs();
        if (n > MOST_INPUTS_IN_ANY_ORDER || cases.stream().anyMatch(c -> c.given().length != n)) {
            return Optional.empty();
        }
        for (int[] order : orders(n)) {
            if (mostly(c -> same(c.given(), reordered(c.right(), order)))) {
                List<String> passed = Arrays.stream(order)
                        .mapToObj(i -> contract.inputs().get(i).name())
                        .toList();
                return cause(
                        Kind.OTHER_ORDER,
                        "the sketch passes the readings in the order " + String.join(", ", passed)
                                + " where the model takes "
                                + names(IntStream.range(0, n).boxed().toList()),
                        "fill the array in the order of the model's header");
            }
        }
        return Optional.empty();
    }

    /** Shares of something else than the sum: the ratio to the right ones is the same for all inputs of a call. */
    private Optional<Cause> divisor() {
        if (contract.shares().isEmpty()
                || !mostly(c -> ratio(c.given(), c.right()).isPresent())) {
            return Optional.empty();
        }
        Optional<Double> constant = commonRatio(c -> c.call().raw());
        Optional<Double> times = commonRatio(Case::right);
        if (times.isPresent() && constant.isEmpty()) {
            return cause(
                    Kind.OTHER_DIVISOR,
                    "the sketch passes shares that are " + Transform.number(times.get()) + " times the right ones",
                    "pass shares of one: reading / sum, and nothing else");
        }
        double sum = 0;
        for (int i : contract.shares().getFirst()) {
            sum += cases.getFirst().given()[i];
        }
        return cause(
                Kind.OTHER_DIVISOR,
                constant.map(k -> "the sketch divides its readings by " + Transform.number(1 / k)
                                + " and not by their sum")
                        .orElse("the sketch passes shares that add up to " + Transform.number(sum)
                                + " and not to 1: it divides by another sum than that of the readings"),
                "divide by the sum of " + names(contract.shares().getFirst()) + " and of nothing else");
    }

    private Optional<Cause> unit() {
        return commonRatio(Case::right)
                .filter(k -> Math.abs(k - 1) > 0.02)
                .flatMap(k -> cause(
                        Kind.OTHER_UNIT,
                        "the sketch passes readings " + Transform.number(k)
                                + " times as large as the data's: another unit",
                        "convert the readings to the unit of the data: "
                                + (k > 1
                                        ? "divide by " + Transform.number(k)
                                        : "multiply by " + Transform.number(1 / k))));
    }

    private Optional<Cause> stale() {
        return mostly(c -> c.earlier().stream().anyMatch(reading -> same(c.given(), reading)))
                ? cause(
                        Kind.STALE_INPUT,
                        "the sketch calls the model with readings of an earlier row",
                        "read the sensor right before each call of the model")
                : Optional.empty();
    }

    private Optional<Cause> oneInput() {
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < transform.inputs(); i++) {
            int input = i;
            if (mostly(c -> input < c.given().length && !near(c.given()[input], c.right()[input]))) {
                wrong.add(i);
            }
        }
        if (wrong.isEmpty() || wrong.size() == transform.inputs()) {
            return Optional.empty();
        }
        return cause(
                Kind.ONE_INPUT_WRONG,
                "the sketch passes a wrong value for " + names(wrong) + ", and right ones for the others",
                "look at how the element of the array for " + names(wrong) + " gets its value");
    }

    private Optional<Cause> cause(Kind kind, String text, String hint) {
        Case first = cases.getFirst();
        String evidence = ": from the reading " + transform.named(first.call().raw()) + " it passes "
                + transform.named(first.given()) + ", right is " + transform.named(first.right());
        return Optional.of(new Cause(kind, text + evidence, hint));
    }

    private String names(List<Integer> inputs) {
        return String.join(
                ", ", inputs.stream().map(i -> contract.inputs().get(i).name()).toList());
    }

    private boolean mostly(java.util.function.Predicate<Case> explained) {
        return cases.stream().filter(explained).count() >= MOST * cases.size();
    }

    private static boolean same(float[] a, float[] b) {
        return a.length == b.length && IntStream.range(0, a.length).allMatch(i -> near(a[i], b[i]));
    }

    /** Within half a percent: a mean of noisy readings is that near. */
    private static boolean near(float a, float b) {
        return Math.abs(a - b) <= 0.005 * Math.max(Math.abs(a), Math.abs(b)) + 1e-6;
    }

    /** Returns the factor between {@code base} and {@code given}, where it is the same for all inputs. */
    private static Optional<Double> ratio(float[] given, float[] base) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < given.length && i < base.length; i++) {
            if (Math.abs(base[i]) > 1e-6) {
                least = Math.min(least, given[i] / base[i]);
                most = Math.max(most, given[i] / base[i]);
            }
        }
        return least > 0 && most / least < 1.03 ? Optional.of((least + most) / 2) : Optional.empty();
    }

    private Optional<Double> commonRatio(Function<Case, float[]> base) {
        List<Double> ratios = cases.stream()
                .map(c -> ratio(c.given(), base.apply(c)))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        if (ratios.size() < MOST * cases.size()) {
            return Optional.empty();
        }
        double low = ratios.get(ratios.size() / 10);
        double high = ratios.get(ratios.size() * 9 / 10);
        return high / low < 1.03 ? Optional.of(ratios.get(ratios.size() / 2)) : Optional.empty();
    }

    private static float[] reordered(float[] values, int[] order) {
        float[] reordered = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            reordered[i] = values[order[i]];
        }
        return reordered;
    }

    /** Returns all orders of {@code n} things but the first. */
    private static List<int[]> orders(int n) {
        List<int[]> orders = List.of(new int[0]);
        for (int length = 0; length < n; length++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] order : orders) {
                for (int next = 0; next < n; next++) {
                    int candidate = next;
                    if (Arrays.stream(order).noneMatch(i -> i == candidate)) {
                        int[] more = Arrays.copyOf(order, length + 1);
                        more[length] = next;
                        longer.add(more);
                    }
                }
            }
            orders = longer;
        }
        return orders.subList(1, orders.size());
    }
}
