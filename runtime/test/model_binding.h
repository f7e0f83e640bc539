/* Stands in for the generated file of this name, so that harness.c and host.c can be compiled without a model. */
#ifndef TW_TEST_MODEL_BINDING_H
#define TW_TEST_MODEL_BINDING_H

#include <stdint.h>

void model_run(const float readings[3], int8_t scores[2]);

#define MODEL_READINGS 3
#define MODEL_CLASSES 2
#define MODEL_RUN model_run

#endif
