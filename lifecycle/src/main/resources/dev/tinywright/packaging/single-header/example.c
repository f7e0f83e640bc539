/* cc -std=c99 -o example example.c */
#define {{NAME}}_IMPLEMENTATION
#include "{{name}}.h"

#include <stdio.h>

int main(void) {
    const float readings[{{NAME}}_READINGS] = {0};
    {{name}}_result result;
    {{name}}_classify(readings, &result);
    puts({{name}}_label(result.best));
    return 0;
}
