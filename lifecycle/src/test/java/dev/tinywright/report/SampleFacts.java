package dev.tinywright.report;

import dev.tinywright.board.Board;
import dev.tinywright.contract.Contract;
import dev.tinywright.report.DataSummary.Column;
import dev.tinywright.report.DataSummary.Dropped;
import dev.tinywright.report.DataSummary.LeftOut;
import dev.tinywright.report.ReportFacts.Attempt;
import dev.tinywright.report.ReportFacts.Attempts;
import dev.tinywright.report.ReportFacts.Device;
import dev.tinywright.report.ReportFacts.Epoch;
import dev.tinywright.report.ReportFacts.FileEntry;
import dev.tinywright.report.ReportFacts.GoalResult;
import dev.tinywright.report.ReportFacts.Latency;
import dev.tinywright.report.ReportFacts.LayerError;
import dev.tinywright.report.ReportFacts.PackageEntry;
import dev.tinywright.report.ReportFacts.Part;
import dev.tinywright.report.ReportFacts.Quantized;
import dev.tinywright.report.ReportFacts.Repeat;
import dev.tinywright.report.ReportFacts.RepeatEntry;
import dev.tinywright.report.ReportFacts.Split;
import dev.tinywright.report.ReportFacts.TestRow;
import dev.tinywright.report.ReportFacts.Training;
import dev.tinywright.report.ReportFacts.Understood;
import dev.tinywright.report.ReportFacts.Usage;
import dev.tinywright.report.ReportFacts.Yardstick;
import dev.tinywright.spec.Goal;
import dev.tinywright.spec.Metric;
import dev.tinywright.tensor.Quantization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** Facts as a run could have brought them. {@code main} writes the pages into the folder it is given, to look at. */
final class SampleFacts {
    static final String HOSTILE =
            "<script>alert(\"x\")</script> & 'quoted' \u0000 \u05e9\u05dc\u05d5\u05dd " + "long ".repeat(60);

    private static final Board NANO = board("arduino-nano-33-ble", "Arduino Nano 33 BLE", "Cortex-M4F", "");
    private static final Board ESP32 = board(
            "esp32",
            "ESP32",
            "Xtensa LX6",
            "The ESP32 has an Xtensa core, for which no emulator is at hand: the same C was proven on a Cortex-M4.");

    private SampleFacts() {}

    public static void main(String[] args) {
        Path out = Path.of(args[0]);
        Report.write(fruit(), out.resolve("fruit"));
        Report.write(missed(), out.resolve("missed"));
        Report.write(hostile(30, 60), out.resolve("hostile"));
        Report.write(host(), out.resolve("host"));
        Report.write(mismatched(), out.resolve("mismatched"));
    }

    /** A run that passed. */
    static ReportFacts fruit() {
        return facts("fruit_sorter", NANO, passedGoals(), "", List.of("apple", "banana", "grape", "orange"), 3, 6, 160);
    }

    /** A run that missed its accuracy, on a board with another core than the emulator's, not better than a yardstick. */
    static ReportFacts missed() {
        List<GoalResult> goals = List.of(
                goal(Metric.ACCURACY, 0.9, 128 / 160.0, ""),
                goal(Metric.MACRO_F1, 0.85, 0.794, ""),
                goal(Metric.FLASH, 32 * 1024, 5_468, ""),
                goal(Metric.RAM, 512, 620, ""),
                new GoalResult(
                        new Goal(Metric.BATTERY, 336),
                        OptionalDouble.empty(),
                        "kept from the sentence; nothing measures it yet"));
        String relaxation = "Set goals.accuracy to >= 80 % and goals.ram to <= 620 B: attempt 4 meets these.";
        return facts(
                "fruit_sorter", ESP32, goals, relaxation, List.of("apple", "banana", "grape", "orange"), 5, 32, 160);
    }

    /** Labels and columns that try to break the page. */
    static ReportFacts hostile(int classes, int columns) {
        List<String> labels = new ArrayList<>(
                IntStream.range(1, classes).mapToObj(i -> "class " + i).toList());
        labels.addFirst(HOSTILE);
        return facts(HOSTILE, NANO, passedGoals(), HOSTILE, labels, columns, 60, 300);
    }

