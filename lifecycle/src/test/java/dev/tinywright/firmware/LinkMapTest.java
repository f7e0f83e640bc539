package dev.tinywright.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.tinywright.firmware.LinkMap.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkMapTest {
    /** As GNU ld writes it: discarded sections first, long names on a line of their own, symbols, fill. */
    private static final String MAP = """
            Discarded input sections

             .text.unused   0x00000000       0x40 fruit.o

            Memory Configuration

            Name             Origin             Length             Attributes
            FLASH            0x00000000         0x000f0000         xr

            Linker script and memory map

            LOAD startup.o
            .vectors        0x00000000       0x40
             *(.vectors)
             .vectors       0x00000000       0x40 startup.o

            .text           0x00000040      0x1a0
             *(.text .text.*)
             .text          0x00000040        0x0 startup.o
             .text.tw_reset
                            0x00000040       0x38 startup.o
                            0x00000040                tw_reset
             .rodata.layer1_weights
                            0x00000078       0x61 fruit.o
             *fill*         0x000000d9        0x3\s
             .text          0x000000dc       0x80 /usr/lib/gcc/libgcc.a(_udivsi3.o)
                            0x0000015c                . = ALIGN (0x4)

            .data           0x20000000        0x0 load address 0x000001e0

            .a_long_output_section
                            0x20000000       0x20
             .bss.arena     0x20000000       0x14 fruit.o
             COMMON         0x20000014        0x4 harness.o
            """;

    @Test
    void readsEachPieceThatIsInTheImage() {
        assertThat(LinkMap.read(MAP))
                .containsExactly(
                        new Piece(".vectors", ".vectors", "startup.o", 0x40),
                        new Piece(".text", ".text.tw_reset", "startup.o", 0x38),
                        new Piece(".text", ".rodata.layer1_weights", "fruit.o", 0x61),
                        new Piece(".text", "*fill*", "", 3),
                        new Piece(".text", ".text", "/usr/lib/gcc/libgcc.a(_udivsi3.o)", 0x80),
                        new Piece(".a_long_output_section", ".bss.arena", "fruit.o", 0x14),
                        new Piece(".a_long_output_section", "COMMON", "harness.o", 4));
    }

    @Test
    void readsTheSizeOfEachOutputSection() {
        assertThat(LinkMap.outputs(MAP))
                .containsExactly(
                        entry(".a_long_output_section", 0x20L),
                        entry(".data", 0L),
                        entry(".text", 0x1a0L),
                        entry(".vectors", 0x40L));
    }

    @Test
    void addsPiecesUpByPart() {
        List<Piece> pieces =
                List.of(new Piece("o", ".x", "a.o", 1), new Piece("o", ".y", "a.o", 2), new Piece("o", ".x", "b.o", 4));
        assertThat(LinkMap.sum(pieces, Piece::object)).containsExactly(entry("a.o", 3L), entry("b.o", 4L));
    }
}
