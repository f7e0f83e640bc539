package dev.tinywright.arduino;

import dev.tinywright.codegen.CSource;
import java.nio.file.Path;

/** Builds a sketch with the model's library and runs it in a world. */
public interface SketchRunner {
    /**
     * @param folder for the build; left as it was built, so that a person can look
     * @throws dev.tinywright.diag.TinywrightException where the sketch does not compile or link: the first errors with tab
     *     and line of the sketch as the person wrote it
     */
    Trace run(Sketch sketch, CSource model, World world, Path folder);
}
