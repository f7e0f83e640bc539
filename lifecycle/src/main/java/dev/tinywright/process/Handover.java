package dev.tinywright.process;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.process.Sandbox.Mount;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hands files to a sandbox. Where that runs as another user (because we are root), what this user cannot read is copied to a
 * folder that only it and root can enter, and that goes when the run is over.
 */
final class Handover implements AutoCloseable {
    private static final long MOST_COPIED_BYTES = 512L << 20;

    private final List<Mount> mounts = new ArrayList<>();
    private Optional<Path> copies = Optional.empty();
    private long copied;

    private Handover() {}

    /** @param foreign whether the sandbox runs as nobody */
    static Handover of(List<Mount> shown, boolean foreign) throws IOException {
        Handover handover = new Handover();
        try {
            for (Mount mount : shown) {
                Path real = mount.outside().toRealPath();
                Path reachable = foreign && !isOpenToAll(real) ? handover.copy(real) : real;
                handover.mounts.add(new Mount(reachable, mount.inside()));
            }
            return handover;
        } catch (IOException | RuntimeException e) {
            handover.close();
            throw e;
        }
    }

    List<Mount> mounts() {
        return List.copyOf(mounts);
    }

    private static boolean isOpenToAll(Path real) throws IOException {
        for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
            if (!permissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        try (Stream<Path> below = Files.walk(real)) {
            for (Path path : (Iterable<Path>) below::iterator) {
                if (!isReadableByAll(path)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isReadableByAll(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return true;
        }
        Set<PosixFilePermission> permissions = permissions(path);
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                && (!Files.isDirectory(path) || permissions.contains(PosixFilePermission.OTHERS_EXECUTE));
    }

    private static Set<PosixFilePermission> permissions(Path path) throws IOException {
        return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    }

    private Path copy(Path from) throws IOException {
        Path folder = copies.isPresent() ? copies.get() : folder();
        Path to = folder.resolve(Integer.toString(mounts.size()));
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                open(Files.createDirectory(to.resolve(from.relativize(source))), "rwxr-xr-x");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                copyFile(source, source.equals(from) ? to : to.resolve(from.relativize(source)), attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private void copyFile(Path source, Path target, BasicFileAttributes attributes) throws IOException {
        copied += attributes.size();
        if (copied > MOST_COPIED_BYTES) {
            throw TinywrightException.failed(
                    "the user of the sandbox may not read " + source + ", and there is too much below to copy",
                    "sandbox",
                    "as root, keep programs where all users can read them (below /usr or /opt), or run tinywright as another user");
        }
        Files.copy(source, target, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
            open(target, Files.isExecutable(source) ? "rwxr-xr-x" : "rw-r--r--");
        }
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Path folder() throws IOException {
        Path folder = Files.createTempDirectory("tinywright-sandbox");
        copies = Optional.of(folder);
        Files.setAttribute(folder, "unix:uid", Bubblewrap.NOBODY);
        return folder;
    }

    @Override
    public void close() throws IOException {
        if (copies.isPresent()) {
            WithoutWalls.delete(copies.get());
        }
    }
}
