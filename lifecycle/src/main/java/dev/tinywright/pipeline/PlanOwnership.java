package dev.tinywright.pipeline;

import dev.tinywright.data.DataStep;
import dev.tinywright.plan.Kept;
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
        String text = identity(plan);
        return isText(planned(), text) || isText(next(), text) ? Optional.empty() : Optional.of(plan);
    }

    /**
     * Returns what a person keeps of {@code plan.yaml}: of the plan they wrote, also once a planner has written what it found
     * around the kept parts. From the person's own plan, so that the same search leads to the same plan again.
     */
    Optional<Kept> kept() {
        if (!Files.exists(project.planFile())) {
            return Optional.empty();
        }
        Plan current = PlanFile.read(project.planFile());
        boolean isPersons = personsPlan().isPresent();
        Plan from = !isPersons && Files.isRegularFile(pinned()) ? PlanFile.read(pinned()) : current;
        return current.pins().isEmpty() || from.pins().isEmpty() ? Optional.empty() : Optional.of(new Kept(from));
    }

    /** Writes the planner's choice to {@code plan.yaml}. */
    void write(Plan plan) {
        keepPersons();
        Project.write(next(), identity(plan).getBytes(StandardCharsets.UTF_8));
        Project.write(project.planFile(), PlanFile.text(plan).getBytes(StandardCharsets.UTF_8));
        try {
            Files.move(next(), planned(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Project.cannotWrite(planned(), e);
        }
    }

    /** The plan that a person pinned parts of goes where later builds find it. */
    private void keepPersons() {
        personsPlan()
                .filter(plan -> !plan.pins().isEmpty())
                .ifPresent(plan -> Project.write(pinned(), PlanFile.text(plan).getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the plan's text and what its programs are: a person who changed a program has made the plan their own. */
    private static String identity(Plan plan) {
        StringBuilder text = new StringBuilder(PlanFile.text(plan));
        plan.data().stream()
                .filter(DataStep.Run.class::isInstance)
                .map(DataStep.Run.class::cast)
                .forEach(run -> text.append("# ")
                        .append(run.path())
                        .append(" sha256 ")
                        .append(run.sha256())
                        .append('\n'));
        return text.toString();
    }

    private static boolean isText(Path file, String text) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last plan.yaml of a person's that had pins. */
    private Path pinned() {
        return project.state().resolve("pinned.yaml");
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
