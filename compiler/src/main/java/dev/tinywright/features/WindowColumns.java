package dev.tinywright.features;

import dev.tinywright.signal.SignalBlock;
import java.util.List;

/**
 * What is computed from the samples of a window.
 *
 * @param filters each takes what the one before puts out
 * @param extractors of what the filters leave; none: the samples themselves
 */
record WindowColumns(InputFormat.Window format, List<SignalBlock> filters, List<SignalBlock> extractors) {
    WindowColumns {
        filters = List.copyOf(filters);
        extractors = List.copyOf(extractors);
    }

    List<SignalBlock> blocks() {
        return java.util.stream.Stream.concat(filters.stream(), extractors.stream())
                .toList();
    }

    List<Integer> shape() {
        if (extractors.isEmpty()) {
            return List.of(format.frames(), 1, format.channels().size());
        }
        List<Integer> first = extractors.getFirst().output().shape();
        if (extractors.size() == 1 && first.size() == 2) {
            return List.of(first.get(0), first.get(1), 1);
        }
        return List.of(extractors.stream().mapToInt(it -> it.output().size()).sum());
    }

    int[] of(int[] samples) {
        int[] filtered = samples;
        for (SignalBlock filter : filters) {
            int[] out = new int[filter.output().size()];
            filter.apply(filtered, out);
            filtered = out;
        }
        if (extractors.isEmpty()) {
            return filtered;
        }
        int[] columns =
                new int[extractors.stream().mapToInt(it -> it.output().size()).sum()];
        int from = 0;
        for (SignalBlock extractor : extractors) {
            int[] out = new int[extractor.output().size()];
            extractor.apply(filtered, out);
            System.arraycopy(out, 0, columns, from, out.length);
            from += out.length;
        }
        return columns;
    }
}
