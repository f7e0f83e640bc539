/* Reads pictures as bytes, one after another, as the header says; prints what the model makes of each. */
#include "{{name}}.h"

#include <stdio.h>

static uint8_t pixels[{{NAME}}_PIXELS];

int main(void) {
    while (fread(pixels, sizeof pixels, 1, stdin) == 1) {
{{#tells}}
        {{name}}_result result;
        {{name}}_classify(pixels, &result);
        printf("%s %d %%\n", {{name}}_label(result.best), (result.confidence[result.best] * 100 + 128) / 256);
{{/tells}}
{{#predicts}}
        printf("%g %s\n", (double){{name}}_predict(pixels), {{NAME}}_UNIT);
{{/predicts}}
    }
    return 0;
}
