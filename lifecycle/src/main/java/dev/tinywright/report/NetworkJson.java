package dev.tinywright.report;

import dev.tinywright.compile.Layer;
import dev.tinywright.lower.Target;
import dev.tinywright.verify.Energy;
import dev.tinywright.verify.Latency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a compiled network for a machine. */
public final class NetworkJson {
    private NetworkJson() {}

    /** Returns the facts that the text and the page show of the layers, by their names. */
    public static Map<String, Object> of(NetworkFacts facts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("flashShare", facts.flashShare());
        json.put("ramShare", facts.ramShare());
        json.put("macs", macs(facts));
        json.put("parameters", facts.parameters());
        json.put("parametersLeft", facts.parametersLeft());
        facts.cycles()
                .ifPresent(cycles -> json.put(
                        facts.measured().cycles().isPresent() ? "cycles" : "cyclesEstimated", Math.round(cycles)));
        facts.latency().ifPresent(latency -> json.put("latency", latency(latency)));
        facts.energy().ifPresent(energy -> json.put("energy", energy(energy)));
        json.put("layers", facts.lines().stream().map(NetworkJson::layer).toList());
        json.put("memory", memory(facts));
        json.put("advice", facts.advice());
        return json;
    }

    private static Map<String, Object> macs(NetworkFacts facts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", facts.macs().file());
        json.put("left", facts.macs().left());
        json.put("computed", facts.macs().computed());
        json.put("extraShare", facts.macs().extra());
        return json;
    }

    private static Map<String, Object> latency(Latency latency) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("millis", latency.millis());
        json.put("lowMillis", latency.lowMillis());
        json.put("highMillis", latency.highMillis());
        json.put("basis", latency.basis());
        return json;
    }

    private static Map<String, Object> energy(Energy energy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("microjoules", energy.microjoules());
        json.put("lowMicrojoules", energy.lowMicrojoules());
        json.put("highMicrojoules", energy.highMicrojoules());
        json.put("basis", energy.basis());
        return json;
    }

    private static Map<String, Object> layer(NetworkFacts.Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        Layer layer = line.layer();
        json.put("index", line.number());
        json.put("name", layer.name());
        json.put("kind", layer.kind().toLowerCase(Locale.ROOT));
        json.put("input", layer.inputShape());
        json.put("output", layer.outputShape());
        json.put("macs", layer.macs());
        json.put("parameters", layer.parameters());
        json.put("constantBytes", layer.constantBytes());
        json.put("kernel", layer.kernel());
        json.put("why", layer.why());
        json.put("buffers", layer.buffers());
        line.instructions().ifPresent(count -> json.put("instructions", Math.round(count)));
        line.perMac().ifPresent(count -> json.put("instructionsPerMac", count));
        line.cycles().ifPresent(count -> json.put("cyclesEstimated", Math.round(count)));
        return json;
    }

    /** Which buffers are in use at each layer, with those that wait for a later one. */
    private static Map<String, Object> memory(NetworkFacts facts) {
        Map<String, Object> json = new LinkedHashMap<>();
        MemoryMap.Row peak = facts.memory().peak();
        json.put("arenaBytes", facts.memory().arenaBytes());
        json.put("peakLayer", peak.layer());
        json.put("peakBytes", peak.bytes());
        json.put(
                facts.other().optimize() == Target.Optimize.MEMORY ? "arenaBytesForMemory" : "arenaBytesForSpeed",
                facts.other().arenaBytes());
        json.put("inUse", facts.memory().rows().stream().map(NetworkJson::row).toList());
        return json;
    }

    private static Map<String, Object> row(MemoryMap.Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("layer", row.layer());
        json.put("bytes", row.bytes());
        List<Map<String, Object>> pieces = row.pieces().stream()
                .map(piece -> Map.<String, Object>of(
                        "role", piece.role().name().toLowerCase(Locale.ROOT),
                        "offset", piece.offset(),
                        "bytes", piece.bytes()))
                .toList();
        json.put("buffers", pieces);
        return json;
    }
}
