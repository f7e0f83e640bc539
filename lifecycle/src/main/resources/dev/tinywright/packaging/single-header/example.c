/* cc -std=c99 -o example example.c */
#define {{NAME}}_IMPLEMENTATION
#include "{{name}}.h"

#include <stdio.h>

int main(void) {
    const float readings[{{NAME}}_READINGS] = {0};
{{#tells}}
    {{name}}_result result;
    {{name}}_classify(readings, &result);
{{/tells}}
{{#predicts}}
    float number = {{name}}_predict(readings);
{{/predicts}}
{{#tells}}
    puts({{name}}_label(result.best));
{{/tells}}
{{#predicts}}
    printf("%g %s\n", (double)number, {{NAME}}_UNIT);
{{/predicts}}
    return 0;
}
