package dev.tinywright.llm;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The JSON that an answer must be. Providers that take a schema are given it; the answer is validated against it either way.
 *
 * @param name letters, digits and underscores
 * @param schema JSON Schema, draft 2020-12, an object at its root
 */
public record AnswerSchema(String name, JsonNode schema) {}
