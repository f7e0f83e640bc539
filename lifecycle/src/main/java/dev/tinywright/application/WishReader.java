package dev.tinywright.application;

import dev.tinywright.application.Wish.Debounce;
import dev.tinywright.application.WishAmounts.Share;
import dev.tinywright.application.WishAmounts.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads a wish by rules over its words: first what holds for the whole of it (how often, how sure, how many decisions must
 * agree, sleep), then the outputs, clause by clause.
 */
final class WishReader {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double USUAL_THRESHOLD = 0.6;

    private static final Set<String> SAYS_NOTHING = Set.of(
            ("the a an and or then it its it's is are be been to on in at of for with by from as that this these those which what "
                            + "when if whenever while where serial port monitor console usb uart terminal line lines out i we you me my "
                            + "please should must can will would could may want wants like need needs device board arduino "
                            + "microcontroller sketch so also only just there here has have was were do does not than but "
                            + "otherwise else again back until respectively in-between between readings reading decisions decision "
                            + "measurements continuously always over via through into onto up down new each every any all time "
                            + "times found seen detected sees detects recognised recognized recognises recognizes spotted "
                            + "classified now case soon during after before one same their them they own itself whole way "
                            + "something someone thing things least most predicted everything anything according")
                    .split(" "));
    private static final Set<String> SURENESS = Set.of(
            "unsure",
            "uncertain",
            "unknown",
            "sure",
            "confidence",
            "confident",
            "certain",
            "certainty",
            "probability",
            "likely",
            "score",
            "doubt",
            "doubtful",
            "threshold");
    private static final Set<String> SILENT = Set.of(
            "silent", "quiet", "nothing", "silence", "silently", "ignore", "ignored", "skip", "suppress", "mute");

    private final WishWords words;
    private final WishAmounts amounts;
    private final List<String> labels;
    private final List<String> assumed = new ArrayList<>();
    private boolean onlyWhenSure;
    private boolean isPeriodSaid;

    WishReader(String wish, List<String> labels) {
        this.words = new WishWords(wish, labels);
        this.amounts = new WishAmounts(words);
        this.labels = labels;
    }

    Wish read() {
        boolean sleeps = readSleep();
        Debounce debounce = readDebounce();
        Optional<Output.Hysteresis> hysteresis = readHysteresis();
        Duration keep = readKeep();
        Duration period = readPeriod();
        boolean namesUnsure = IntStream.range(0, words.size())
                .anyMatch(i -> words.is(i, "unsure", "uncertain", "unknown")
                        || isUnsure(words.at(i).text()));
        OptionalDouble threshold = readThreshold();
        boolean silent = readSilence() || (onlyWhenSure && !namesUnsure);
        if (silent && threshold.isEmpty()) {
            threshold = OptionalDouble.of(USUAL_THRESHOLD);
            assumed.add("'unsure' is below " + OutputCode.percent(USUAL_THRESHOLD) + ", as no number is said");
        }
        WishOutputs outputs = new WishOutputs(words, labels, keep, hysteresis);
        List<Output> found = new ArrayList<>(outputs.read());
        assumed.addAll(outputs.assumed());
        if (threshold.isEmpty() && saysUnsure()) {
            threshold = OptionalDouble.of(USUAL_THRESHOLD);
            assumed.add("'unsure' is below " + OutputCode.percent(USUAL_THRESHOLD) + ", as no number is said");
        }
        if (found.isEmpty()) {
            found.add(Output.Print.label());
        }
        boolean hasPins = found.stream().anyMatch(Output.Pin.class::isInstance);
        List<String> left = new ArrayList<>(words.unused(SAYS_NOTHING));
        if (!hasPins && (hysteresis.isPresent() || !keep.isZero())) {
            left.add(
                    hysteresis.isPresent()
                            ? "hysteresis (no pin is switched)"
                            : "at least " + CppText.duration(keep) + " (no pin is switched)");
        }
        left.addAll(outputs.unclear());
        return new Wish(period, found, debounce, threshold, silent, sleeps, assumed, left, isPeriodSaid);
    }

