package dev.tinywright.agent;

import dev.tinywright.llm.ModelCard;
import dev.tinywright.llm.ModelName;
import dev.tinywright.llm.Reply;
import dev.tinywright.llm.Request;
import dev.tinywright.session.Caps;
import dev.tinywright.session.Session;
import dev.tinywright.session.Spent;
import dev.tinywright.trace.TraceEvent;
import dev.tinywright.trace.TraceLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Answers what it was told to, one after the other, and keeps what it was asked. */
final class FakeSession implements Session {
    private final Queue<Reply> replies = new ArrayDeque<>();
    private final int contextTokens;
    final List<Request> asked = new ArrayList<>();
    final List<Request> askedOfLarger = new ArrayList<>();
    final List<TraceEvent> events = new ArrayList<>();

    FakeSession(int contextTokens, Reply... replies) {
        this.contextTokens = contextTokens;
        this.replies.addAll(List.of(replies));
    }

    static FakeSession answering(String... answers) {
        FakeSession session = new FakeSession(32_000);
        for (String answer : answers) {
            session.replies.add(answered(answer));
        }
        return session;
    }

    static Reply answered(String text) {
        return new Reply.Answered(text, Reply.Ending.STOP, new Reply.Usage(1, 1, true));
    }

    @Override
    public Reply ask(Request request) {
        asked.add(request);
        Reply next = replies.poll();
        return next == null ? new Reply.Unanswered(Reply.Reason.CAP, "no more answers", Optional.empty()) : next;
    }

    @Override
    public Reply askLarger(Request request) {
        askedOfLarger.add(request);
        return ask(request);
    }

    @Override
    public boolean hasLarger() {
        return true;
    }

    @Override
    public ModelCard card() {
        return new ModelCard(new ModelName("openai", "fake"), contextTokens, 4096, false, Optional.empty(), true);
    }

    @Override
    public Caps caps() {
        return Caps.USUAL;
    }

    @Override
    public Map<String, Spent> spent() {
        return Map.of();
    }

    @Override
    public TraceLog trace() {
        return events::add;
    }

    @Override
    public void close() {}
}
