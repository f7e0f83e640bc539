#include "{{name}}_tflite.h"

#if defined(__cplusplus)
#define {{NAME}}_TFLITE_ALIGNED alignas(16)
#elif defined(__GNUC__)
#define {{NAME}}_TFLITE_ALIGNED __attribute__((aligned(16)))
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define {{NAME}}_TFLITE_ALIGNED _Alignas(16)
#else
#error "this compiler is not known to align data"
#endif

{{NAME}}_TFLITE_ALIGNED const unsigned char {{name}}_tflite[{{NAME}}_TFLITE_BYTES] = {
{{bytes}}
};

const unsigned int {{name}}_tflite_len = {{NAME}}_TFLITE_BYTES;
