/* {{title}} {{fullVersion}} in one file. In one source file of a program:
 *
 *     #define {{NAME}}_IMPLEMENTATION
 *     #include "{{name}}.h"
 *
 * Everywhere else only the second line. LICENSE.txt says what it is under: CC0 1.0, the kernels Apache-2.0. */
{{header}}

#ifdef {{NAME}}_IMPLEMENTATION
#ifndef {{NAME}}_IMPLEMENTED
#define {{NAME}}_IMPLEMENTED

{{implementation}}

#endif
#endif
