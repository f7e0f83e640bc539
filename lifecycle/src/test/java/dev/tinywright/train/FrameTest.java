package dev.tinywright.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void skipsWhatNativeLibrariesPrint() throws IOException {
        EpochRecord epoch = new EpochRecord(3, 0.5, 0.25, 0.75);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes("OMP: Info #276\n".getBytes(StandardCharsets.UTF_8));
        Frame.write(stream, Frame.Type.EPOCH, payload -> Outcome.write(epoch, payload));
        stream.writeBytes(new byte[] {(byte) 0xfe, 'T', 'W', (byte) 0xfe}); // half a marker, then a whole one
        Frame.write(stream, Frame.Type.FAILED, payload -> payload.writeUTF("too bad"));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream.toByteArray()));
        assertThat(Frame.readType(in)).isEqualTo(Frame.Type.EPOCH);
        assertThat(Outcome.readEpoch(Frame.payload(in))).isEqualTo(epoch);
        assertThat(Frame.readType(in)).isEqualTo(Frame.Type.FAILED);
        assertThat(Frame.payload(in).readUTF()).isEqualTo("too bad");
        assertThatThrownBy(() -> Frame.readType(in)).isInstanceOf(EOFException.class);
    }
}
