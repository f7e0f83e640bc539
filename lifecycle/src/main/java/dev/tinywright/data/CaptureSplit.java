package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.Capture.Side;
import dev.tinywright.recording.Captures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Divides recordings or pictures, each whole: by the folders given, else by group or by recording. A class of so few that no
 * whole one is left for each side is divided by time: its beginning to learn from, its end to test on. So is one whose
 * recordings are all cut from one and overlap.
 */
final class CaptureSplit {
    private static final int SIDES = 3;

    /** Where more than one normal picture in so many hang together by being nearly equal, that tells nothing of copies. */
    private static final int FEWEST_UNITS = 5;

    /** The same where they are more than somebody takes of one piece. */
    private static final int USUAL_UNITS = 20;

    private static final int BURST = 8;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Captures captures;
    private final SplitSettings settings;
    private final Map<Integer, Byte> sideOf = new TreeMap<>();
    private final Set<Integer> byTime = new HashSet<>();
    private final List<Integer> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private boolean given;
    private boolean areAlike;
    private String how = "";
    private int units;
    private int twins;

    private CaptureSplit(Captures captures, SplitSettings settings) {
        this.captures = captures;
        this.settings = settings;
    }

    /** @param used indexes of the captures to divide */
    static CaptureSplit of(Captures captures, List<Integer> used, SplitSettings settings) {
        CaptureSplit split = new CaptureSplit(captures, settings);
        split.divideUsed(used);
        return split;
    }

    private void divideUsed(List<Integer> used) {
        boolean bothGiven = used.stream().anyMatch(c -> capture(c).side() == Side.TEST)
                && used.stream().anyMatch(c -> capture(c).side() == Side.TRAINING);
        given = bothGiven && !isGroupedAnew(used);
        if (given) {
            divideGiven(used);
        } else if (settings.by() == SplitSettings.By.TIME) {
            divideByTime(used);
        } else {
            divideAll(used);
        }
    }

    /** Divides what is normal; all faults are on the test side, wherever their folder stands. */
    static CaptureSplit ofNormal(Captures captures, List<Integer> used, SplitSettings settings, Normality normality) {
        List<Integer> normal = used.stream()
                .filter(c -> normality.classOf(captures.all().get(c).label()) == Normality.NORMAL)
                .toList();
        if (normal.isEmpty()) {
            throw TinywrightException.failed(
                    "none of the " + captures.kind().plural()
                            + " that can be used is normal, and what is normal is to be learned",
                    captures.kind().counted(used.size()),
                    (captures.kind() == Captures.Kind.PICTURES ? "take" : "record")
                            + " at least 20 in which all is well, better 300");
        }
        CaptureSplit split = new CaptureSplit(captures, settings);
        split.lookWhetherAllAreAlike(normal);
        split.divideUsed(normal);
        Set<Integer> learned = new HashSet<>(normal);
        used.stream().filter(c -> !learned.contains(c)).forEach(c -> split.sideOf.put(c, Splitter.TEST));
        return split;
    }

    /**
     * Pieces of one kind before one camera are nearly equal, each to the next, without being copies: where that would hold many of them
     * together, only those of equal bytes are.
     */
    private void lookWhetherAllAreAlike(List<Integer> normal) {
        if (captures.kind() != Captures.Kind.PICTURES) {
            return;
        }
        int[] near = Twins.firstNear(captures, normal);
        int[] size = new int[near.length];
        Arrays.stream(near).forEach(first -> size[first]++);
        int most = Arrays.stream(size).max().orElse(0);
        areAlike = most * FEWEST_UNITS > near.length || (most > BURST && most * USUAL_UNITS > near.length);
        if (areAlike) {
            long alike = Arrays.stream(near).filter(first -> size[first] > 1).count();
            notes.add(
                    alike + " of " + near.length
                            + " normal pictures are nearly equal to another one, as pictures of one kind of"
                            + " piece are: only those of equal bytes are held together; where several show the same piece, give"
                            + " each piece a folder of its own, or its number in the name, or false alarms are judged too kindly");
        }
    }

    private int[] firstNear(List<Integer> of) {
        return areAlike ? Twins.firstEqual(captures, of) : Twins.firstNear(captures, of);
    }

    private Capture capture(int index) {
        return captures.all().get(index);
    }

