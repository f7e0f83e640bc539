package dev.tinywright.spec;

/** What kind of answer the device gives. */
public enum TaskKind {
    CLASSIFICATION,
    REGRESSION,
    ANOMALY
}