    private boolean readSleep() {
        boolean sleeps = false;
        for (int i = 0; i < words.size(); i++) {
            int end = Math.max(
                    words.match(i, "go|goes? to? deep|light? sleep|sleeps|sleeping"),
                    Math.max(
                            words.match(i, "save|saves|saving|conserve|preserve power|energy|battery|current"),
                            Math.max(
                                    words.match(i, "low|little power|energy mode?"),
                                    words.match(i, "power saving|save mode?"))));
            if (end > i) {
                sleeps = true;
                words.use(i, end);
                i = end - 1;
            }
        }
        return sleeps;
    }

    private static final String EVENTS =
            "decisions|decision|readings|reading|answers|answer|times|results|result|predictions|prediction|samples|"
                    + "classifications|inferences|measurements|checks|votes";

    private Debounce readDebounce() {
        for (int i = 0; i < words.size(); i++) {
            OptionalDouble first = words.number(i);
            boolean twice = words.is(i, "twice");
            if ((first.isEmpty() && !twice) || words.is(i + 1, "%", "percent")) {
                continue;
            }
            int agree = twice ? 2 : (int) first.getAsDouble();
            int of = words.match(i + 1, "out? of|from the? last|latest|previous|recent?");
            int row = twice
                    ? words.match(i + 1, "in|running a? row?")
                    : Math.max(
                            words.match(i + 1, EVENTS + "? in a row"),
                            Math.max(
                                    words.match(
                                            i + 1, "consecutive|successive|equal|identical|same|agreeing " + EVENTS),
                                    words.match(i + 1, EVENTS + " running")));
            Debounce found = Debounce.NONE;
            int end = i;
            if (of > 0 && words.number(of).isPresent() && !words.is(of + 1, "%")) {
                int n = (int) words.number(of).getAsDouble();
                if (agree >= 1 && agree <= n && n <= 100) {
                    found = new Debounce(agree, n);
                    end = Math.max(of + 1, words.match(of + 1, EVENTS));
                }
            } else if (row > 0 && agree >= 1 && agree <= 100) {
                found = new Debounce(agree, agree);
                end = row;
            }
            if (!found.isNone()) {
                useAround(
                        i,
                        end,
                        Set.of(
                                "at",
                                "least",
                                "after",
                                "once",
                                "agree",
                                "agrees",
                                "same",
                                "is",
                                "are",
                                "must",
                                "debounce",
                                "debounced",
                                "over",
                                "need",
                                "needs",
                                "majority"));
                return found;
            }
        }
        return Debounce.NONE;
    }

    /** Marks words as used, and of their neighbours those of {@code also}. */
    private void useAround(int from, int to, Set<String> also) {
        int start = from;
        while (words.isIn(start - 1, also)) {
            start--;
        }
        int end = to;
        while (words.isIn(end, also)) {
            end++;
        }
        words.use(start, end);
    }

    private Optional<Output.Hysteresis> readHysteresis() {
        for (int i = 0; i < words.size(); i++) {
            if (words.is(i, "hysteresis")) {
                List<Share> shares = new ArrayList<>();
                int end = i + 1;
                for (int at = i + 1; at < Math.min(i + 9, words.size()) && !words.is(at, ";", "."); at++) {
                    Optional<Share> share = bareShare(at);
                    if (share.isPresent()) {
                        shares.add(share.get());
                        end = share.get().to();
                        at = end - 1;
                    }
                }
                words.use(i, end);
                return Optional.of(hysteresis(shares));
            }
            Optional<Output.Hysteresis> onOff = onAboveOffBelow(i);
            if (onOff.isPresent()) {
                return onOff;
            }
        }
        return Optional.empty();
    }

    /** In "80/60 %" and "80 and 60 %" the first number stands without its sign. */
    private Optional<Share> bareShare(int at) {
        Optional<Share> share = amounts.share(at);
        OptionalDouble number = words.number(at);
        boolean pair = number.isPresent()
                && words.is(at + 1, "/", "and", "to", "or")
                && words.number(at + 2).isPresent()
                && words.is(at + 3, "%", "percent");
        return share.isPresent() || !pair ? share : Optional.of(new Share(number.getAsDouble() / 100, at + 1));
    }

