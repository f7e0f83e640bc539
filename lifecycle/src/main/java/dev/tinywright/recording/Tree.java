package dev.tinywright.recording;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All files of a folder, in the order of their names. Links that lead out of it are not followed. */
final class Tree {
    private static final int MAX_DEPTH = 8;
    static final int MAX_FILES = 2_000_000;

    private Tree() {}

    /** @param dropped counts what is there and is not read */
    static List<Item> files(Path folder, CaptureAccount.Tally dropped) {
        List<Item> items = new ArrayList<>();
        try {
            Path root = folder.toRealPath();
            Files.walkFileTree(root, Set.<FileVisitOption>of(), MAX_DEPTH, new Visitor(root, items, dropped));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        items.sort(Comparator.comparing(Item::name));
        return items;
    }

    static TinywrightException unreadable(Path path, IOException e) {
        return TinywrightException.failed(
                "the data cannot be read: " + e.getClass().getSimpleName(),
                path.toString(),
                "check that the file or folder is there and may be read");
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Item> items;
        private final CaptureAccount.Tally dropped;

        private Visitor(Path root, List<Item> items, CaptureAccount.Tally dropped) {
            this.root = root;
            this.items = items;
            this.dropped = dropped;
        }

        private String name(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }

        private static boolean isHidden(Path path) {
            String name = path.getFileName().toString();
            return name.startsWith(".") || name.equals("__MACOSX");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return !dir.equals(root) && isHidden(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(dir)) {
                if (!dir.equals(root) && !inside.iterator().hasNext()) {
                    dropped.empty(name(dir));
                }
            }
            return super.postVisitDirectory(dir, e);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (items.size() >= MAX_FILES) {
                throw TinywrightException.failed(
                        "the folder has more than " + MAX_FILES + " files", root.toString(), "give a smaller folder");
            }
            if (attributes.isSymbolicLink()) {
                visitLink(file);
            } else if (attributes.isRegularFile() && !isHidden(file)) {
                items.add(new Item(name(file), file, new ByteSource.OfFile(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        private void visitLink(Path link) {
            try {
                Path target = link.toRealPath();
                if (!target.startsWith(root)) {
                    dropped.drop("a link that leads out of the folder", name(link));
                } else if (Files.isRegularFile(target)) {
                    dropped.drop("a link to another file of the folder", name(link));
                }
            } catch (IOException e) {
                dropped.drop("a link that leads nowhere", name(link));
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            dropped.drop("it cannot be read: " + e.getClass().getSimpleName(), name(file));
            return FileVisitResult.CONTINUE;
        }
    }
}
