package dev.tinywright.pipeline;

import dev.tinywright.board.Board;
import dev.tinywright.board.Boards;
import dev.tinywright.data.CaptureNumbers;
import dev.tinywright.data.Dataset;
import dev.tinywright.data.Framing;
import dev.tinywright.data.Grouping;
import dev.tinywright.data.LeakAudit;
import dev.tinywright.data.Normality;
import dev.tinywright.data.PictureSettings;
import dev.tinywright.data.Pictures;
import dev.tinywright.data.QuietClass;
import dev.tinywright.data.RowAccount;
import dev.tinywright.data.SplitSettings;
import dev.tinywright.data.StepRunner;
import dev.tinywright.data.Unlearned;
import dev.tinywright.data.WindowSettings;
import dev.tinywright.data.Windows;
import dev.tinywright.diag.Diagnosis;
import dev.tinywright.diag.TinywrightException;
import dev.tinywright.features.InputFormat;
import dev.tinywright.picture.PictureFile;
import dev.tinywright.plan.CaptureFacts;
import dev.tinywright.plan.Plan;
import dev.tinywright.plan.RulesPlanner;
import dev.tinywright.plan.Situation;
import dev.tinywright.plan.Situation.DataFacts;
import dev.tinywright.recording.Capture;
import dev.tinywright.recording.CaptureAccount;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import dev.tinywright.recording.NumberWish;
import dev.tinywright.report.DataSummary;
import dev.tinywright.report.Gallery;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Sentence;
import dev.tinywright.spec.Task;
import dev.tinywright.spec.TaskKind;
import dev.tinywright.spec.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recordings, sounds or pictures.
 *
 * @param tooFew why no model is made, where of fewer than two classes something can be learned
 */
