/**
 * A local server that plays a language model for tests, CI and benchmarks: it speaks the protocols of OpenAI, Anthropic, Gemini,
 * Mistral and Ollama over real HTTP, answers Tinywright's prompts as a competent model would, and makes the mistakes that models
 * and servers make, each at a set rate, from a seed. Start at {@link MindServer}.
 */
@NullMarked
package dev.tinywright.mind;

import org.jspecify.annotations.NullMarked;
