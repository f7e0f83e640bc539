/** Child processes: started, bounded in time and output, ended with their children. Start at {@link Command}. */
@NullMarked
package dev.tinywright.process;

import org.jspecify.annotations.NullMarked;
