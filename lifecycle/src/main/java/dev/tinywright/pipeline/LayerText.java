package dev.tinywright.pipeline;

import dev.tinywright.model.Layer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network in a few words: "net 16-4" where all of it is dense, else what changes the width, kind after kind: "conv 8 +
 * separable 16-24 + dense 32". Pools, averages, dropout and the last layer go without saying.
 */
final class LayerText {
    private final StringBuilder text = new StringBuilder();
    private String kind = "";

    private LayerText() {}

    static String brief(List<Layer> layers) {
        List<Layer> dense =
                layers.stream().filter(layer -> layer instanceof Layer.Dense).toList();
        List<Layer> counted = layers.stream()
                .filter(layer -> !(layer instanceof Layer.Dropout))
                .toList();
        LayerText brief = new LayerText();
        if (dense.size() == counted.size()) {
            dense.forEach(layer -> brief.add("net", width(layer)));
            return brief.text.toString();
        }
        List<Layer> body = new ArrayList<>(counted);
        if (body.getLast() instanceof Layer.Dense) {
            body.removeLast();
        }
        for (int i = 0; i < body.size(); i++) {
            boolean separable = i + 1 < body.size() && isSeparable(body.get(i), body.get(i + 1));
            brief.add(separable ? "separable" : kind(body.get(i)), width(body.get(separable ? i + 1 : i)));
            i += separable ? 1 : 0;
        }
        return brief.text.isEmpty() ? "average of each channel" : brief.text.toString();
    }

    private void add(String newKind, int width) {
        if (newKind.isEmpty()) {
            return;
        }
        if (newKind.equals(kind)) {
            text.append(width == 0 ? "" : "-" + width);
            return;
        }
        text.append(text.isEmpty() ? "" : " + ").append(newKind).append(width == 0 ? "" : " " + width);
        kind = newKind;
    }

    /** A convolution of each channel by itself, then one of all channels at each place (Howard et al. 2017, MobileNets). */
    private static boolean isSeparable(Layer first, Layer second) {
        return first instanceof Layer.DepthwiseConv
                && second instanceof Layer.Conv conv
                && conv.window().height() == 1
                && conv.window().width() == 1;
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case Layer.Dense _ -> "dense";
            case Layer.Conv _ -> "conv";
            case Layer.DepthwiseConv _ -> "depthwise";
            case Layer.Residual _ -> "residual";
            case Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _ -> "";
            case Layer.Whole _ -> throw new IllegalArgumentException("no network: " + layer);
        };
    }

    /** Returns the channels that come out, 0 where that is as many as go in. */
    private static int width(Layer layer) {
        return switch (layer) {
            case Layer.Dense dense -> dense.units();
            case Layer.Conv conv -> conv.filters();
            case Layer.Residual residual ->
                residual.body().stream()
                        .mapToInt(LayerText::width)
                        .filter(width -> width > 0)
                        .reduce(0, (_, last) -> last);
            case Layer.DepthwiseConv _, Layer.Pool _, Layer.GlobalAverage _, Layer.Dropout _, Layer.Whole _ -> 0;
        };
    }
}