    /** A split by groups that the given one does not hold apart takes the place of it. */
    private boolean isGroupedAnew(List<Integer> used) {
        if (settings.by() != SplitSettings.By.GROUP) {
            return false;
        }
        Set<String> tested = new HashSet<>();
        used.stream()
                .filter(c -> capture(c).side() == Side.TEST)
                .forEach(c -> capture(c).group().ifPresent(tested::add));
        boolean straddles = used.stream()
                .filter(c -> capture(c).side() != Side.TEST)
                .anyMatch(c -> capture(c).group().filter(tested::contains).isPresent());
        if (straddles) {
            warnings.add("the split that the data gives is not used: it has the same groups on both sides, and the plan"
                    + " holds them apart");
        }
        return straddles;
    }

    /** Of each class the earliest to learn from and the last to test on; where nothing tells the order, so of each recording. */
    private void divideByTime(List<Integer> used) {
        String plural = captures.kind().plural();
        if (!isOrdered(used)) {
            if (captures.kind() == Captures.Kind.PICTURES) {
                throw TinywrightException.usage(
                        "the split is by time, and nothing tells when pictures were taken",
                        "plan.yaml, split",
                        "put date and time into the files' names, such as 20260501-123005.jpg, or split by picture");
            }
            used.forEach(c -> {
                byTime.add(c);
                sideOf.put(c, Splitter.TRAINING);
            });
            units = used.size();
            how = "by time: the beginning of each recording to learn from, its end to test on";
            return;
        }
        Map<Integer, List<Integer>> ofClass = new TreeMap<>();
        used.forEach(c ->
                ofClass.computeIfAbsent(classOf(c), key -> new ArrayList<>()).add(c));
        ofClass.values().forEach(of -> {
            of.sort(Comparator.comparingLong((Integer c) -> time(capture(c))).thenComparingInt(c -> c));
            if (of.size() < SIDES) {
                of.forEach(c -> {
                    byTime.add(c);
                    sideOf.put(c, Splitter.TRAINING);
                });
            } else {
                byte[] sides = Splitter.byTime(of.size(), settings);
                IntStream.range(0, sides.length).forEach(i -> sideOf.put(of.get(i), sides[i]));
            }
        });
        keepTwinsWithEarlier(used);
        units = used.size();
        how = "by time: the earliest " + plural + " of each "
                + (captures.measured().isPresent() ? "range" : "class") + " to learn from, the last to test on";
    }

    /** Moves what is equal to an earlier one, or nearly so, to the side of that one: it would be no test. */
    private void keepTwinsWithEarlier(List<Integer> used) {
        List<Integer> inTime = used.stream()
                .filter(c -> !byTime.contains(c))
                .sorted(Comparator.comparingLong((Integer c) -> time(capture(c)))
                        .thenComparingInt(c -> c))
                .toList();
        int[] firstNear = firstNear(inTime);
        int moved = 0;
        for (int i = 0; i < firstNear.length; i++) {
            twins += firstNear[i] != i ? 1 : 0;
            byte side = sideOf.getOrDefault(inTime.get(firstNear[i]), Splitter.TRAINING);
            moved += Byte.valueOf(side).equals(sideOf.put(inTime.get(i), side)) ? 0 : 1;
        }
        if (moved > 0) {
            notes.add(captures.kind().counted(moved)
                    + " equal to an earlier one or nearly so: on the side of that one, not on that of the time");
        }
    }

    /** True where the names have times, or all are parts of one file. */
    private boolean isOrdered(List<Integer> used) {
        boolean stamped =
                used.stream().allMatch(c -> NameStamp.seconds(capture(c).name()).isPresent());
        long files = used.stream().map(c -> capture(c).path()).distinct().count();
        return stamped || (files == 1 && used.stream().anyMatch(c -> capture(c).firstFrame() > 0));
    }

    private static long time(Capture capture) {
        return NameStamp.seconds(capture.name()).orElse(capture.firstFrame());
    }

    private int classOf(int capture) {
        return Math.max(0, captures.labels().indexOf(capture(capture).label().orElse("")));
    }

