package dev.tinywright.pipeline;

import dev.tinywright.data.ColumnProfile;
import dev.tinywright.data.LabelVariants;
import dev.tinywright.data.Profile;
import dev.tinywright.report.DataSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The profile's columns for the report, its histograms by the classes that the model tells. */
record ProfileMapping(Profile profile, List<String> labels) {

    /** Returns the columns that are readings of the model, in its order. */
    List<DataSummary.Column> columns(List<String> readings) {
        return readings.stream()
                .map(name -> profile.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .map(this::column)
                .toList();
    }

    private DataSummary.Column column(ColumnProfile c) {
        return new DataSummary.Column(
                c.name(),
                c.unit(),
                c.missing(),
                c.min(),
                c.firstQuartile(),
                c.median(),
                c.thirdQuartile(),
                c.max(),
                c.mean(),
                c.deviation(),
                c.histogram().low(),
                c.histogram().high(),
                byClass(c.histogram().counts()));
    }

    private List<List<Integer>> byClass(List<List<Integer>> byLabel) {
        int bins = byLabel.isEmpty() ? 0 : byLabel.getFirst().size();
        List<List<Integer>> sums = new ArrayList<>();
        labels.forEach(label -> sums.add(new ArrayList<>(Collections.nCopies(bins, 0))));
        for (int i = 0; i < byLabel.size(); i++) {
            int index = labels.indexOf(merged(profile.classes().get(i).label()));
            for (int bin = 0; index >= 0 && bin < bins; bin++) {
                sums.get(index)
                        .set(bin, sums.get(index).get(bin) + byLabel.get(i).get(bin));
            }
        }
        return sums;
    }

    /** Returns the class that a label became. */
    private String merged(String label) {
        if (labels.contains(label)) {
            return label;
        }
        return profile.variants().stream()
                .filter(merge -> merge.others().contains(label))
                .map(LabelVariants.Merge::into)
                .findFirst()
                .orElse(label)
                .strip();
    }
}
