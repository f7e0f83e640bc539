/* cc -std=c99 -o example example.c */
#define {{NAME}}_IMPLEMENTATION
#include "{{name}}.h"

#include <stdio.h>

int main(void) {
    {{^table}}static {{/table}}const {{element}} {{argument}}[{{NAME}}_{{ARGUMENT}}] = {0};
{{#tells}}
    {{name}}_result result;
    {{name}}_classify({{argument}}, &result);
{{/tells}}
{{#predicts}}
    float number = {{name}}_predict({{argument}});
{{/predicts}}
{{#tells}}
    puts({{name}}_label(result.best));
{{/tells}}
{{#predicts}}
    printf("%g %s\n", (double)number, {{NAME}}_UNIT);
{{/predicts}}
    return 0;
}