    /** A run whose firmware computed something else than the host in two rows. */
    static ReportFacts mismatched() {
        ReportFacts f = fruit();
        Device device = new Device("Cortex-M4", "QEMU 8.2.2", "", 160, 2, OptionalLong.of(3420));
        return new ReportFacts(
                f.name(),
                f.board(),
                f.goals(),
                "",
                f.labels(),
                f.understood(),
                f.data(),
                f.split(),
                f.attempts(),
                f.test(),
                f.yardsticks(),
                f.quantized(),
                f.training(),
                f.memory(),
                f.latency(),
                device,
                f.contract(),
                f.application(),
                f.authorship(),
                f.packages(),
                f.usage(),
                f.repeat(),
                Optional.empty(),
                Details.NONE);
    }

    /** The least there can be: this computer, no goals, one attempt, nothing wrong. */
    static ReportFacts host() {
        ReportFacts f = facts("tiny", NANO, List.of(), "", List.of("off", "on"), 1, 0, 20);
        Board host = new Board(
                "host",
                "This computer",
                List.of(),
                "",
                "x86-64",
                1_000_000_000,
                1 << 30,
                1 << 30,
                "",
                NANO.build(),
                emulator("host", ""));
        return new ReportFacts(
                f.name(),
                host,
                f.goals(),
                "",
                f.labels(),
                new Understood("", List.of(), List.of()),
                f.data(),
                f.split(),
                new Attempts("validation rows", List.of(f.attempts().list().getLast())),
                f.test(),
                List.of(),
                new Quantized(1, 1, List.of()),
                new Training(List.of(), 0),
                Optional.empty(),
                Optional.empty(),
                new Device("x86-64", "", "", 20, 0, OptionalLong.empty()),
                f.contract(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new Usage(f.usage().snippet(), List.of()),
                f.repeat(),
                Optional.empty(),
                Details.NONE);
    }

    private static List<GoalResult> passedGoals() {
        return List.of(
                goal(Metric.ACCURACY, 0.85, 154 / 160.0, ""),
                goal(Metric.FLASH, 32 * 1024, 5_468, ""),
                goal(Metric.RAM, 8 * 1024, 620, ""),
                goal(Metric.LATENCY, 20, 0.0534, "estimated from executed instructions"));
    }

    private static GoalResult goal(Metric metric, double bound, double measured, String note) {
        return new GoalResult(new Goal(metric, bound), OptionalDouble.of(measured), note);
    }

    private static Board board(String id, String name, String core, String note) {
        return new Board(
                id,
                name,
                List.of(),
                "nRF52840",
                core,
                64_000_000,
                983_040,
                262_144,
                "",
                new Board.Build("arm-none-eabi-gcc", List.of("-mcpu=cortex-m4")),
                emulator("mps2-an386", note));
    }

    private static Board.Emulator emulator(String machine, String note) {
        return new Board.Emulator(
                "qemu-system-arm", machine, "Cortex-M4", 0, 4_194_304, 0x2000_0000L, 4_194_304, 40_000, note);
    }

    private static ReportFacts facts(
            String name,
            Board board,
            List<GoalResult> goals,
            String relaxation,
            List<String> labels,
            int columns,
            int wrong,
            int rows) {
        Random random = new Random(5);
        int classes = labels.size();
        List<Column> profiles = IntStream.range(0, columns)
                .mapToObj(i -> column(columnName(i, labels), classes, i, random))
                .toList();
        double accuracy = (rows - wrong) / (double) rows;
        return new ReportFacts(
                name,
                board,
                goals,
                relaxation,
                labels,
                understood(board),
                data(labels, profiles),
                new Split(512, 128, rows, 7, "Stratified by class; identical rows are on one side."),
                attempts(accuracy, relaxation.isEmpty()),
                testRows(rows, wrong, classes, columns, random),
                List.of(new Yardstick("majority class", 0.256), new Yardstick("logistic regression", 0.831)),
                new Quantized(accuracy + 1.0 / rows, accuracy, layers()),
                training(random),
                Optional.of(memory()),
                Optional.of(new Latency(
                        0.0534,
                        0.04,
                        0.0801,
                        "3 420 instructions at 64 MHz and 1.0 cycles each, 0.75 to 1.5 at the ends of the range.")),
                new Device(
                        "Cortex-M4",
                        "QEMU 8.2.2, machine mps2-an386",
                        board.emulator().note(),
                        rows,
                        0,
                        OptionalLong.of(3420)),
                contract(name, labels, columns),
                Optional.of(relaxation.isEmpty() ? passedApplication(rows, labels) : failedApplication(rows, labels)),
                Optional.of(authorship(labels.getFirst())),
                List.of(
                        new PackageEntry(
                                "Arduino library",
                                "fruit_sorter-arduino.zip",
                                "Sketch > Include Library > Add .ZIP Library",
                                "compiled with the Arduino AVR core"),
                        new PackageEntry(
                                "CMake project", "packages/cmake", "add_subdirectory(cmake)", "configured and built")),
                usage(),
                repeat(),
                Optional.empty(),
                Details.NONE);
    }

    private static Contract contract(String name, List<String> labels, int columns) {
        List<Contract.Input> inputs = IntStream.range(0, columns)
                .mapToObj(i -> new Contract.Input(columnName(i, labels), i < 3 ? "lux" : "", 0.0125f, 0.987f))
                .toList();
        return new Contract(
                name,
                "747617d7",
                inputs,
                columns == 3 ? List.of(List.of(0, 1, 2)) : List.of(),
                1,
                OptionalDouble.empty(),
                new Contract.Tensor(List.of(columns), new Quantization(0.02443566f, -1)),
                new Contract.Tensor(List.of(labels.size()), new Quantization(1 / 256f, -128)),
                labels);
    }

    /** @param text of the model's own */
    private static Authorship authorship(String text) {
        return new Authorship(
                "openai/gpt-5-mini",
                List.of(
                        new Authorship.Part("task", true, ""),
                        new Authorship.Part("plan", true, "rules took a trailing comma out"),
                        new Authorship.Part("sketch", false, "the same error came back: no such sensor as " + text)),
                List.of(
                        new Authorship.Job("task", 1, 0, 1_180, 140, OptionalDouble.of(0.000575), 0, 0),
                        new Authorship.Job("plan", 2, 1, 4_214, 1_022, OptionalDouble.of(0.0030975), 1, 1),
                        new Authorship.Job("sketch", 3, 0, 9_310, 2_871, OptionalDouble.of(0.0080695), 3, 2)),
                List.of("the person rejected a plan: too large for " + text));
    }

    private static ApplicationResult passedApplication(int rows, List<String> labels) {
        return new ApplicationResult(
                true,
                "print the fruit once a second",
                false,
                "app/fruit_sorter/fruit_sorter.ino",
                "APDS9960 colour sensor: red, green, blue",
                "Cortex-M4 in QEMU 8.2.2",
                "",
                List.of("apple: a line \"apple\", at least every 1 s"),
                rows,
                3,
                rows - 6,
                0,
                List.of(),
                "",
                "",
                List.of("1.024  " + labels.getFirst(), "2.025  " + labels.getFirst()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                ApplicationResult.ROW);
    }

    private static ApplicationResult failedApplication(int rows, List<String> labels) {
        return new ApplicationResult(
                false,
                "print the fruit once a second",
                true,
                "app/fruit_sorter/fruit_sorter.ino",
                "lines of numbers on the serial port",
                "Cortex-M4 in QEMU 8.2.2",
                "The board has no Arduino core; the sketch ran on the emulation's.",
                List.of("apple: a line \"apple\", at least every 1 s"),
                rows,
                0,
                4,
                1,
                List.of(new ApplicationResult.Failure(
                        "fruit.csv:17", "red 812, green 512, blue 301", labels.get(1), "the line \"0\"")),
                "it passes raw counts, 812 512 301, where the model takes shares of their sum",
                "divide each count by the sum of the three",
                List.of(),
                OptionalLong.of(9_876),
                OptionalLong.of(512),
                List.of("Bluetooth"),
                List.of(
                        "no sensor of this board measures colour: readings come as lines of numbers on the serial port"),
                ApplicationResult.ROW);
    }

    private static String columnName(int i, List<String> labels) {
        boolean isHostile = labels.contains(HOSTILE);
        return i == 0 && isHostile
                ? HOSTILE
                : i < 3 ? List.of("red", "green", "blue").get(i) : "reading " + i;
    }

    private static Column column(String name, int classes, int seed, Random random) {
        List<List<Integer>> histogram = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            double centre = 4 + (c * (7 + seed * 5) % 17);
            double width = 1.6 + seed % 3;
            List<Integer> bins = new ArrayList<>();
            for (int bin = 0; bin < 24; bin++) {
                double distance = (bin - centre) / width;
                bins.add((int) Math.round(60 * Math.exp(-distance * distance / 2) * (0.7 + 0.6 * random.nextDouble())));
            }
            histogram.add(bins);
        }
        return new Column(
                name,
                seed < 3 ? "lux" : "",
                seed == 1 ? 3 : 0,
                0.0125,
                0.21,
                0.348,
                0.521,
                0.987,
                0.3571,
                0.1823,
                0,
                1,
                histogram);
    }

    private static DataSummary data(List<String> labels, List<Column> columns) {
        List<Long> counts = IntStream.range(0, labels.size())
                .mapToObj(i -> 200L + i * 7 % 31)
                .toList();
        long used = counts.stream().mapToLong(count -> count).sum();
        return new DataSummary(
                "examples/fruit/fruit.csv",
                "Fruit",
                used + 43,
                used,
                List.of(
                        new Dropped("duplicate of another row", 31, List.of("fruit.csv line 7", "<b>.csv line 9")),
                        new Dropped("no label", 8, List.of()),
                        new Dropped("broken: 2 fields, expected 4", 4, List.of())),
                counts,
                columns,
                List.of(new LeftOut("time", "counts up with the rows: a time column")),
                List.of("steps/Clean.java: dropped 2 of 843 rows (apple 2)"),
                List.of("Column green has 3 missing values, written \"?\"; the training median stands in for them."));
    }

    private static Understood understood(Board board) {
        return new Understood(
                "Tell apples, bananas, oranges and grapes apart by colour on an " + board.name()
                        + ", under 32 KB flash and 8 KB RAM, at least 85 % accurate, please",
                List.of(
                        new Part("kind", "classification", "Tell \u2026 apart"),
                        new Part("labels", "apple, banana, orange, grape", "apples, bananas, oranges and grapes"),
                        new Part("board", board.id(), board.name()),
                        new Part("flash", "<= 32 KiB", "under 32 KB flash"),
                        new Part("accuracy", ">= 85 %", "at least 85 % accurate")),
                List.of("please"));
    }

    private static Attempts attempts(double accuracy, boolean passed) {
        return new Attempts(
                "validation rows",
                List.of(
                        attempt(
                                1,
                                "the smallest network that could do",
                                "dense 4 relu, dense 4",
                                0.742,
                                4_612,
                                "accuracy 74.2 %, wanted 85 %",
                                false,
                                false),
                        attempt(
                                2,
                                "accuracy was 10.8 points short: twice as wide",
                                "dense 8 relu, dense 4",
                                0.836,
                                4_804,
                                "accuracy 83.6 %, wanted 85 %",
                                false,
                                false),
                        attempt(
                                3,
                                "accuracy was 1.4 points short: twice as wide",
                                "dense 16 relu, dense 4",
                                accuracy + 0.004,
                                5_468,
                                passed ? "meets all goals" : "accuracy and RAM missed",
                                passed,
                                true),
                        attempt(
                                4,
                                "is a second layer better at the same size?",
                                "dense 12 relu, dense 8 relu, dense 4",
                                accuracy - 0.015,
                                5_596,
                                passed ? "meets all goals, larger" : "accuracy missed",
                                passed,
                                false),
                        new Attempt(
                                5,
                                "much wider, to see what the data allows",
                                "dense 64 relu, dense 64 relu, dense 4",
                                OptionalDouble.empty(),
                                OptionalLong.of(43_000),
                                OptionalLong.empty(),
                                "refused: 10 232 bytes over the flash goal",
                                false,
                                false)));
    }

    private static Attempt attempt(
            int number,
            String why,
            String model,
            double accuracy,
            long flash,
            String outcome,
            boolean met,
            boolean chosen) {
        return new Attempt(
                number,
                why,
                model,
                OptionalDouble.of(accuracy),
                OptionalLong.of(flash),
                OptionalLong.of(620),
                outcome,
                met,
                chosen);
    }

    private static List<TestRow> testRows(int rows, int wrong, int classes, int columns, Random random) {
        List<TestRow> test = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int wanted = i % classes;
            int got = i < wrong ? (wanted + 1 + i / classes % (classes - 1)) % classes : wanted;
            List<Float> readings = IntStream.range(0, columns)
                    .mapToObj(c -> c == 1 ? Float.NaN : random.nextInt(10_000) / 10_000f)
                    .toList();
            test.add(new TestRow(
                    "fruit.csv:" + (2 + i * 5), readings, wanted, got, (140 + random.nextInt(110)) / 256.0));
        }
        return test;
    }