    private Output.Hysteresis hysteresis(List<Share> shares) {
        if (shares.size() >= 2) {
            double a = shares.get(0).share();
            double b = shares.get(1).share();
            return new Output.Hysteresis(Math.max(a, b), Math.min(a, b));
        }
        double gap = shares.isEmpty() ? 0.2 : shares.getFirst().share();
        Output.Hysteresis taken = new Output.Hysteresis(Math.min(0.95, 0.6 + gap / 2), Math.max(0.05, 0.6 - gap / 2));
        assumed.add("hysteresis: on from " + OutputCode.percent(taken.on()) + ", off below "
                + OutputCode.percent(taken.off()) + ", as no two numbers are said");
        return taken;
    }

    /** "on above 80 % and off below 60 %", "off again under 50 %". */
    private Optional<Output.Hysteresis> onAboveOffBelow(int i) {
        int above = words.match(i, "on? above|over|from|at the? confidence? of?");
        Optional<Share> on = above < 0 ? Optional.empty() : amounts.share(above);
        if (on.isEmpty()) {
            return Optional.empty();
        }
        for (int at = on.get().to(); at < Math.min(on.get().to() + 8, words.size()); at++) {
            int below = words.match(at, "off again? below|under|at");
            Optional<Share> off = below < 0 ? Optional.empty() : amounts.share(below);
            if (off.isPresent() && off.get().share() < on.get().share()) {
                words.use(words.is(i, "on") ? i + 1 : i, off.get().to());
                return Optional.of(
                        new Output.Hysteresis(on.get().share(), off.get().share()));
            }
        }
        return Optional.empty();
    }

    private Duration readKeep() {
        for (int i = 0; i < words.size(); i++) {
            int at = Math.max(
                    words.match(i, "for? at least"),
                    Math.max(
                            words.match(i, "for|with? a? minimum on? time|duration? of?"),
                            Math.max(words.match(i, "for"), words.match(i, "minimum|min on? time|duration? of? :?"))));
            Optional<Time> time = at < 0 ? Optional.empty() : amounts.time(at);
            boolean every = words.is(at - 1, "every") || words.is(i - 1, "every", "once");
            boolean amount = words.number(at).isPresent() || words.is(at, "half", "a");
            if (time.isPresent() && amount && !every) {
                words.use(i, time.get().to());
                useAround(
                        i,
                        time.get().to(),
                        Set.of(
                                "stay", "stays", "keep", "keeps", "hold", "holds", "kept", "long", "minimum", "time",
                                "remain", "remains"));
                return time.get().duration();
            }
        }
        return Duration.ZERO;
    }

