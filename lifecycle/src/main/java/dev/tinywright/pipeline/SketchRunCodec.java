package dev.tinywright.pipeline;

import dev.tinywright.report.ApplicationResult;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Keeps what a sketch did as bytes. */
final class SketchRunCodec implements StageCache.Codec<SketchRun> {
    private static final int MOST = 1 << 20;

    @Override
    public void write(SketchRun run, DataOutputStream out) throws IOException {
        text(run.ranOn(), out);
        for (int count : new int[] {run.rows(), run.ambiguous(), run.right(), run.failed()}) {
            out.writeInt(count);
        }
        out.writeInt(run.failures().size());
        for (ApplicationResult.Failure failure : run.failures()) {
            text(failure.source(), out);
            text(failure.reading(), out);
            text(failure.expected(), out);
            text(failure.got(), out);
        }
        text(run.cause(), out);
        text(run.hint(), out);
        out.writeInt(run.firstLines().size());
        for (String line : run.firstLines()) {
            text(line, out);
        }
        out.writeLong(run.flashBytes().orElse(-1));
        out.writeLong(run.ramBytes().orElse(-1));
    }

    @Override
    public SketchRun read(DataInputStream in) throws IOException {
        String ranOn = text(in);
        int rows = in.readInt();
        int ambiguous = in.readInt();
        int right = in.readInt();
        int failed = in.readInt();
        List<ApplicationResult.Failure> failures = new ArrayList<>();
        for (int left = size(in); left > 0; left--) {
            failures.add(new ApplicationResult.Failure(text(in), text(in), text(in), text(in)));
        }
        String cause = text(in);
        String hint = text(in);
        List<String> lines = new ArrayList<>();
        for (int left = size(in); left > 0; left--) {
            lines.add(text(in));
        }
        return new SketchRun(
                ranOn,
                rows,
                ambiguous,
                right,
                failed,
                failures,
                cause,
                hint,
                lines,
                known(in.readLong()),
                known(in.readLong()));
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[size(in)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int size(DataInputStream in) throws IOException {
        int size = in.readInt();
        if (size < 0 || size > MOST) {
            throw new IOException("a size of " + size);
        }
        return size;
    }
}
