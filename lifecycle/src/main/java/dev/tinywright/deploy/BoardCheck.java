package dev.tinywright.deploy;

import dev.tinywright.diag.TinywrightException;
import dev.tinywright.packaging.CheckRows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Questions the {@link CheckSketch} on a board and compares its answers with the host's, bit for bit. */
public final class BoardCheck {
    private static final int TRIES = 3;
    private static final String BANNER = "tinywright check ";

    private BoardCheck() {}

    /** How long a board may take. */
    record Patience(Duration start, Duration answer) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(5));
    }

    /**
     * @param mismatches rows whose scores differ in any bit
     * @param first the first of them in words, empty where all are the same
     * @param medianMicros of one inference, as the board measured it
     */
    public record Result(int rows, int mismatches, String first, long medianMicros, long lowMicros, long highMicros) {}

    @SuppressWarnings("ArrayRecordComponent") // read once, by its only caller
    private record Answer(byte[] scores, long micros) {}

    /**
     * @param id of the contract that the board must answer with
     * @throws TinywrightException where the board is silent, has another model, or is unplugged
     */
    static Result run(SerialLink link, String port, String id, CheckRows rows, Patience patience) {
        int done = 0;
        try {
            greet(link, port, id, patience);
            List<Long> micros = new ArrayList<>();
            int mismatches = 0;
            String first = "";
            for (; done < rows.size(); done++) {
                Answer answer = ask(link, port, done, rows.readings()[done], patience);
                micros.add(answer.micros());
                if (!Arrays.equals(answer.scores(), rows.scores()[done])) {
                    mismatches++;
                    first = first.isEmpty() ? difference(done, rows.scores()[done], answer.scores()) : first;
                }
            }
            micros.sort(Long::compare);
            return new Result(done, mismatches, first, micros.get(done / 2), micros.getFirst(), micros.getLast());
        } catch (IOException e) {
            throw TinywrightException.failed(
                    "the board went away after " + done + " of " + rows.size() + " rows: " + e.getMessage(),
                    port,
                    "plug it in again, with a cable that carries data, and run tinywright deploy again");
        }
    }

    private static void greet(SerialLink link, String port, String id, Patience patience) throws IOException {
        long end = System.nanoTime() + patience.start().toNanos();
        String heard = "";
        while (System.nanoTime() < end) {
            link.write("\n?\n");
            Optional<String> line = link.readLine(Duration.ofMillis(500));
            while (line.isPresent()) {
                int at = line.get().indexOf(BANNER);
                if (at >= 0) {
                    requireSame(line.get().substring(at + BANNER.length()).strip(), id, port);
                    return;
                }
                heard = line.get();
                line = link.readLine(Duration.ofMillis(100));
            }
        }
        throw TinywrightException.failed(
                "the board does not answer on its serial port"
                        + (heard.isEmpty() ? "" : "; it says '" + heard + "', which is not the check sketch"),
                port,
                "press its reset button and run tinywright deploy again; is another program using the port, or is it another board's?");
    }

    private static void requireSame(String theirs, String id, String port) {
        if (!theirs.equals(id)) {
            throw TinywrightException.failed(
                    "the board runs another model: its contract is " + theirs + ", this project's is " + id,
                    port,
                    "check that this is the right board and port, and run tinywright deploy again");
        }
    }

    private static Answer ask(SerialLink link, String port, int row, float[] readings, Patience patience)
            throws IOException {
        String question = question(row, readings);
        for (int tries = 0; tries < TRIES; tries++) {
            link.write(question);
            long end = System.nanoTime() + patience.answer().toNanos();
            while (System.nanoTime() < end) {
                Optional<Answer> answer = link.readLine(patience.answer()).flatMap(line -> answer(line, row));
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        }
        throw TinywrightException.failed(
                "the board stopped answering at row " + (row + 1) + ", asked " + TRIES + " times",
                port,
                "press its reset button and run tinywright deploy again");
    }

    static String question(int row, float[] readings) {
        StringBuilder text = new StringBuilder("=").append(row);
        for (int i = 0; i < readings.length; i++) {
            text.append(i == 0 ? ' ' : ',')
                    .append(String.format(Locale.ROOT, "%08x", Float.floatToRawIntBits(readings[i])));
        }
        return text.append('\n').toString();
    }

    private static Optional<Answer> answer(String line, int row) {
        String[] parts = line.split(" ");
        if (parts.length != 3 || !parts[0].equals("=" + row) || !parts[2].matches("\\d{1,10}")) {
            return Optional.empty();
        }
        String[] values = parts[1].split(",");
        byte[] scores = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!values[i].matches("-?\\d{1,3}") || Math.abs(Integer.parseInt(values[i])) > 128) {
                return Optional.empty();
            }
            scores[i] = (byte) Integer.parseInt(values[i]);
        }
        return Optional.of(new Answer(scores, Long.parseLong(parts[2])));
    }

    private static String difference(int row, byte[] wanted, byte[] got) {
        return "row " + (row + 1) + ": expected " + Arrays.toString(wanted) + ", the board says "
                + Arrays.toString(got);
    }
}