    private static List<LayerError> layers() {
        return List.of(
                new LayerError("input", 48.21, 0.00391, 0.0078),
                new LayerError("dense 16 relu", 41.03, 0.0123, 0.0581),
                new LayerError("dense 4", 38.87, 0.0412, 0.1634),
                new LayerError("softmax", Double.POSITIVE_INFINITY, 0, 0));
    }

    private static Training training(Random random) {
        List<Epoch> epochs = IntStream.rangeClosed(1, 58)
                .mapToObj(e -> new Epoch(
                        e,
                        1.38 * Math.exp(-e / 14.0) + 0.08 + 0.01 * random.nextDouble(),
                        1.37 * Math.exp(-e / 13.0) + 0.12 + 0.0012 * Math.max(0, e - 40) + 0.02 * random.nextDouble(),
                        Math.min(0.969, 0.97 - 0.7 * Math.exp(-e / 9.0) + 0.02 * random.nextDouble())))
                .toList();
        return new Training(epochs, 46);
    }

    private static MemoryFacts memory() {
        return new MemoryFacts(
                5_468,
                5_048,
                620,
                212,
                List.of(
                        new MemoryFacts.Part("start-up and vectors", 1_204),
                        new MemoryFacts.Part("input program", 1_388),
                        new MemoryFacts.Part("kernels", 1_836),
                        new MemoryFacts.Part("weights", 420),
                        new MemoryFacts.Part("C library", 620)),
                List.of(
                        new MemoryFacts.Part("arena", 40),
                        new MemoryFacts.Part("other static data", 368),
                        new MemoryFacts.Part("stack", 212)));
    }

    private static Usage usage() {
        return new Usage(
                "#include \"fruit_sorter.h\"\n\nfruit_sorter_result result;\nfruit_sorter_classify((const float[]){red, green, blue}, &result);\nputs(fruit_sorter_label(result.best)); /* result.confidence[result.best] of 255 */",
                List.of(
                        new FileEntry("out/fruit_sorter.h", "the API: classes, readings, one function"),
                        new FileEntry("out/fruit_sorter.c", "weights, input program, order of calls"),
                        new FileEntry("out/model.tflite", "the same network for other tools")));
    }

    private static Repeat repeat() {
        return new Repeat(
                "./tinywright build fruit-sorter",
                List.of(
                        new RepeatEntry("tinywright", "0.1.0"),
                        new RepeatEntry("gcc", "arm-none-eabi-gcc 13.2.1"),
                        new RepeatEntry("seed, split", "7"),
                        new RepeatEntry("seed, training", "7"),
                        new RepeatEntry(
                                "data, SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                        new RepeatEntry(
                                "firmware, SHA-256",
                                "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752")));
    }
}
