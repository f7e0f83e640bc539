/* Reads a recording, a line of {{readingCount}} numbers for each frame, separated by commas or spaces; prints what the model makes of each window. */
#include "{{name}}.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char line[32 * {{NAME}}_READINGS + 64];

static void answer(void) {
{{#tells}}
    {{name}}_result result;
    {{name}}_classify_window(&result);
    const int event = {{name}}_smooth(&result);
    printf("%s %d %%%s\n", {{name}}_label(result.best), (result.confidence[result.best] * 100 + 128) / 256, event ? " event" : "");
{{/tells}}
{{#predicts}}
    printf("%g %s\n", (double){{name}}_predict_window(), {{NAME}}_UNIT);
{{/predicts}}
}

int main(void) {
    while (fgets(line, sizeof line, stdin) != NULL) {
        {{element}} frame[{{NAME}}_READINGS];
        char *rest = line;
        int n = 0;
        while (n < {{NAME}}_READINGS) {
            char *end;
            frame[n] = ({{element}})strtof(rest, &end);
            if (end == rest) {
                break;
            }
            rest = end + strspn(end, ",; \t");
            n++;
        }
        if (n < {{NAME}}_READINGS) {
            fprintf(stderr, "%d numbers, a frame has %d\n", n, {{NAME}}_READINGS);
            continue;
        }
        {{name}}_push_samples(frame, 1);
        if ({{name}}_ready()) {
            answer();
        }
    }
    return 0;
}
