package dev.tinywright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinywright.recording.Capture;
import dev.tinywright.recording.CaptureHints;
import dev.tinywright.recording.Captures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who was recorded, told by folders and names of files, and kept on one side of the split. */
class GroupingTest {
    private static final List<String> PEOPLE = List.of("george", "jackson", "lucas", "nicolas", "theo", "yweweler");
    private static final SplitSettings BY_GROUP = new SplitSettings(SplitSettings.By.GROUP, 0.2, 0.2, 7);

    @TempDir
    Path folder;

    /** Six people, two classes, three takes; a path of each with {class}, {person}, {number}, {take} filled in. */
    private Captures recorded(String form, String sentence, UnaryOperator<String> personOf) throws IOException {
        for (String label : List.of("walk", "run")) {
            for (int p = 0; p < PEOPLE.size(); p++) {
                for (int take = 0; take < 3; take++) {
                    String name = form.replace("{class}", label)
                            .replace("{person}", personOf.apply(PEOPLE.get(p)))
                            .replace("{number}", String.valueOf(p + 1))
                            .replace("{hash}", Integer.toHexString(0xa1b2c3 * (p + 1)))
                            .replace("{take}", String.valueOf(take + 1));
                    Made.write(
                            folder.resolve(name),
                            Made.sine(label.equals("walk") ? 1 : 3, 100, p + 0.1 * take, ",", "x,y\n"));
                }
            }
        }
        return Made.load(
                folder, CaptureHints.of(sentence, sentence.contains("tell") ? List.of("walk", "run") : List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "{class}_{person}_{take}.csv,names",
        "subject0{number}_{class}_{take}.csv,subjects",
        "s{number}-{class}{take}.csv,subjects",
        "{class}.user{number}.{take}.csv,users",
        "{class}/{hash}_nohash_{take}.csv,devices",
        "{class}/{person}/{take}.csv,groups",
        "{person}/{class}/{take}.csv,groups"
    })
    void everyoneIsFoundAndHeldApart(String form, String what) throws IOException {
        String sentence = what.equals("groups") ? "tell walk from run" : "";
        Captures captures = form.startsWith("{person}/")
                ? recorded(form, sentence, name -> "subject" + PEOPLE.indexOf(name))
                : recorded(form, sentence, UnaryOperator.identity());
        Grouping grouping = Grouping.of(captures).orElseThrow();

        assertThat(captures.labels()).containsExactly("run", "walk");
        assertThat(grouping.what().what()).isEqualTo(what);
        assertThat(grouping.names()).hasSize(6);
        assertThat(Grouping.choose(captures, sentence).apart()).isTrue();
        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), BY_GROUP);
        Set<String> tested = people(captures, data.test());
        tested.retainAll(people(captures, data.training()));
        assertThat(tested).isEmpty();
    }

    private static Set<String> people(Captures captures, Dataset.Part part) {
        return IntStream.range(0, part.size())
                .mapToObj(part::unitOf)
                .map(unit -> captures.all().get(unit).group().orElseThrow())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void aGivenSplitStaysAndWhoIsOnBothSidesIsSaid() throws IOException {
        recorded("train/{class}/{class}_{person}_{take}.csv", "", UnaryOperator.identity());
        Captures captures = recorded("test/{class}/{class}_{person}_9{take}.csv", "", UnaryOperator.identity());

        Grouping.Choice choice = Grouping.choose(captures, "");

        assertThat(choice.apart()).isFalse();
        assertThat(choice.warnings())
                .singleElement()
                .asString()
                .isEqualTo(
                        "6 names in the file names (george, jackson, lucas, ...): the same ones are on both sides of the"
                                + " given split, so how well it does on others is not known; split: {by: group} in plan.yaml"
                                + " holds them apart");
        Dataset anew = Windows.cut(captures, WindowSettings.suggested(captures), BY_GROUP);
        Set<String> tested = people(captures, anew.test());
        tested.retainAll(people(captures, anew.training()));
        assertThat(tested).isEmpty();
        assertThat(anew.warnings()).anyMatch(w -> w.contains("the split that the data gives is not used"));
    }

    @Test
    void fewPeopleAreHeldApartOnlyWhereTheSentenceInsists() throws IOException {
        UnaryOperator<String> three = name -> PEOPLE.get(PEOPLE.indexOf(name) % 3);
        Captures captures = recorded("{class}/{person}_{number}{take}.csv", "", three);

        assertThat(Grouping.choose(captures, "").apart()).isFalse();
        assertThat(Grouping.choose(captures, "").warnings().getFirst()).contains("3 names", "too few");
        assertThat(Grouping.choose(captures, "it must work for people it has never heard before")
                        .apart())
                .isTrue();
    }

    @Test
    void theFieldThatIsAskedForGoesBeforeOthers() throws IOException {
        String sentence = "split by user";
        Captures captures = recorded("session{take}_user{number}_{class}_1.csv", sentence, UnaryOperator.identity());
        Captures plain = Made.load(folder);

        assertThat(Grouping.of(plain).orElseThrow().what().what()).isEqualTo("sessions");
        assertThat(Grouping.of(captures).orElseThrow().what().what()).isEqualTo("users");
        assertThat(Grouping.choose(captures, sentence).warnings()).isEmpty();
        assertThat(Grouping.choose(plain, sentence).warnings())
                .singleElement()
                .asString()
                .contains("wants each user on one side", "sessions only");
    }

    @Test
    void numbersAreTakenForPeopleOnlyWhereTheSplitIsAskedFor() throws IOException {
        Captures spoken = recorded("{class}/{take}_{number}.csv", "for new people", UnaryOperator.identity());
        Captures asked = Made.load(folder, CaptureHints.of("split the recordings by person", List.of()));

        assertThat(Grouping.of(spoken)).isEmpty();
        assertThat(Grouping.of(asked).orElseThrow().what().what()).isEqualTo("people");
    }

    @Test
    void fieldsThatTellNobodyAreNoGroups() throws IOException {
        Captures captures = recorded("{class}/{take}_{number}.csv", "", UnaryOperator.identity());

        assertThat(Grouping.of(captures)).isEmpty();
        assertThat(captures.all()).allMatch((Capture c) -> c.group().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "split by speaker,GROUP",
        "it is for new people,GROUP",
        "use a random split,WINDOW",
        "split the data by time,TIME",
        "split by recording,ROW",
        "tell walk from run,",
        "a random split by speaker,GROUP",
        "split the data randomly by user,GROUP",
        "a random split by recording,ROW",
        "split the recordings by window,WINDOW",
        "it must work with unseen machines,GROUP",
        "do not use a random split,",
        "don't split it randomly,",
        "never split by window,",
        "never split by speaker,",
        "tell me window by window which gesture it is,",
        "a voice that switches other devices,"
    })
    void theSentenceMayInsistOnASplit(String sentence, SplitSettings.By by) {
        assertThat(SplitWish.of(sentence).orElse(null)).isEqualTo(by);
    }

    @Test
    void byTimeTheEarliestOfEachClassIsLearnedFrom() throws IOException {
        for (int i = 0; i < 10; i++) {
            String stamp = "_2026051" + i + "-120000.csv";
            Made.write(folder.resolve("walk/w" + stamp), Made.sine(1, 100, i, ",", "x,y\n"));
            Made.write(folder.resolve("run/r" + stamp), Made.sine(3, 100, i, ",", "x,y\n"));
        }
        Captures captures = Made.load(folder);
        SplitSettings byTime = new SplitSettings(SplitSettings.By.TIME, 0.2, 0.25, 7);

        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), byTime);

        assertThat(IntStream.range(0, data.test().size()).mapToObj(data.test()::origin))
                .containsExactlyInAnyOrder(
                        "run/r_20260518-120000.csv",
                        "run/r_20260519-120000.csv",
                        "walk/w_20260518-120000.csv",
                        "walk/w_20260519-120000.csv");
        assertThat(data.split().text()).contains("by time: the earliest recordings of each class");
    }

    @Test
    void byTimeACopyOfAnEarlierRecordingIsOnTheSideOfThatOne() throws IOException {
        for (int i = 0; i < 10; i++) {
            String stamp = "_2026051" + i + "-120000.csv";
            Made.write(folder.resolve("walk/w" + stamp), Made.sine(1, 100, i % 9, ",", "x,y\n"));
            Made.write(folder.resolve("run/r" + stamp), Made.sine(3, 100, i, ",", "x,y\n"));
        }
        Captures captures = Made.load(folder);
        SplitSettings byTime = new SplitSettings(SplitSettings.By.TIME, 0.2, 0.25, 7);

        Dataset data = Windows.cut(captures, WindowSettings.suggested(captures), byTime);

        assertThat(IntStream.range(0, data.test().size()).mapToObj(data.test()::origin))
                .containsExactlyInAnyOrder(
                        "run/r_20260518-120000.csv", "run/r_20260519-120000.csv", "walk/w_20260518-120000.csv");
        assertThat(data.notes()).anyMatch(note -> note.startsWith("1 recording equal to an earlier one"));
    }

    @Test
    void byTimeWithoutStampsTheEndOfEachRecordingIsTestedOn() throws IOException {
        Captures captures = Made.load(Made.motions(folder, 2, 1000));
        SplitSettings byTime = new SplitSettings(SplitSettings.By.TIME, 0.2, 0.25, 7);

        Dataset data = Windows.cut(captures, WindowSettings.ofFrames(50, 50, WindowSettings.Placing.SLIDE), byTime);

        assertThat(data.training().size()).isEqualTo(4 * 12);
        assertThat(data.validation().size()).isEqualTo(4 * 4);
        assertThat(data.test().size()).isEqualTo(4 * 4);
        assertThat(data.test().origin(0)).contains("8.0-8.5 s");
    }

    @Test
    void windowsDrawnOneByOneAreAWarning() throws IOException {
        Captures captures = Made.load(Made.motions(folder, 4, 1000));
        SplitSettings byWindow = new SplitSettings(SplitSettings.By.WINDOW, 0.2, 0.2, 7);
        Dataset whole =
                Windows.cut(captures, WindowSettings.ofFrames(50, 50, WindowSettings.Placing.SLIDE), Made.BY_RECORDING);

        Dataset mixed = LeakAudit.mixed(whole, byWindow);

        Set<Integer> both = IntStream.range(0, mixed.test().size())
                .mapToObj(mixed.test()::unitOf)
                .collect(Collectors.toSet());
        both.retainAll(IntStream.range(0, mixed.training().size())
                .mapToObj(mixed.training()::unitOf)
                .collect(Collectors.toSet()));
        assertThat(both).isNotEmpty();
        assertThat(mixed.split().by()).isEqualTo(SplitSettings.By.WINDOW);
        assertThat(mixed.split().text()).contains("windows drawn one by one");
        assertThat(mixed.warnings()).anyMatch(w -> w.contains("looks better than it is"));
    }
}
