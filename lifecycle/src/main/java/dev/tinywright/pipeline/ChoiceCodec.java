package dev.tinywright.pipeline;

import dev.tinywright.pipeline.Ready.Account;
import dev.tinywright.pipeline.Ready.Measure;
import dev.tinywright.pipeline.Ready.Way;
import dev.tinywright.quantize.ActivationRange;
import dev.tinywright.quantize.QuantizeSettings;
import dev.tinywright.quantize.QuantizeSettings.Head;
import dev.tinywright.quantize.QuantizeSettings.Ranges;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Keeps how a network is put on integers, and what was tried, as bytes. */
record ChoiceCodec(Head head) implements StageCache.Codec<QuantizeStage.Choice> {
    @Override
    public void write(QuantizeStage.Choice choice, DataOutputStream out) throws IOException {
        QuantizeSettings settings = choice.settings();
        out.writeUTF(settings.ranges().name());
        out.writeDouble(settings.percentile());
        out.writeBoolean(settings.equalize());
        out.writeBoolean(settings.correctBias());
        out.writeInt(settings.known().size());
        for (Map.Entry<String, ActivationRange> range : new TreeMap<>(settings.known()).entrySet()) {
            out.writeUTF(range.getKey());
            out.writeFloat(range.getValue().min());
            out.writeFloat(range.getValue().max());
        }
        out.writeInt(settings.wide().size());
        for (String layer : settings.wide()) {
            out.writeUTF(layer);
        }
        Account account = choice.account();
        out.writeUTF(account.measure().name());
        out.writeInt(account.examples());
        out.writeDouble(account.inFloat());
        out.writeDouble(account.score());
        out.writeInt(account.ways().size());
        for (Way way : account.ways()) {
            out.writeUTF(way.how());
            out.writeDouble(way.score());
        }
    }

    @Override
    public QuantizeStage.Choice read(DataInputStream in) throws IOException {
        Ranges ranges = Ranges.valueOf(in.readUTF());
        double percentile = in.readDouble();
        boolean equalize = in.readBoolean();
        boolean correctBias = in.readBoolean();
        Map<String, ActivationRange> known = new HashMap<>();
        for (int count = in.readInt(); count > 0; count--) {
            known.put(in.readUTF(), new ActivationRange(in.readFloat(), in.readFloat()));
        }
        Set<String> wide = new TreeSet<>();
        for (int count = in.readInt(); count > 0; count--) {
            wide.add(in.readUTF());
        }
        QuantizeSettings settings = QuantizeSettings.of(head, percentile)
                .withRanges(ranges, percentile)
                .withEqualization(equalize)
                .withBiasCorrection(correctBias)
                .withKnown(known)
                .withWide(wide);
        Measure measure = Measure.valueOf(in.readUTF());
        int examples = in.readInt();
        double inFloat = in.readDouble();
        double score = in.readDouble();
        List<Way> ways = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            ways.add(new Way(in.readUTF(), in.readDouble()));
        }
        return new QuantizeStage.Choice(settings, new Account(measure, examples, inFloat, score, ways));
    }
}