    private void divideGiven(List<Integer> used) {
        List<Integer> training = new ArrayList<>();
        boolean validationGiven = used.stream().anyMatch(c -> capture(c).side() == Side.VALIDATION);
        for (int c : used) {
            switch (capture(c).side()) {
                case TEST -> sideOf.put(c, Splitter.TEST);
                case VALIDATION -> sideOf.put(c, Splitter.VALIDATION);
                case TRAINING, UNSAID -> training.add(c);
            }
        }
        warnOfTwinsAcross(used);
        String plural = captures.kind().plural();
        units = used.size();
        if (validationGiven) {
            training.forEach(c -> sideOf.put(c, Splitter.TRAINING));
            how = "by the folders given";
            return;
        }
        divide(training, unitsOf(training), false);
        how = "test by the folder given, validation drawn from the folder for training by whole "
                + (settings.by() == SplitSettings.By.GROUP ? "groups" : plural);
    }

    /** The folders are the person's own division: what leaks is said and left as it is. */
    private void warnOfTwinsAcross(List<Integer> used) {
        int[] firstNear = firstNear(used);
        Set<Integer> held = new HashSet<>();
        for (int i = 0; i < firstNear.length; i++) {
            if (capture(used.get(i)).side() == Side.TEST) {
                held.add(firstNear[i]);
            }
        }
        long leaks = IntStream.range(0, firstNear.length)
                .filter(i -> capture(used.get(i)).side() != Side.TEST && held.contains(firstNear[i]))
                .count();
        if (leaks > 0) {
            warnings.add(captures.kind().counted(leaks)
                    + " to learn from equal or nearly equal to one of the folder for test: accuracy on it"
                    + " will look better than it is");
        }
    }

    private void divideAll(List<Integer> used) {
        Units found = unitsOf(used);
        units = (int) Arrays.stream(found.of()).distinct().count();
        divide(used, found, true);
        String plural = captures.kind().plural();
        how = units + (settings.by() == SplitSettings.By.GROUP ? " groups of " : " ") + plural + ", each on one side";
    }

    /**
     * What must stay together has one number.
     *
     * @param named pieces of one recording, and groups where asked
     * @param of the same with twins, and what belongs to either
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    private record Units(int[] named, int[] of) {}

    private Units unitsOf(List<Integer> of) {
        if (settings.by() == SplitSettings.By.GROUP
                && of.stream().allMatch(c -> capture(c).group().isEmpty())) {
            throw TinywrightException.usage(
                    "the split is by group, and nothing in the data groups "
                            + captures.kind().plural(),
                    "plan.yaml, split",
                    "set split.by to row, which divides by whole "
                            + captures.kind().plural());
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] named = of.stream()
                .mapToInt(c -> numbers.computeIfAbsent(key(c), k -> numbers.size()))
                .toArray();
        return new Units(named, united(of, named));
    }

    /** Gives twins, and all that belongs to either, one number. */
    private int[] united(List<Integer> of, int[] named) {
        int[] firstNear = firstNear(of);
        int[] together = Twins.firstTogether(captures, of, firstNear);
        int[] parent = IntStream.range(0, named.length).toArray();
        int atOnce = 0;
        for (int i = 0; i < together.length; i++) {
            twins += firstNear[i] != i ? 1 : 0;
            atOnce += together[i] != i && firstNear[i] == i ? 1 : 0;
            int a = root(parent, named[i]);
            int b = root(parent, named[together[i]]);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
        if (atOnce > 0) {
            notes.add(captures.kind().counted(atOnce)
                    + " taken at once with another one, as the names say: kept on one side with it");
        }
        if (twins > 0) {
            notes.add(captures.kind().counted(twins)
                    + (captures.kind() == Captures.Kind.PICTURES
                            ? " equal to another one or nearly so:"
                            : " equal to another one or nearly so, or overlapping with it:")
                    + " kept on one side with it");
        }
        return Arrays.stream(named).map(unit -> root(parent, unit)).toArray();
    }

    private static int root(int[] parent, int unit) {
        int at = unit;
        while (parent[at] != at) {
            at = parent[at];
        }
        return at;
    }

    private String key(int c) {
        boolean group =
                settings.by() == SplitSettings.By.GROUP && capture(c).group().isPresent();
        return group
                ? "group " + capture(c).group().orElse("")
                : "unit " + capture(c).unit();
    }

    /** @param testToo false where the test side is given and only validation is drawn */
    private void divide(List<Integer> of, Units found, boolean testToo) {
        int sides = testToo ? SIDES : SIDES - 1;
        Map<Integer, Integer> fewByName = ofFewUnits(of, found.named(), sides);
        Set<Integer> hanging = new TreeSet<>(ofFewUnits(of, found.of(), sides).keySet());
        hanging.removeAll(fewByName.keySet());
        warnOfFew(of, fewByName);
        int[] unitOf = found.of();
        if (!hanging.isEmpty() && settings.by() == SplitSettings.By.GROUP) {
            warnings.add("groups have near copies of one another's "
                    + captures.kind().plural()
                    + ", which would leave too few to divide: they are divided by group all the same");
            unitOf = found.named();
            hanging.clear();
        }
        List<Integer> whole = new ArrayList<>();
        List<Integer> wholeUnits = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            int label = classOf(of.get(i));
            if (fewByName.containsKey(label) && captures.kind() != Captures.Kind.PICTURES) {
                byTime.add(of.get(i));
                sideOf.put(of.get(i), Splitter.TRAINING);
            } else if (!hanging.contains(label)) {
                whole.add(of.get(i));
                wholeUnits.add(unitOf[i]);
            }
        }
        if (!whole.isEmpty()) {
            draw(whole, wholeUnits.stream().mapToInt(Integer::intValue).toArray(), testToo);
        }
        divideInOrder(of, hanging, testToo);
    }

