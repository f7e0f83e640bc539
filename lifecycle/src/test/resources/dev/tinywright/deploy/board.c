/* A board on a pseudo-terminal, for tests. Prints the name of its port, then plays the check protocol (score of class k of a
 * row = sum of the readings, rounded down, plus k) or sends lines of numbers.
 *
 * usage: board MODE CONTRACT CLASSES [N]
 * modes: check, wrong (one score off by one), slow, garbage (noise before each answer), silent, unplug (gone at row N),
 *        lines (a header, then N rows in two pieces each, then gone), other (lines of four columns), broken (bad lines between) */
#define _XOPEN_SOURCE 600
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int master;

static void say(const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        ssize_t n = write(master, text, left);
        if (n <= 0) {
            exit(1);
        }
        text += n;
        left -= (size_t)n;
    }
}

static void pause_ms(long ms) {
    usleep((useconds_t)(ms * 1000));
}

static void answer(const char *mode, char *line, int classes, int last) {
    char *at = line + 1;
    long row = strtol(at, &at, 10);
    float sum = 0.0f;
    char text[256];
    if (strcmp(mode, "unplug") == 0 && row >= last) {
        exit(0);
    }
    while (*at == ' ' || *at == ',') {
        uint32_t bits = (uint32_t)strtoul(at + 1, &at, 16);
        float value;
        memcpy(&value, &bits, sizeof value);
        sum += value;
    }
    if (strcmp(mode, "slow") == 0) {
        pause_ms(60);
    }
    if (strcmp(mode, "garbage") == 0) {
        say("\xff\xfe\x01=\n=zz 1,2\n");
    }
    snprintf(text, sizeof text, "=%ld ", row);
    for (int k = 0; k < classes; k++) {
        int wrong = strcmp(mode, "wrong") == 0 && row == 2 && k == 0;
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", k == 0 ? "" : ",", (int)floorf(sum) + k + wrong);
    }
    snprintf(text + strlen(text), sizeof text - strlen(text), " %ld\r\n", 120 + row % 3);
    say(text);
}

static void lines(const char *mode, int count) {
    char text[64];
    pause_ms(300);
    say("# a comment\nRed,Green,Blue\n0.1,0.2,0.3\n");
    for (int row = 0; row < count; row++) {
        if (strcmp(mode, "broken") == 0 && row % 5 == 0) {
            say("0.5,oops,\xff\n");
        }
        snprintf(text, sizeof text, "0.%d,", 100 + row);
        say(text);
        pause_ms(2);
        say(strcmp(mode, "other") == 0 ? "0.5,0.25,9\n" : "0.5,0.25\n");
        pause_ms(8);
    }
    pause_ms(200);
}

int main(int argc, char **argv) {
    const char *mode = argc > 1 ? argv[1] : "check";
    char line[4096];
    size_t used = 0;
    int slave;
    struct termios raw;
    if (argc < 4) {
        return 2;
    }
    master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
        return 1;
    }
    slave = open(ptsname(master), O_RDWR | O_NOCTTY); /* held open, so that reading waits for the other side */
    tcgetattr(slave, &raw);
    raw.c_lflag &= (tcflag_t) ~(ICANON | ECHO | ISIG);
    raw.c_oflag &= (tcflag_t)~OPOST;
    raw.c_iflag &= (tcflag_t) ~(ICRNL | IXON);
    tcsetattr(slave, TCSANOW, &raw);
    printf("%s\n", ptsname(master));
    fflush(stdout);
    if (strcmp(mode, "lines") == 0 || strcmp(mode, "other") == 0 || strcmp(mode, "broken") == 0) {
        lines(mode, atoi(argv[4]));
        return 0;
    }
    for (;;) {
        char c;
        if (read(master, &c, 1) != 1) {
            return 0;
        }
        if (c != '\n') {
            if (used < sizeof line - 1) {
                line[used++] = c;
            }
            continue;
        }
        line[used] = '\0';
        used = 0;
        if (strcmp(mode, "silent") == 0) {
            continue;
        }
        if (line[0] == '?') {
            say("tinywright check ");
            say(argv[2]);
            say("\r\n");
        } else if (line[0] == '=') {
            answer(mode, line, atoi(argv[3]), argc > 4 ? atoi(argv[4]) : 0);
        }
    }
}
