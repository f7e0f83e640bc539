/* Stands in for the generated file of this name, so that harness.c and host.c can be compiled without a model. */
#ifndef TW_TEST_MODEL_BINDING_H
#define TW_TEST_MODEL_BINDING_H

#include <stdint.h>

void model_run(const float example[3], int8_t outputs[2]);

#define MODEL_ELEMENT float
#define MODEL_VALUES 3
#define MODEL_OUTPUTS 2
#define MODEL_RUN model_run

#endif
