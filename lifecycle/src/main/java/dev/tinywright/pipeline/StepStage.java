package dev.tinywright.pipeline;

import dev.tinywright.data.DataStep;
import dev.tinywright.data.StepResult;
import dev.tinywright.data.StepRows;
import dev.tinywright.data.StepRunner;
import dev.tinywright.pipeline.StageCache.Stage;
import dev.tinywright.process.Confinement;
import dev.tinywright.steps.Steps;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The project's own programs: run once for the same rows, and what they did is said once. */
final class StepStage implements StepRunner {
    private final Steps steps;
    private final Events events;
    private final Set<String> said = Collections.synchronizedSet(new HashSet<>());

    StepStage(Project project, Confinement confinement, StageCache cache, Events events) {
        this.steps = Steps.in(project.folder(), confinement).withMemory(new Kept(cache, new ConcurrentHashMap<>()));
        this.events = events;
    }

    @Override
    public StepResult run(DataStep.Run step, StepRows rows) {
        StepResult result = steps.run(step, rows);
        result.notes().stream().filter(said::add).forEach(events::say);
        return result;
    }

    /** @param now what was found or made in this run, where that is small: a result is not reused because it is asked for twice */
    private record Kept(StageCache cache, Map<String, byte[]> now) implements Steps.Memory {
        private static final int SMALL = 1 << 22;
        private static final StageCache.Codec<byte[]> BYTES = new StageCache.Codec<>() {
            @Override
            public void write(byte[] value, DataOutputStream out) throws IOException {
                out.write(value);
            }

            @Override
            public byte[] read(DataInputStream in) throws IOException {
                return in.readAllBytes();
            }
        };

        @Override
        public Optional<byte[]> find(String key) {
            Optional<byte[]> found = Optional.ofNullable(now.get(key))
                    .or(() -> cache.find(Stage.STEP, ContentHash.of(BuildVersion.TEXT, key), BYTES));
            found.ifPresent(output -> hold(key, output));
            return found;
        }

        @Override
        public void put(String key, byte[] output) {
            hold(key, output);
            cache.put(Stage.STEP, ContentHash.of(BuildVersion.TEXT, key), BYTES, output);
        }

        private void hold(String key, byte[] output) {
            if (output.length <= SMALL) {
                now.put(key, output);
            }
        }
    }
}
