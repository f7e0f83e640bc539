package dev.tinywright.packaging;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a model in every form that people's build systems take. */
public final class Packages {
    private Packages() {}

    /**
     * Writes {@code packages/<form>/} for each form, {@code packages/README.md}, and {@code <name>-arduino.zip}. The same
     * product gives the same bytes.
     *
     * @return what to show, in the order of {@link #forms()}
     * @throws TinywrightException where a manifest breaks a rule of its format, or {@code out} cannot be written
     */
    public static List<PackageFile> write(Product product, Path out) {
        List<PackageFile> written = new ArrayList<>();
        for (PackageForm form : forms(product)) {
            PackageFiles files = form.files(product);
            require(form, PackageCheck.problems(form, files));
            Path folder = Path.of("packages").resolve(form.id());
            files.asMap().forEach((path, bytes) -> put(out.resolve(folder).resolve(path), bytes));
            written.add(shown(form, product, files, folder, out));
        }
        put(
                out.resolve("packages/README.md"),
                overview(forms(product), written).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return List.copyOf(written);
    }

    /** Returns all forms, in the order that people look for them. */
    public static List<PackageForm> forms() {
        return PackageForm.all();
    }

    /** The one file that a person takes, where the form is one file; otherwise the folder. */
    private static PackageFile shown(PackageForm form, Product product, PackageFiles files, Path folder, Path out) {
        if (form == PackageForm.ARDUINO) {
            Path zip = Path.of(product.source().name() + "-arduino.zip");
            byte[] bytes = Zip.of(files);
            put(out.resolve(zip), bytes);
            return new PackageFile(form.id(), zip, bytes.length);
        }
        for (var file : files.asMap().entrySet()) {
            if (file.getKey().endsWith(".pack")) {
                return new PackageFile(form.id(), folder.resolve(file.getKey()), file.getValue().length);
            }
        }
        Path root = folder.resolve(files.commonFolder());
        long bytes = files.asMap().values().stream().mapToLong(b -> b.length).sum();
        return new PackageFile(form.id(), root, bytes);
    }

    /** Trees and distances have no {@code .tflite}. */
    private static List<PackageForm> forms(Product product) {
        return forms().stream()
                .filter(form -> form != PackageForm.TFLITE_ARRAY || product.tflite().length > 0)
                .toList();
    }

    private static String overview(List<PackageForm> forms, List<PackageFile> written) {
        StringBuilder text =
                new StringBuilder("# Packages\n\n| Package | What you do with it | File or folder |\n|---|---|---|\n");
        for (int i = 0; i < written.size(); i++) {
            PackageForm form = forms.get(i);
            String path = written.get(i).path().toString().replace('\\', '/');
            text.append("| %s | %s | `%s` |\n".formatted(form.title(), form.use(), path));
        }
        return text.append("\nPaths are relative to the folder above. Each package has a README.md.\n")
                .toString();
    }

    private static void require(PackageForm form, List<String> problems) {
        if (!problems.isEmpty()) {
            throw TinywrightException.failed(
                    "the " + form.title() + " breaks a rule of its format: " + problems.getFirst(),
                    "packages/" + form.id(),
                    "this is a fault of tinywright: please report it with the model's name and labels");
        }
    }

    private static void put(Path path, byte[] bytes) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "cannot write a package: " + e.getMessage(),
                    path.toString(),
                    "free some space, or make the folder writable");
        }
    }
}
