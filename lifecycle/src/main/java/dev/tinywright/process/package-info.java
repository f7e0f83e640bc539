/** Child processes: started, bounded in time and output, ended with their children. Start at {@link Command};
 * programs that nobody here wrote run in {@link Sandbox}. */
@NullMarked
package dev.tinywright.process;

import org.jspecify.annotations.NullMarked;
