package dev.tinywright.recording;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The files of a zip archive, read in place: an entry is unpacked in memory while it is in use, a large one into the scratch
 * folder. Names that lead out of the archive, and entries that unpack to a hundredfold or more, are refused.
 */
final class Archive {
    static final int MOST_ENTRIES = 500_000;
    static final long MOST_BYTES = 64L << 30;
    static final int MOST_RATIO = 100;
    /** A small file may well be all zeros. */
    private static final long RATIO_FROM = 4L << 20;

    private static final long IN_MEMORY = 32L << 20;

    private Archive() {}

    /**
     * Returns the entries of an archive.
     *
     * @param prefix put before their names, empty for none
     * @param dropped counts those that are refused
     * @throws BadFile where it is no archive, or as a whole too large
     */
    static List<Item> items(Path path, String prefix, CaptureAccount.Tally dropped, Optional<Path> scratch)
            throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (java.util.zip.ZipException e) {
            throw new BadFile("it is named as an archive and is none: " + e.getMessage());
        }
        if (zip.size() > MOST_ENTRIES) {
            zip.close();
            throw new BadFile("the archive has more than " + MOST_ENTRIES + " entries");
        }
        List<Item> items = new ArrayList<>();
        long total = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName().replace('\\', '/');
            Optional<String> refused = refusal(entry, name, total);
            if (refused.isPresent()) {
                dropped.drop(refused.orElseThrow(), prefix + name);
                continue;
            }
            if (entry.isDirectory() || isHidden(name)) {
                continue;
            }
            total += Math.max(0, entry.getSize());
            items.add(new Item(prefix + name, path, new Entry(zip, entry, scratch)));
        }
        items.sort(Comparator.comparing(Item::name));
        return items;
    }

    private static boolean isHidden(String name) {
        return name.startsWith("__MACOSX/") || name.startsWith(".") || name.contains("/.");
    }

    private static Optional<String> refusal(ZipEntry entry, String name, long before) {
        if (name.startsWith("/")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..")) {
            return Optional.of("its name leads out of the archive");
        }
        long size = entry.getSize();
        if (size > RATIO_FROM && size / Math.max(1, entry.getCompressedSize()) >= MOST_RATIO) {
            return Optional.of("it unpacks to " + MOST_RATIO + " times its size or more, as a zip bomb does");
        }
        return before + size > MOST_BYTES
                ? Optional.of("the archive unpacks to more than " + (MOST_BYTES >> 30) + " GiB")
                : Optional.empty();
    }

    /** An entry, unpacked when asked for. */
    private static final class Entry implements ByteSource {
        private final ZipFile zip;
        private final ZipEntry entry;
        private final Optional<Path> scratch;
        private SoftReference<byte[]> held = new SoftReference<>(new byte[0]);
        private Optional<ByteSource> spooled = Optional.empty();

        Entry(ZipFile zip, ZipEntry entry, Optional<Path> scratch) {
            this.zip = zip;
            this.entry = entry;
            this.scratch = scratch;
        }

        @Override
        public long size() {
            return Math.max(0, entry.getSize());
        }

        @Override
        public void read(long position, byte[] into) throws IOException {
            if (size() > IN_MEMORY) {
                onDisk().read(position, into);
                return;
            }
            byte[] all = unpacked();
            if (position + into.length > all.length) {
                throw new EOFException("the entry ends after " + all.length + " bytes");
            }
            System.arraycopy(all, (int) position, into, 0, into.length);
        }

        @Override
        public InputStream stream(long position) throws IOException {
            if (size() > IN_MEMORY) {
                return onDisk().stream(position);
            }
            byte[] all = unpacked();
            return new ByteArrayInputStream(all, (int) position, (int) Math.max(0, all.length - position));
        }

        private synchronized byte[] unpacked() throws IOException {
            byte[] all = held.get();
            if (all == null || all.length != size()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    all = in.readNBytes((int) size());
                    requireEnd(in, all.length);
                }
                held = new SoftReference<>(all);
            }
            return all;
        }

        private void requireEnd(InputStream in, long read) throws IOException {
            if (read != size() || in.read() >= 0) {
                throw new BadFile("the archive's entry is not of the size that its header says");
            }
        }

        private synchronized ByteSource onDisk() throws IOException {
            if (spooled.isEmpty()) {
                Path file = scratch.isPresent()
                        ? Files.createTempFile(Files.createDirectories(scratch.orElseThrow()), "entry", ".tmp")
                        : Files.createTempFile("tinywright-entry", ".tmp");
                file.toFile().deleteOnExit();
                try (InputStream in = zip.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(file)) {
                    byte[] block = new byte[1 << 16];
                    long done = 0;
                    for (int n = in.read(block); n >= 0 && done <= size(); n = in.read(block)) {
                        out.write(block, 0, n);
                        done += n;
                    }
                    requireEnd(in, done);
                }
                spooled = Optional.of(new ByteSource.OfFile(file));
            }
            return spooled.orElseThrow();
        }
    }
}
