/* The network as a .tflite file in memory: {{length}} bytes, aligned to 16. */
#ifndef {{NAME}}_TFLITE_H
#define {{NAME}}_TFLITE_H

#ifdef __cplusplus
extern "C" {
#endif

#define {{NAME}}_TFLITE_BYTES {{length}}

extern const unsigned char {{name}}_tflite[{{NAME}}_TFLITE_BYTES];

/* The same number, for code that expects it as a variable. */
extern const unsigned int {{name}}_tflite_len;

#ifdef __cplusplus
}
#endif

#endif
