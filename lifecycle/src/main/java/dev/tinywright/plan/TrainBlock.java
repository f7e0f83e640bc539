package dev.tinywright.plan;

import static dev.tinywright.plan.PlanFile.name;

import dev.tinywright.spec.YamlSection;
import dev.tinywright.spec.YamlText;
import dev.tinywright.train.Augmentation;
import dev.tinywright.train.TrainSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part {@code train} of plan.yaml. What few plans need is written only where it is not as {@link PlanDefaults} says. */
final class TrainBlock {
    private static final List<String> KEYS = List.of(
            "epochs",
            "batchSize",
            "optimizer",
            "learningRate",
            "weightDecay",
            "dropout",
            "classWeights",
            "patience",
            "teacher",
            "seed",
            "schedule",
            "labelSmoothing",
            "loss",
            "augment",
            "quantizationAwareEpochs",
            PlanFile.KEEP);

    private TrainBlock() {}

    /** Returns the mapping in one line. */
    static String text(TrainSettings train) {
        return "{epochs: " + train.epochs() + ", batchSize: " + train.batchSize() + ", optimizer: "
                + name(train.optimizer())
                + ", learningRate: " + YamlText.number(train.learningRate()) + ", weightDecay: "
                + YamlText.number(train.weightDecay()) + ", dropout: " + YamlText.number(train.dropout())
                + ", classWeights: " + train.classWeights() + ", patience: " + train.patience() + ", teacher: "
                + name(train.teacher()) + ", seed: " + train.seed() + rare(train) + "}";
    }

    private static String rare(TrainSettings train) {
        TrainSettings usual = PlanDefaults.TRAIN;
        StringBuilder text = new StringBuilder();
        if (train.schedule() != usual.schedule()) {
            text.append(", schedule: ").append(name(train.schedule()));
        }
        if (train.labelSmoothing() != usual.labelSmoothing()) {
            text.append(", labelSmoothing: ").append(YamlText.number(train.labelSmoothing()));
        }
        if (train.loss() != usual.loss()) {
            text.append(", loss: ").append(name(train.loss()));
        }
        if (!train.augment().isEmpty()) {
            text.append(", augment: ").append(augment(train.augment()));
        }
        if (train.quantizationAwareEpochs() != usual.quantizationAwareEpochs()) {
            text.append(", quantizationAwareEpochs: ").append(train.quantizationAwareEpochs());
        }
        return text.toString();
    }

    private static String augment(List<Augmentation> augment) {
        return augment.stream()
                .map(a -> a.kind().key() + ": " + YamlText.number(a.strength()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static TrainSettings read(YamlSection section) {
        TrainSettings otherwise = PlanDefaults.TRAIN;
        section.allow(KEYS);
        int epochs = (int) section.whole("epochs", otherwise.epochs(), 1, 10_000);
        int batchSize = (int) section.whole("batchSize", otherwise.batchSize(), 1, 65_536);
        TrainSettings.Optimizer optimizer = section.choice("optimizer", otherwise.optimizer());
        double learningRate = section.number("learningRate", otherwise.learningRate());
        double weightDecay = section.number("weightDecay", otherwise.weightDecay());
        double dropout = section.number("dropout", otherwise.dropout());
        boolean classWeights = section.flag("classWeights", otherwise.classWeights());
        int patience = (int) section.whole("patience", otherwise.patience(), 0, 10_000);
        TrainSettings.Teacher teacher = section.choice("teacher", otherwise.teacher());
        long seed = PlanFile.seed(section, otherwise.seed());
        TrainSettings.Schedule schedule = section.choice("schedule", otherwise.schedule());
        double labelSmoothing = section.number("labelSmoothing", otherwise.labelSmoothing());
        TrainSettings.Loss loss = section.choice("loss", otherwise.loss());
        List<Augmentation> augment = augment(section.section("augment"));
        int quantizationAwareEpochs =
                (int) section.whole("quantizationAwareEpochs", otherwise.quantizationAwareEpochs(), 0, 1000);
        return section.make(() -> new TrainSettings(
                        epochs,
                        batchSize,
                        optimizer,
                        learningRate,
                        weightDecay,
                        dropout,
                        classWeights,
                        patience,
                        teacher,
                        seed,
                        schedule,
                        labelSmoothing,
                        loss,
                        augment,
                        quantizationAwareEpochs))
                .orElse(otherwise);
    }

    private static List<Augmentation> augment(YamlSection section) {
        Augmentation.Kind[] kinds = Augmentation.Kind.values();
        section.allow(Arrays.stream(kinds).map(Augmentation.Kind::key).toList());
        List<Augmentation> augment = new ArrayList<>();
        for (Augmentation.Kind kind : kinds) {
            if (section.has(kind.key())) {
                double strength = section.number(kind.key(), kind.usual());
                Optional<Augmentation> made = section.make(() -> new Augmentation(kind, strength));
                made.ifPresent(augment::add);
            }
        }
        return augment;
    }
}
