package dev.tinywright.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnNamesTest {
    @Test
    void findsWhatIsDeclaredAtFileLevelAndNothingElse() {
        assertThat(OwnNames.in("""
                #include <stdint.h>
                #define LIMIT 3 /* of what */
                #define TWICE(x) \\
                    ((x) * 2)
                typedef struct {
                    int32_t inside;
                } settings;
                typedef char check[sizeof(settings) == 4 ? 1 : -1];
                struct node { int value; };
                enum { FIRST, SECOND };
                static union { int a; char b[4]; } arena;
                static const int table[2] = {1, 2};
                extern int counter;
                int32_t declared(int32_t argument);
                static inline int32_t defined(int32_t x) {
                    int32_t local = x; /* "not { this" */
                    return local + '{';
                }
                __attribute__((noinline)) static void noted(void) { }
                static const settings one = {.inside = 3};
                static const settings placed LIMIT = {4};
                """))
                .containsExactlyInAnyOrder(
                        "LIMIT",
                        "TWICE",
                        "settings",
                        "check",
                        "node",
                        "arena",
                        "table",
                        "counter",
                        "declared",
                        "defined",
                        "noted",
                        "one",
                        "placed");
    }

    @Test
    void piecesTogetherAreTheText() {
        String text =
                "int a = 0x1F; // c\n  #define X \"s\\\"t\" \\\n  2\nchar c = '\\''; /* \" */ a->b.c = 1.5e-3f;\n";
        StringBuilder joined = new StringBuilder();
        CLexer.pieces(text).forEach(piece -> joined.append(piece.text()));
        assertThat(joined).hasToString(text);
    }
}
