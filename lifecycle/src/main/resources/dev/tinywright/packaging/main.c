/* Reads lines of {{readingCount}} numbers, separated by commas or spaces; prints {{#tells}}the class of each and how sure the model is{{/tells}}{{#predicts}}the number predicted from each{{/predicts}}. */
#include "{{name}}.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char line[32 * {{NAME}}_READINGS + 64];

int main(void) {
    while (fgets(line, sizeof line, stdin) != NULL) {
        float readings[{{NAME}}_READINGS];
{{#tells}}
        {{name}}_result result;
{{/tells}}
        char *rest = line;
        int n = 0;
        while (n < {{NAME}}_READINGS) {
            char *end;
            readings[n] = strtof(rest, &end);
            if (end == rest) {
                break;
            }
            rest = end + strspn(end, ",; \t");
            n++;
        }
        if (n < {{NAME}}_READINGS) {
            fprintf(stderr, "%d numbers, the model takes %d\n", n, {{NAME}}_READINGS);
            continue;
        }
{{#tells}}
        {{name}}_classify(readings, &result);
{{/tells}}
{{#predicts}}
        float number = {{name}}_predict(readings);
{{/predicts}}
        printf("%s %d %%\n", {{name}}_label(result.best), (result.confidence[result.best] * 100 + 128) / 256);
    }
    return 0;
}
