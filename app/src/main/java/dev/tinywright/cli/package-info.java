/**
 * The command line: parses a request, shows a result, decides nothing. Results go to stdout, everything else to stderr; exit
 * codes are 0 done, 1 failed, 2 wrong usage. Start at {@link Main}.
 */
@NullMarked
package dev.tinywright.cli;

import org.jspecify.annotations.NullMarked;
