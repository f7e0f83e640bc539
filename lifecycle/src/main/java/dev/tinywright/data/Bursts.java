package dev.tinywright.data;

import dev.tinywright.picture.Print;
import dev.tinywright.recording.Capture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds captures that were taken at once: of one class and one series of names, within minutes of each other by the times in
 * their names ({@code main_dig2_20240316-074223.jpg}), or with numbers that follow each other ({@code frame_00123.jpg}) and
 * prints that agree moderately.
 */
final class Bursts {
    /** From one capture to the next. */
    private static final long MOST_SECONDS = 120;
    /** Bits of 256 in which prints of the same scene differ at most; those of others differ in about half. */
    private static final int MODERATE = 50;
    /** A burst is at most this part of its class, so that every class can be divided. */
    private static final int PARTS = 10;

    private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})(?=\\D*$)");

    private final List<Capture> captures;
    private final List<int[]> pairs = new ArrayList<>();

    private record Member(int index, long place) {}

    private Bursts(List<Capture> captures) {
        this.captures = captures;
    }

    /** Returns pairs of indexes into {@code captures} that belong together. */
    static List<int[]> pairs(List<Capture> captures) {
        Bursts bursts = new Bursts(captures);
        Map<String, Integer> ofClass = new TreeMap<>();
        Map<String, List<Member>> stamped = new TreeMap<>();
        Map<String, List<Member>> numbered = new TreeMap<>();
        for (int i = 0; i < captures.size(); i++) {
            Capture capture = captures.get(i);
            ofClass.merge(capture.label().orElse(""), 1, Integer::sum);
            String name = stem(capture.name());
            OptionalLong stamp = NameStamp.seconds(name);
            Matcher number = LAST_NUMBER.matcher(name);
            if (stamp.isPresent()) {
                String series = NameStamp.without(name);
                add(stamped, capture, series, new Member(i, stamp.getAsLong()));
            } else if (capture.print().length == Print.BITS / Long.SIZE && number.find()) {
                String series = name.substring(0, number.start()) + "#" + name.substring(number.end());
                add(numbered, capture, series, new Member(i, Long.parseLong(number.group(1))));
            }
        }
        stamped.values().forEach(series -> bursts.chain(series, ofClass, MOST_SECONDS, false));
        numbered.values().forEach(series -> bursts.chain(series, ofClass, 1, true));
        return bursts.pairs;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') ? name.substring(0, dot) : name;
    }

    private static void add(Map<String, List<Member>> all, Capture capture, String series, Member member) {
        all.computeIfAbsent(capture.label().orElse("") + "\n" + series, key -> new ArrayList<>())
                .add(member);
    }

    private void chain(List<Member> series, Map<String, Integer> ofClass, long most, boolean alike) {
        series.sort(Comparator.comparingLong(Member::place));
        String label = captures.get(series.getFirst().index()).label().orElse("");
        int longest = Math.max(2, ofClass.getOrDefault(label, 0) / PARTS);
        int length = 1;
        for (int i = 1; i < series.size(); i++) {
            Member before = series.get(i - 1);
            Member here = series.get(i);
            boolean near = here.place() - before.place() <= most && (!alike || isAlike(before.index(), here.index()));
            if (near && length < longest) {
                pairs.add(new int[] {before.index(), here.index()});
                length++;
            } else {
                length = 1;
            }
        }
    }

    private boolean isAlike(int a, int b) {
        return Print.distance(captures.get(a).print(), captures.get(b).print()) <= MODERATE;
    }
}