record CaptureSource(
        Captures captures, Optional<Normality> normality, Grouping.Choice groups, Optional<Diagnosis> tooFew)
        implements Source {
    /** Where neither the data nor the sentence states a rate; times are then only nominal. */
    private static final double NOMINAL_RATE = 100;

    private static final int SHOWN_CLASSES = 60;
    /** Which classes there are is the same for every board. */
    private static final long AMPLE_RAM = 1L << 20;

    static CaptureHints hints(Task task) {
        CaptureHints hints = CaptureHints.of(task.ask(), task.labels());
        return task.kind() == TaskKind.REGRESSION
                ? hints.withNumber(number(task.ask(), task.data().label()))
                : hints;
    }

    /** Returns what a sentence that asks for a number says of it. */
    static NumberWish number(String ask, Optional<String> column) {
        String phrase = Sentence.understand(ask, Boards.builtIn(), Optional.of(TaskKind.REGRESSION))
                .labelHint()
                .orElse("");
        return NumberWish.of(ask, phrase, column);
    }

    static CaptureSource load(Task task, CaptureHints hints) {
        return of(task, Captures.load(task.data(), hints));
    }

    static CaptureSource of(Task task, Captures captures) {
        if (task.kind() == TaskKind.REGRESSION) {
            return ofNumbers(task, captures);
        }
        if (task.kind() == TaskKind.ANOMALY) {
            boolean numbered =
                    Normality.areNumbers(captures.labels(), captures.all().size());
            Captures told = numbered ? captures.ofOneLabel(Normality.CLASSES.get(Normality.NORMAL)) : captures;
            return new CaptureSource(
                    told, Optional.of(normality(told, task)), Grouping.choose(told, task.ask()), Optional.empty());
        }
        Grouping.Choice groups = Grouping.choose(captures, task.ask());
        return new CaptureSource(captures, Optional.empty(), groups, Optional.empty()).withoutUnlearned(task);
    }

    /** Returns the same without classes of which nothing could be learned where they are framed and divided as the rules do. */
    private CaptureSource withoutUnlearned(Task task) {
        if (captures.labels().size() < 2) {
            return this;
        }
        Plan usual = RulesPlanner.smallest(situation(task, captureFacts(AMPLE_RAM, task.ask()), 1));
        SequencedMap<String, Integer> few =
                switch (usual.framing()) {
                    case Framing.Window window
                    when captures.kind() != Captures.Kind.PICTURES -> {
                        Captures alike = captures.at(window.rateHz());
                        yield Unlearned.ofWindows(alike, settings(window, alike), usual.split());
                    }
                    default -> Unlearned.ofPictures(captures, usual.split());
                };
        if (few.isEmpty()) {
            return this;
        }
        SequencedMap<String, String> reasons = new LinkedHashMap<>();
        few.forEach((label, count) -> reasons.put(label, reason(label, count)));
        int left = captures.labels().size() - few.size();
        if (left < 2) {
            Diagnosis nothing = new Diagnosis(
                    "of " + (left == 0 ? "no class" : "one class only") + " is there enough to learn from: "
                            + String.join("; ", reasons.values()),
                    task.data().path().toString(),
                    "record each class again, at least 3 times, better 20");
            return new CaptureSource(captures, normality, groups, Optional.of(nothing));
        }
        List<String> warnings = few.entrySet().stream()
                .map(of -> "class \"" + of.getKey() + "\" is left out of the model: "
                        + (of.getValue() == 1
                                ? "its only " + captures.kind().one() + " is"
                                : "its " + captures.kind().counted(of.getValue()) + " are")
                        + " too little to learn from and to test on; record it again, at least 3 times, better 20")
                .toList();
        Captures rest = captures.without(reasons, warnings);
        return new CaptureSource(rest, normality, Grouping.choose(rest, task.ask()), Optional.empty());
    }

    private String reason(String label, int count) {
        return (count == 1
                        ? "the only " + captures.kind().one()
                        : "all " + captures.kind().counted(count))
                + " of class \"" + label + "\": too little to learn from and to test on";
    }

    private static CaptureSource ofNumbers(Task task, Captures captures) {
        Captures numbered = captures.inUnit(task.data()
                .unit()
                .or(() -> task.goals().stream()
                        .map(Goal::unit)
                        .filter(unit -> !unit.isEmpty())
                        .findFirst())
                .orElse(""));
        Captures ranged = CaptureNumbers.ranged(numbered);
        return new CaptureSource(ranged, Optional.empty(), Grouping.choose(ranged, task.ask()), Optional.empty());
    }

    private static Normality normality(Captures captures, Task task) {
        return Normality.of(
                captures.labels(),
                captures.all().stream()
                        .filter(c -> c.side() == Capture.Side.TRAINING)
                        .flatMap(c -> c.label().stream())
                        .toList(),
                task.data().path().toString());
    }

    @Override
    public List<String> brief() {
        List<String> lines = new ArrayList<>();
        int count = captures.all().size();
        boolean changes = captures.measured().filter(Captures.Measured::changes).isPresent();
        lines.add(captures.kind().counted(count)
                + captures.measured().map(CaptureSource::measured).orElse("")
                + (changes ? "" : ": " + perClass()));
        captures.rateHz().ifPresent(rate -> lines.add(YamlText.number(rate) + " Hz"));
        normality.ifPresent(n -> lines.add("what is normal: " + n.describe(captures.labels())));
        lines.addAll(notes());
        lines.addAll(captures.account().lines());
        warnings().forEach(warning -> lines.add("warning: " + warning));
        return lines;
    }

    private static String measured(Captures.Measured of) {
        return (of.changes() ? ", with " : ", by their ")
                + of.name()
                + (of.unit().isEmpty() || of.unit().equals(of.name()) ? "" : " in " + of.unit());
    }

    /** Numbers go by their ranges, from the lowest. */
    private String perClass() {
        Map<String, Integer> counts = new TreeMap<>(java.util.Comparator.<String>comparingInt(label ->
                        captures.measured().isPresent() ? captures.labels().indexOf(label) : 0)
                .thenComparing(java.util.Comparator.naturalOrder()));
        captures.all().forEach(c -> counts.merge(c.label().orElse("without a class"), 1, Integer::sum));
        String more = counts.size() > SHOWN_CLASSES ? " and " + (counts.size() - SHOWN_CLASSES) + " more" : "";
        return counts.entrySet().stream()
                        .limit(SHOWN_CLASSES)
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "))
                + more;
    }

    @Override
    public Situation situation(Task task, Board board, int maximumAttempts) {
        tooFew.ifPresent(reason -> {
            throw TinywrightException.failed(reason.what(), reason.where(), reason.hint());
        });
        return situation(task, captureFacts(board.sketchRamBytes(), task.ask()), maximumAttempts);
    }

    private Situation situation(Task task, CaptureFacts facts, int maximumAttempts) {
        return new Situation(
                task, facts(facts.isListening()), plan -> Optional.empty(), maximumAttempts, Optional.of(facts));
    }

    @Override
    public PlanBriefing.Data briefing() {
        return new PlanBriefing.Recorded(captures, normality);
    }

    private DataFacts facts(boolean listening) {
        Map<String, Integer> counts = new TreeMap<>();
        captures.all().forEach(c -> c.label().ifPresent(label -> counts.merge(label, 1, Integer::sum)));
        int most = counts.values().stream().mapToInt(n -> n).max().orElse(1);
        int least = counts.values().stream().mapToInt(n -> n).min().orElse(1);
        return new DataFacts(
                captures.all().size(),
                normality.isPresent()
                        ? Normality.CLASSES.size()
                        : captures.labels().size() + (listening ? 1 : 0),
                captures.channels().stream().map(channel -> channel.name()).toList(),
                false,
                false,
                0,
                groups.apart(),
                (double) most / least,
                List.of(),
                captures.measured().map(measured -> new Situation.TargetFacts(measured.name(), false)));
    }

    /** @param ask the sentence; it says whether gestures are to be heard in a recording that never ends */
    private CaptureFacts captureFacts(long ramBytes, String ask) {
        double rate = captures.rateHz().orElse(NOMINAL_RATE);
        double[] seconds = captures.all().stream()
                .mapToDouble(c -> c.frames() / rate)
                .sorted()
                .toArray();
        boolean pictures = captures.kind() == Captures.Kind.PICTURES;
        return new CaptureFacts(
                switch (captures.kind()) {
                    case RECORDINGS -> CaptureFacts.Kind.SIGNALS;
                    case SOUND -> CaptureFacts.Kind.SOUND;
                    case PICTURES -> CaptureFacts.Kind.PICTURES;
                },
                captures.all().size(),
                pictures ? colours() : captures.channels().size(),
                pictures ? 0 : rate,
                pictures ? 0 : seconds[0],
                pictures ? 0 : seconds[seconds.length / 2],
                pictures ? 0 : seconds[seconds.length - 1],
                pictures
                        ? median(captures.all().stream()
                                .mapToInt(CaptureSource::height)
                                .toArray())
                        : 0,
                pictures
                        ? median(captures.all().stream()
                                .mapToInt(CaptureSource::width)
                                .toArray())
                        : 0,
                ramBytes,
                normality.isEmpty()
                        && captures.measured().isEmpty()
                        && Listening.isAsked(ask, captures.kind(), captures.labels(), seconds[seconds.length / 2]));
    }

    /** What is normal is learned from a grey frame, a third of the size, where no picture has colours. */
    private int colours() {
        return normality.isPresent() && !Pictures.haveColours(captures) ? 1 : 3;
    }

    private static int height(Capture capture) {
        return capture.picture().orElseThrow().height();
    }

    private static int width(Capture capture) {
        return capture.picture().orElseThrow().width();
    }

    private static int median(int[] values) {
        java.util.Arrays.sort(values);
        return values[values.length / 2];
    }

    /** @throws TinywrightException where the plan is for a table, or for captures of another kind */
    @Override
    public Dataset dataset(Plan plan, StepRunner programs) {
        if (!plan.data().isEmpty()) {
            throw TinywrightException.usage(
                    "data steps work on rows of a table, not on "
                            + captures.kind().plural(),
                    "plan.yaml, data",
                    "take them out");
        }
        if (plan.split().by() != SplitSettings.By.WINDOW) {
            return framed(plan);
        }
        if (normality.isPresent()) {
            throw TinywrightException.usage(
                    "what is normal is learned from whole recordings: where their windows lie on both sides, none is new",
                    "plan.yaml, split",
                    "set split.by to recording");
        }
        return withQuiet(LeakAudit.mixed(cut(plan.withSplit(whole(plan.split()))), plan.split()), plan);
    }

    /** Returns the same with whole recordings or pictures on one side. */
    static SplitSettings whole(SplitSettings split) {
        return new SplitSettings(SplitSettings.By.ROW, split.test(), split.validation(), split.seed());
    }

    /** Returns the data as the plan's window or picture says, whole recordings or pictures on one side. */
    Dataset framed(Plan plan) {
        return withQuiet(cut(plan), plan);
    }

    /** A class that is made comes after the split: it is for learning and choosing, never in the test. */
    private Dataset withQuiet(Dataset dataset, Plan plan) {
        return plan.continuous().learnsQuiet()
                        && normality.isEmpty()
                        && captures.measured().isEmpty()
                        && dataset.format() instanceof InputFormat.Window
                ? QuietClass.added(dataset, plan.split().seed())
                : dataset;
    }

    private Dataset cut(Plan plan) {
        return switch (plan.framing()) {
            case Framing.Window window when captures.kind() != Captures.Kind.PICTURES -> windows(window, plan);
            case Framing.Picture picture when captures.kind() == Captures.Kind.PICTURES -> pictures(picture, plan);
            case Framing other ->
                throw TinywrightException.usage(
                        "the plan does not say what one example of the "
                                + captures.kind().plural() + " is",
                        "plan.yaml",
                        captures.kind() == Captures.Kind.PICTURES
                                ? "write picture: {height: 96, width: 96}"
                                : "write window: {length: 1, stride: 0.5}");
        };
    }

    private Dataset pictures(Framing.Picture picture, Plan plan) {
        PictureFile.Fit fit =
                switch (picture.fit()) {
                    case STRETCH -> PictureFile.Fit.STRETCH;
                    case CROP -> PictureFile.Fit.CROP;
                    case PAD -> PictureFile.Fit.PAD;
                };
        PictureSettings settings = new PictureSettings(picture.height(), picture.width(), picture.channels(), fit);
        return normality
                .map(normal -> Pictures.frameNormal(captures, settings, plan.split(), normal))
                .orElseGet(() -> Pictures.frame(captures, settings, plan.split()));
    }

    private Dataset windows(Framing.Window window, Plan plan) {
        Captures alike = captures.at(window.rateHz());
        WindowSettings settings = settings(window, alike);
        if (normality.isPresent()) {
            return Windows.cutNormal(alike, settings, plan.split(), normality.get());
        }
        return Windows.cut(alike, settings, plan.split());
    }

    private WindowSettings settings(Framing.Window window, Captures alike) {
        boolean words = captures.kind() == Captures.Kind.SOUND
                && captures.measured().isEmpty()
                && window.strideSeconds() >= window.seconds();
        return WindowSettings.ofSeconds(
                window.seconds(),
                window.strideSeconds(),
                alike.rateHz().orElse(NOMINAL_RATE),
                words ? WindowSettings.Placing.LOUDEST : WindowSettings.Placing.SLIDE);
    }

    @Override
    public List<String> notUsed(Dataset dataset) {
        RowAccount account = dataset.account();
        return account.dropped().entrySet().stream()
                .filter(of -> !captures.account().dropped().containsKey(of.getKey()))
                .map(of -> CaptureAccount.line(
                        of.getKey(), of.getValue(), account.examples().getOrDefault(of.getKey(), List.of())))
                .toList();
    }

    @Override
    public OptionalDouble rateHz() {
        return captures.rateHz();
    }

    @Override
    public List<String> notes() {
        return joined(captures.notes(), groups.notes());
    }

    @Override
    public List<String> warnings() {
        return joined(captures.warnings(), groups.warnings());
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Override
    public List<DataSummary.LeftOut> leftOut() {
        return List.of();
    }

    /** What a report tells of them. */
    record Known(Gallery.Kind kind, long captures, OptionalDouble rateHz, List<Gallery.Fact> facts) {}

    @Override
    public Optional<Known> known() {
        Gallery.Kind kind =
                switch (captures.kind()) {
                    case RECORDINGS -> Gallery.Kind.RECORDINGS;
                    case SOUND -> Gallery.Kind.SOUND;
                    case PICTURES -> Gallery.Kind.PICTURES;
                };
        List<Gallery.Fact> facts = new ArrayList<>();
        facts.add(new Gallery.Fact(
                capitalized(captures.kind().plural()),
                Integer.toString(captures.all().size())));
        if (kind == Gallery.Kind.PICTURES) {
            facts.add(new Gallery.Fact("Sizes in the files", sizes()));
        } else {
            facts.add(new Gallery.Fact("Rate", rate()));
            facts.add(new Gallery.Fact("Lengths", lengths()));
            facts.add(new Gallery.Fact(
                    "Channels", Integer.toString(captures.channels().size())));
        }
        captures.measured().ifPresent(measured -> facts.add(new Gallery.Fact("Number", number(measured))));
        Grouping.of(captures).ifPresent(found -> facts.add(new Gallery.Fact("Groups", found.text())));
        notes().forEach(note -> facts.add(new Gallery.Fact("Found", note)));
        return Optional.of(new Known(kind, captures.all().size(), captures.rateHz(), facts));
    }

    private static String number(Captures.Measured measured) {
        return measured.name()
                + (measured.unit().isEmpty() || measured.unit().equals(measured.name())
                        ? ""
                        : ", in " + measured.unit())
                + (measured.changes() ? "; of each window the mean over it" : "");
    }

    private String rate() {
        return captures.rateHz().isPresent()
                ? YamlText.number(captures.rateHz().getAsDouble()) + " Hz"
                : "not stated; " + YamlText.number(NOMINAL_RATE) + " Hz assumed";
    }

    private String lengths() {
        CaptureFacts facts = captureFacts(0, "");
        String range = String.format(
                Locale.ROOT, "%.3g to %.3g s, median %.3g s", facts.shortest(), facts.longest(), facts.typical());
        double total = captures.all().stream().mapToDouble(Capture::frames).sum()
                / captures.rateHz().orElse(NOMINAL_RATE);
        return (facts.shortest() == facts.longest()
                        ? String.format(Locale.ROOT, "%.3g s each", facts.typical())
                        : range)
                + String.format(Locale.ROOT, total < 1000 ? "; %.3g s in all" : "; %.0f s in all", total);
    }

    private String sizes() {
        int least = captures.all().stream()
                .mapToInt(c -> Math.min(width(c), height(c)))
                .min()
                .orElse(0);
        int most = captures.all().stream()
                .mapToInt(c -> Math.max(width(c), height(c)))
                .max()
                .orElse(0);
        CaptureFacts facts = captureFacts(0, "");
        return "median " + facts.width() + " x " + facts.height() + " pixels"
                + (least == most ? "" : ", sides of " + least + " to " + most);
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @Override
    public List<DataSummary.Column> columns(Dataset dataset, Plan plan) {
        return List.of();
    }
}