    private void draw(List<Integer> of, int[] unitOf, boolean testToo) {
        int[] classes = of.stream().mapToInt(this::classOf).toArray();
        boolean groups = settings.by() == SplitSettings.By.GROUP;
        byte[] sides =
                Splitter.split(unitOf, classes, Math.max(1, captures.labels().size()), drawn(testToo), groups);
        for (int i = 0; i < sides.length; i++) {
            sideOf.put(of.get(i), side(sides[i], testToo));
        }
    }

    /** Where the test side is given, what is drawn for it becomes the validation side. */
    private SplitSettings drawn(boolean testToo) {
        return testToo
                ? settings
                : new SplitSettings(settings.by(), settings.validation(), settings.validation(), settings.seed());
    }

    private static byte side(byte drawn, boolean testToo) {
        if (testToo) {
            return drawn;
        }
        return drawn == Splitter.TEST ? Splitter.VALIDATION : Splitter.TRAINING;
    }

    /** Divides classes whose recordings overlap or repeat each other in order; what overlaps with another side is left out. */
    private void divideInOrder(List<Integer> of, Set<Integer> hanging, boolean testToo) {
        if (hanging.isEmpty()) {
            return;
        }
        Map<Integer, List<Integer>> chains = new TreeMap<>(); // numbers change along a chain, from range to range
        of.stream()
                .filter(c -> hanging.contains(classOf(c)))
                .sorted(Comparator.comparing((Integer c) -> place(capture(c).name()))
                        .thenComparing(c -> c))
                .forEach(c -> chains.computeIfAbsent(
                                captures.measured().isPresent() ? -1 : classOf(c), key -> new ArrayList<>())
                        .add(c));
        chains.values().forEach(chain -> {
            byte[] sides = Splitter.byTime(chain.size(), drawn(testToo));
            IntStream.range(0, sides.length).forEach(i -> sideOf.put(chain.get(i), side(sides[i], testToo)));
        });
        Set<Integer> near = nearOtherSide(of);
        chains.forEach((label, chain) -> {
            boolean apart = isEnoughLeft(chain, near);
            if (!apart) {
                chain.forEach(near::remove);
            }
            warnings.add(inOrder(label, apart));
        });
        near.forEach(sideOf::remove);
        leftOut.addAll(near);
    }

    /** Returns what puts names in the order in which their numbers count. */
    private static String place(String name) {
        return NUMBER.matcher(name)
                .replaceAll(n -> "0".repeat(Math.max(0, 20 - n.group().length())) + n.group());
    }

