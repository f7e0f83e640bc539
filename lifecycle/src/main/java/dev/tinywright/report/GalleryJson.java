package dev.tinywright.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tinywright.features.InputFormat;
import java.util.List;
import java.util.Locale;

/** What the data and the model are, for programs. */
final class GalleryJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GalleryJson() {}

    /** Adds how many recordings, sounds or pictures there are, and their rate. */
    static void addData(ObjectNode data, Gallery gallery) {
        data.put("recordings", gallery.captures());
        ReportJson.number(data, "rateHz", gallery.rateHz().orElse(Double.NaN));
        data.set("facts", ReportJson.list(gallery.facts(), (node, fact) -> node.put("name", fact.name())
                .put("value", fact.value())));
    }

    /** Adds {@code window} or {@code picture}: what one example is. */
    static void addFormat(ObjectNode root, Gallery gallery) {
        switch (gallery.format()) {
            case InputFormat.Window window -> {
                ObjectNode node = root.putObject("window").put("frames", window.frames());
                ReportJson.number(node, "seconds", window.seconds());
                ReportJson.number(node, "rateHz", window.rateHz());
                node.put("element", window.element().name().toLowerCase(Locale.ROOT));
                node.set("channels", ReportJson.list(window.channels(), (n, channel) -> n.put("name", channel.name())
                        .put("unit", channel.unit())));
            }
            case InputFormat.Picture picture ->
                root.putObject("picture")
                        .put("height", picture.height())
                        .put("width", picture.width())
                        .put("channels", picture.channels());
            case InputFormat.Readings _ -> {}
        }
    }

    static ObjectNode network(NetworkParts network) {
        ObjectNode node = JSON.objectNode();
        node.set("features", ReportJson.strings(network.features()));
        shape(node, "inputShape", network.inputShape());
        node.put("parameters", network.parameters()).put("macs", network.macs());
        node.set("layers", ReportJson.list(network.layers(), (n, part) -> {
            n.put("name", part.name()).put("kind", part.kind());
            shape(n, "outputShape", part.outputShape());
            n.put("parameters", part.parameters()).put("macs", part.macs());
        }));
        return node;
    }

    private static void shape(ObjectNode node, String key, List<Integer> shape) {
        shape.forEach(node.putArray(key)::add);
    }
}
