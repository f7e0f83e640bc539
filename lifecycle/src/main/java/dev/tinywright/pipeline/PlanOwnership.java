package dev.tinywright.pipeline;

import dev.tinywright.plan.Plan;
import dev.tinywright.plan.PlanFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Knows a person's {@code plan.yaml} from one that a planner wrote, by keeping what the planner wrote beside it. A run can
 * be killed between any two steps of {@link #write} without the planner's plan being taken for a person's.
 */
record PlanOwnership(Project project) {

    /**
     * Returns the plan in {@code plan.yaml}, where a person wrote or changed it. Comments and layout change nothing.
     *
     * @throws dev.tinywright.diag.TinywrightException with the line, where it is not a plan
     */
    Optional<Plan> personsPlan() {
        if (!Files.exists(project.planFile())) {
            return Optional.empty();
        }
        Plan plan = PlanFile.read(project.planFile());
        String text = PlanFile.text(plan);
        return isText(planned(), text) || isText(next(), text) ? Optional.empty() : Optional.of(plan);
    }

    /** Writes the planner's choice to {@code plan.yaml}. */
    void write(Plan plan) {
        byte[] text = PlanFile.text(plan).getBytes(StandardCharsets.UTF_8);
        Project.write(next(), text);
        Project.write(project.planFile(), text);
        try {
            Files.move(next(), planned(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Project.cannotWrite(planned(), e);
        }
    }

    private static boolean isText(Path file, String text) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last plan.yaml that a planner wrote. */
    private Path planned() {
        return project.state().resolve("planned.yaml");
    }

    /** The plan.yaml that a planner is about to write. */
    private Path next() {
        return project.state().resolve("planned-next.yaml");
    }
}
