package dev.tinywright.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The constants of {@link CycleModel} for each core, made of published results, and their error on the results that were held
 * out.
 *
 * <ul>
 *   <li>M4, M33, M85: two constants from two networks (keyword spotting and the fully connected one) of one board each, run
 *       with CMSIS-NN, whose instructions were counted in the emulator. Assumed: microTVM and older LiteRT around the same
 *       kernels execute what LiteRT of today does; an M33 what an M4 does; an M85 what an M55 does.
 *   <li>M7: no times of CMSIS-NN are published, but times of engines on an M4 and an M7. Assumed: an engine executes the same
 *       instructions on both (LiteRT's counts differ by less than 1 %). The mean ratio of their cycles scales the M4's constants.
 * </ul>
 *
 * <p>Nothing is published that could set constants for an M0+, M3 or M55: the instructions behind their times are not known.
 */
public final class Calibration {
    private static final String M4 = "Cortex-M4";
    private static final String M7 = "Cortex-M7";
    private static final Calibration OURS = new Calibration();

    private final Map<String, Network> networks = new HashMap<>();
    private final Map<String, CycleModel> models = new HashMap<>();
    private final List<HeldOut> heldOut;

    /** What a network takes with CMSIS-NN, with the DSP extension and with Helium. */
    private record Network(double weightBytes, double dsp, double helium) {
        static Network of(String[] row) {
            return new Network(
                    Double.parseDouble(row[1]), Double.parseDouble(row[2]) * 1e6, Double.parseDouble(row[3]) * 1e6);
        }

        double instructions(String core) {
            return core.equals("Cortex-M85") ? helium : dsp;
        }
    }

    private Calibration() {
        PublishedRun.Table.rows("networks.csv").forEach(row -> networks.put(row[0], Network.of(row)));
        Map<String, List<CycleModel.Point>> points = PublishedRun.of("fit").stream()
                .collect(Collectors.groupingBy(
                        PublishedRun::core, Collectors.mapping(this::point, Collectors.toList())));
        points.forEach((core, measured) -> models.put(core, CycleModel.fit(measured)));
        models.put(M7, model(M4).times(ratio()));
        heldOut = Stream.concat(
                        PublishedRun.of("check").stream()
                                .map(run -> new HeldOut(run, true, run.cycles(), cycles(run.core(), run))),
                        PublishedRun.of("pair-check").stream().map(this::pair))
                .toList();
    }

    /** Returns the constants of a core, "Cortex-M4"; empty where no published result sets them. */
    static Optional<CycleModel> of(String core) {
        return Optional.ofNullable(OURS.models.get(core));
    }

    /** Returns every published time that set no constant, with what is predicted for it. */
    public static List<HeldOut> heldOut() {
        return OURS.heldOut;
    }

    /** Returns those of one core. */
    static List<HeldOut> heldOut(String core) {
        return OURS.heldOut.stream().filter(it -> it.run().core().equals(core)).toList();
    }

    /** Returns the cores that there are constants for, with them. */
    public static Map<String, CycleModel> models() {
        return Map.copyOf(OURS.models);
    }

    /** Returns the cycles that are predicted for a run of kernels whose instructions were counted. */
    static double predicted(PublishedRun run) {
        return OURS.cycles(run.core(), run);
    }

    private CycleModel model(String core) {
        return Optional.ofNullable(models.get(core)).orElseThrow();
    }

    private Network network(PublishedRun run) {
        return Optional.ofNullable(networks.get(run.network())).orElseThrow();
    }

    private CycleModel.Point point(PublishedRun run) {
        return new CycleModel.Point(
                network(run).instructions(run.core()), network(run).weightBytes(), run.cycles());
    }

    /** What CMSIS-NN takes for a run's network on a core. */
    private double cycles(String core, PublishedRun run) {
        return model(core).cycles(network(run).instructions(core), network(run).weightBytes());
    }

    /** The mean by which the engines' cycles fall from an M4 to an M7. */
    private static double ratio() {
        return Math.exp(PublishedRun.of("pair-fit").stream()
                .mapToDouble(run -> Math.log(run.cycles() / base(run).cycles()))
                .average()
                .orElseThrow());
    }

    /** The same engine's cycles on its M4, times what the constants say of the two cores. */
    private HeldOut pair(PublishedRun run) {
        double predicted = base(run).cycles() * cycles(run.core(), run) / cycles(M4, run);
        return new HeldOut(run, false, run.cycles(), predicted);
    }

    private static PublishedRun base(PublishedRun run) {
        return PublishedRun.of("pair-base").stream()
                .filter(base ->
                        base.engine().equals(run.engine()) && base.network().equals(run.network()))
                .findFirst()
                .orElseThrow();
    }
}
