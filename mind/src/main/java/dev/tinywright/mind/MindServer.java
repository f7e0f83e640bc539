package dev.tinywright.mind;

/** The server. */
public final class MindServer {
    private MindServer() {}
}
