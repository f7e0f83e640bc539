package dev.tinywright.agent;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Keeps who did what in the end: the model itself, or the rules and why. */
final class Account {
    private final Set<String> own = new LinkedHashSet<>();
    private final Map<String, String> finishedByRules = new LinkedHashMap<>();

    void didItself(String job) {
        own.add(job);
    }

    /** @param why in a sentence that begins small */
    void rulesFinish(String job, String why) {
        own.remove(job);
        finishedByRules.put(job, why);
    }

    Set<String> own() {
        return Set.copyOf(own);
    }

    Map<String, String> finishedByRules() {
        return Map.copyOf(finishedByRules);
    }
}
