package dev.tinywright.recording;

import java.util.Set;

/**
 * What recordings or pictures are grouped by: who or what was recorded, or when.
 *
 * @param what they are, in the plural, such as "speakers"
 * @param where they were found, such as "the file names"
 */
public record Groups(String what, String where) {
    private static final Set<String> PEOPLE = Set.of(
            "people", "subjects", "users", "speakers", "voices", "participants", "patients", "volunteers", "students");
    private static final Set<String> THINGS =
            Set.of("devices", "boards", "machines", "motors", "nodes", "houses", "cars");
    private static final Set<String> TIMES = Set.of("sessions");

    /**
     * Returns true where these cannot be what is asked for: sessions where users are.
     *
     * @param asked in the singular, such as "user"
     */
    public boolean areOtherThan(String asked) {
        String wanted = NameGroups.plural(asked);
        boolean known = PEOPLE.contains(what) || THINGS.contains(what) || TIMES.contains(what);
        return known
                && !what.equals(wanted)
                && !(PEOPLE.contains(what) && PEOPLE.contains(wanted))
                && !(THINGS.contains(what) && THINGS.contains(wanted));
    }
}