    /** Returns those to learn from that are near to one to choose by or to test on, and those to choose by near to one of these. */
    private Set<Integer> nearOtherSide(List<Integer> of) {
        List<Integer> placed = of.stream().filter(c -> !byTime.contains(c)).toList();
        byte[] sides = new byte[placed.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = sideOf.getOrDefault(placed.get(i), Splitter.TRAINING);
        }
        return Arrays.stream(Twins.nearToLater(captures, placed, sides))
                .mapToObj(placed::get)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** True where at least half of each side is kept. */
    private boolean isEnoughLeft(List<Integer> chain, Set<Integer> leftOut) {
        Map<Byte, List<Integer>> ofSide =
                chain.stream().collect(Collectors.groupingBy(c -> sideOf.getOrDefault(c, Splitter.TRAINING)));
        return ofSide.values().stream()
                .allMatch(side -> 2 * side.stream().filter(leftOut::contains).count() <= side.size());
    }

    private String inOrder(int label, boolean apart) {
        String plural = captures.kind().plural();
        return (label < 0 ? plural : "class \"" + name(label) + "\": its " + plural)
                + " overlap with one another or are nearly equal, so they are"
                + " divided in the order of their names, the first to learn from, the last to test on"
                + (apart ? "" : ", and those to test on repeat those to learn from")
                + "; record it again to know how it does on another day";
    }

    private String name(int label) {
        return captures.labels().isEmpty() ? "" : captures.labels().get(label);
    }

    /** Returns how many units those classes have that have fewer than {@code fewest}. */
    private Map<Integer, Integer> ofFewUnits(List<Integer> of, int[] unitOf, int fewest) {
        Map<Integer, Set<Integer>> unitsOfClass = new TreeMap<>();
        for (int i = 0; i < unitOf.length; i++) {
            unitsOfClass
                    .computeIfAbsent(classOf(of.get(i)), c -> new HashSet<>())
                    .add(unitOf[i]);
        }
        Map<Integer, Integer> few = new TreeMap<>();
        unitsOfClass.forEach((label, found) -> {
            if (found.size() < fewest) {
                few.put(label, found.size());
            }
        });
        return few;
    }

    private void warnOfFew(List<Integer> of, Map<Integer, Integer> few) {
        if (captures.kind() == Captures.Kind.PICTURES) {
            return; // the account of the split says which class is not on each side
        }
        if (captures.measured().isPresent()) {
            warnOfFewNumbers(of, few);
            return;
        }
        few.forEach((label, found) -> warnings.add("class \"" + name(label) + "\" has only " + found
                + (found == 1 ? " recording" : " recordings")
                + " to divide: divided by time, its beginning to learn from and its end held out;"
                + " record it again to know how it does on another day"));
    }

    private void warnOfFewNumbers(List<Integer> of, Map<Integer, Integer> few) {
        long divided = of.stream().filter(c -> few.containsKey(classOf(c))).count();
        if (divided > 0) {
            warnings.add((divided == 1 ? "one recording is" : divided + " recordings are each")
                    + " divided by time, the beginning to learn from and the end held out, because there are too few for"
                    + " whole ones on each side: record again to know how it does on another day");
        }
    }

    /** Returns those that are on no side, since they overlap with one on another side. */
    List<Integer> leftOut() {
        return leftOut;
    }

    /** Returns the captures that have frames on {@code side}, in order. */
    int[] of(byte side) {
        return sideOf.entrySet().stream()
                .filter(e -> e.getValue() == side || (byTime.contains(e.getKey()) && isDrawn(side)))
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    /** How many examples are made of what a capture has on a side. */
    interface Examples {
        int count(int capture, byte side);
    }

    /** Returns how many examples each class has on each side: {@code [class][side]}. */
    int[][] perClass(Examples examples) {
        int[][] counts = new int[Math.max(1, captures.labels().size())][SIDES];
        for (byte side = 0; side < SIDES; side++) {
            for (int c : of(side)) {
                counts[classOf(c)][side] += examples.count(c, side);
            }
        }
        return counts;
    }

    private boolean isDrawn(byte side) {
        return side != Splitter.TEST || !given;
    }

    /** Returns the first frame and the end of what a capture has on {@code side}. */
    long[] range(int capture, byte side) {
        long frames = capture(capture).frames();
        if (!byTime.contains(capture)) {
            return new long[] {0, frames};
        }
        double kept = isDrawn(Splitter.TEST) ? 1 - settings.test() : 1;
        long test = (long) (frames * kept);
        long validation = (long) (test * (1 - settings.validation()));
        return switch (side) {
            case Splitter.TRAINING -> new long[] {0, validation};
            case Splitter.VALIDATION -> new long[] {validation, test};
            default -> new long[] {test, frames};
        };
    }

    List<String> notes() {
        return notes;
    }

    List<String> warnings() {
        return warnings;
    }

    String how() {
        return how;
    }

    int units() {
        return units;
    }

    int twins() {
        return twins;
    }
}
