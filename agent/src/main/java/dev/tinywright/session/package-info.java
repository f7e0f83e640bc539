/**
 * Asking a model within limits: caps checked before each call, retries for what passes, answers to identical requests kept,
 * everything traced. Start at {@link Session}.
 */
@NullMarked
package dev.tinywright.session;

import org.jspecify.annotations.NullMarked;
