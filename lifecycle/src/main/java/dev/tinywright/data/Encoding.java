package dev.tinywright.data;

import dev.tinywright.diag.TinywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Finds out how the text of a file is encoded, and that it is text. */
final class Encoding {
    private static final int HEAD_BYTES = 65_536;

    private Encoding() {}

    /**
     * Returns UTF-16 where the byte order mark says so, UTF-8 where the whole file is valid UTF-8, else Windows-1252.
     *
     * @throws TinywrightException where the file is missing, unreadable, empty or not text
     */
    static Charset detect(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(HEAD_BYTES);
            if (head.length == 0) {
                throw TinywrightException.failed(
                        "the file is empty",
                        path.toString(),
                        "give a CSV file with a header line and a row per sample");
            }
            if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
                return StandardCharsets.UTF_16;
            }
            requireText(head, path);
            return isUtf8(path) ? StandardCharsets.UTF_8 : Charset.forName("windows-1252");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static TinywrightException unreadable(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return TinywrightException.usage(
                    "there is no file or folder of this name",
                    path.toString(),
                    "check the path given with --data, or data.path in task.yaml, which is relative to the project folder");
        }
        if (cause instanceof AccessDeniedException) {
            return TinywrightException.failed(
                    "the data cannot be read: no permission", path.toString(), "chmod +r it, or give a copy");
        }
        return TinywrightException.failed(
                "the data cannot be read: " + cause.getMessage(), path.toString(), "check the file and the disk");
    }

    private static boolean startsWith(byte[] head, int first, int second) {
        return head.length >= 2 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    private static void requireText(byte[] head, Path path) {
        for (int i = 0; i < head.length; i++) {
            int b = head[i];
            if ((b >= 0 && b < 9) || (b >= 14 && b < 27)) {
                throw TinywrightException.failed(
                        "this is a binary file, not a table: byte " + i + " is 0x" + String.format("%02x", b),
                        path.toString(),
                        "export the data as CSV (UTF-8), with a row per sample");
            }
        }
    }

    private static boolean isUtf8(Path path) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        char[] buffer = new char[HEAD_BYTES];
        try (Reader reader = new InputStreamReader(Files.newInputStream(path), decoder)) {
            while (reader.read(buffer) >= 0) {
                // Only that the bytes decode counts.
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
