package dev.tinywright.step;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Runs a compiled step, in the sandbox: {@code StepMain classes in.csv out.csv}. */
final class StepMain {
    private static final String CLASS = ".class";

    private StepMain() {}

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        try {
            Step step = step(Path.of(arguments[0]));
            RowFile.Content content = RowFile.read(Path.of(arguments[1]));
            Rows rows = step.apply(content.rows());
            RowFile.write(new RowFile.Content(rows, content.labelName(), content.hasGroups()), Path.of(arguments[2]));
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            Throwable cause = e instanceof ReflectiveOperationException && e.getCause() != null ? e.getCause() : e;
            System.err.println(said(cause));
            for (StackTraceElement frame : cause.getStackTrace()) {
                System.err.println("\tat " + frame.getFileName() + ":" + frame.getLineNumber());
            }
            System.exit(1);
        }
    }

    private static String said(Throwable e) {
        return switch (e) {
            case NoStep no -> String.valueOf(no.getMessage());
            case OutOfMemoryError _ -> "it needs more memory than a step has";
            default -> e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }

    private static Step step(Path folder) throws IOException, ReflectiveOperationException {
        List<Class<?>> steps = new ArrayList<>();
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, Step.class.getClassLoader());
        for (String name : classNames(folder)) {
            Class<?> type = Class.forName(name, false, loader);
            if (Step.class.isAssignableFrom(type) && !type.isInterface() && !Modifier.isAbstract(type.getModifiers())) {
                steps.add(type);
            }
        }
        if (steps.size() != 1) {
            throw new NoStep(
                    steps.isEmpty()
                            ? "no class in it implements dev.tinywright.step.Step"
                            : steps.size() + " classes in it implement dev.tinywright.step.Step; one must");
        }
        var constructor = steps.getFirst().getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Step) constructor.newInstance();
    }

    private static List<String> classNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(file -> file.endsWith(CLASS))
                    .map(file ->
                            file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static final class NoStep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoStep(String message) {
            super(message);
        }
    }
}