    private Duration readPeriod() {
        for (int i = 0; i < words.size(); i++) {
            Optional<Time> found = words.isUsed(i) ? Optional.empty() : periodAt(i);
            if (found.isPresent()) {
                Duration period = found.get().duration();
                isPeriodSaid = true;
                useAround(
                        i,
                        found.get().to(),
                        Set.of(
                                "at", "most", "once", "only", "a", "message", "line", "one", "exactly", "about",
                                "rate"));
                if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
                    Duration taken = period.compareTo(SHORTEST) < 0 ? SHORTEST : LONGEST;
                    assumed.add("a decision every " + CppText.duration(taken) + " instead of "
                            + (period.toMillis() < 1 ? "less than 1 ms" : CppText.duration(period)));
                    return taken;
                }
                return Duration.ofMillis(Math.round(period.toNanos() / 1e6));
            }
        }
        return Duration.ofSeconds(1);
    }

    private Optional<Time> periodAt(int i) {
        int every = words.match(i, "once|at? most? every|each");
        if (every > 0) {
            return words.is(every, "other") ? amounts.unit(every + 1).map(t -> times(t, 2)) : amounts.time(every);
        }
        OptionalDouble number = words.number(i);
        if (number.isPresent() && words.is(i + 1, "hz", "hertz") && number.getAsDouble() > 0) {
            return Optional.of(new Time(Duration.ofMillis(Math.round(1000 / number.getAsDouble())), i + 2));
        }
        double count =
                words.is(i, "once") ? 1 : words.is(i, "twice") ? 2 : words.is(i, "thrice") ? 3 : number.orElse(0);
        if (count > 0) {
            int per = words.match(
                    i + 1,
                    "times|x|lines|messages|decisions|answers|readings|results|updates|line|message|decision|answer? "
                            + "a|per|each|every|/");
            Optional<Time> unit = per < 0 ? Optional.empty() : amounts.time(per);
            return unit.map(t -> times(t, 1 / count));
        }
        int per = words.match(i, "per|/");
        return per > 0 ? amounts.unit(per) : Optional.empty();
    }

    private static Time times(Time time, double factor) {
        return new Time(Duration.ofNanos(Math.round(time.duration().toNanos() * factor)), time.to());
    }

    private OptionalDouble readThreshold() {
        for (int i = 0; i < words.size(); i++) {
            Optional<Share> share = words.isUsed(i) ? Optional.empty() : amounts.share(i);
            if (share.isPresent() && nearSureness(i, share.get().to())) {
                int from = i;
                while (words.isIn(
                        from - 1,
                        Set.of(
                                "below", "under", "than", "less", "at", "least", "above", "over", "<", "of", ">", ">=",
                                "<=", "is", "more", "lower", "not", "isn't", "minimum"))) {
                    from--;
                }
                words.use(from, share.get().to());
                onlyWhenSure = isOnlyWhen(from, i);
                useSureness();
                return OptionalDouble.of(share.get().share());
            }
        }
        return OptionalDouble.empty();
    }

    /** "print it when it is at least 80 % sure": and otherwise not. */
    private boolean isOnlyWhen(int from, int share) {
        boolean lower = false;
        for (int at = from; at < share; at++) {
            lower |= words.is(at, "least", "above", "over", "more", "minimum", ">", ">=");
        }
        for (int at = from - 1; lower && at >= 0 && at > from - 6; at--) {
            if (words.is(at, "when", "if", "only")) {
                return true;
            }
        }
        return false;
    }

    private boolean nearSureness(int from, int to) {
        for (int at = Math.max(0, from - 8); at < Math.min(words.size(), to + 6); at++) {
            if (words.isIn(at, SURENESS)) {
                return true;
            }
        }
        return words.is(from - 1, "below", "under", "<", "above", "over", ">");
    }

    private void useSureness() {
        for (int i = 0; i < words.size(); i++) {
            boolean printed = words.is(i, "confidence", "probability", "certainty", "score") && isPrinted(i);
            if (words.isIn(i, SURENESS) && !printed) {
                words.use(i, i + 1);
                if (words.is(i - 1, "not", "isn't", "no", "is", "say", "says", "as")) {
                    words.use(i - 1, i);
                }
            }
        }
    }

    /** "the class and its confidence" is to be printed, "if the confidence is" not. */
    private boolean isPrinted(int i) {
        for (int at = i - 1; at >= 0 && at > i - 6; at--) {
            if (words.is(at, "when", "if", "below", "under", "unless", "while", "whose")) {
                return false;
            }
            if (words.isIn(at, WishOutputs.PRINT) || words.is(at, "and", "with", "plus", "its")) {
                return !words.is(i + 1, "is", "below", "under", "of", "<", "above", "at");
            }
        }
        return false;
    }

    private boolean readSilence() {
        boolean silent = false;
        for (int i = 0; i < words.size(); i++) {
            if (words.isIn(i, SILENT)) {
                silent = true;
                words.use(i, i + 1);
                if (words.is(
                        i - 1, "stay", "stays", "be", "keep", "keeps", "print", "prints", "say", "says", "do", "remain",
                        "send")) {
                    words.use(i - 1, i);
                }
            } else if (words.match(i, "only|just print|show|send|report|say") > 0 && sureAhead(i)) {
                silent = true;
            }
        }
        if (silent) {
            useSureness();
        }
        return silent;
    }

    /** "only print when it is at least 80 % sure" is silent otherwise. */
    private boolean sureAhead(int i) {
        for (int at = i; at < words.size(); at++) {
            if (words.is(at, "sure", "confident", "certain", "confidence")) {
                return true;
            }
        }
        return false;
    }

    static boolean isUnsure(String text) {
        return text.strip().equalsIgnoreCase("unsure");
    }

    private boolean saysUnsure() {
        boolean says = false;
        for (int i = 0; i < words.size(); i++) {
            if (!words.isUsed(i)
                    && (words.is(i, "unsure", "uncertain", "unknown")
                            || isUnsure(words.at(i).text()))) {
                words.use(i, i + 1);
                says = true;
            }
        }
        return says;
    }
}
