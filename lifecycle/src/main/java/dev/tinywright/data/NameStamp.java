package dev.tinywright.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a file was made, as its name says: {@code 3_main_ana1_20230531-130202.jpg}, {@code walk 2024-05-01 12.30.05.csv}. */
final class NameStamp {
    private static final Pattern DATE = Pattern.compile("(?<!\\d)((?:19|20)\\d\\d)[-_.]?([01]\\d)[-_.]?([0-3]\\d)"
            + "(?:[-_ tT]{0,3}([0-2]\\d)[-_.:hH]?([0-5]\\d)(?:[-_.:mM]?([0-5]\\d))?)?(?!\\d)");
    private static final Pattern EPOCH = Pattern.compile("(?<!\\d)(1[4-9]\\d{8})(\\d{3})?(?!\\d)");

    private NameStamp() {}

    /** Returns seconds since 1970, where the name has date and time of day. */
    static OptionalLong seconds(String name) {
        Matcher date = DATE.matcher(name);
        while (date.find()) {
            if (date.group(4) != null) {
                OptionalLong seconds = seconds(date);
                if (seconds.isPresent()) {
                    return seconds;
                }
            }
        }
        Matcher epoch = EPOCH.matcher(name);
        return epoch.find() ? OptionalLong.of(Long.parseLong(epoch.group(1))) : OptionalLong.empty();
    }

    /** Returns the name with "#" for each date and time, which is that of all of its series. */
    static String without(String name) {
        return EPOCH.matcher(DATE.matcher(name).replaceAll("#")).replaceAll("#");
    }

    private static OptionalLong seconds(Matcher date) {
        try {
            return OptionalLong.of(LocalDateTime.of(
                            Integer.parseInt(date.group(1)),
                            Integer.parseInt(date.group(2)),
                            Integer.parseInt(date.group(3)),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            date.group(6) == null ? 0 : Integer.parseInt(date.group(6)))
                    .toEpochSecond(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
