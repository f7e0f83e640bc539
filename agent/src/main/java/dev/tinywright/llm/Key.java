package dev.tinywright.llm;

import java.util.Objects;

/** What a provider knows its customer by. Shows itself nowhere: only this package can read it. */
public final class Key {
    private final String value;

    private Key(String value) {
        this.value = value;
    }

    /** @param value as the provider gave it; spaces and ends of lines around it are dropped */
    public static Key of(String value) {
        return new Key(value.strip());
    }

    String value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "(key)";
    }
}
