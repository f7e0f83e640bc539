/* Stands in for the generated file of this name, so that harness.c, host.c and stream.c can be compiled without a model. */
#ifndef TW_TEST_MODEL_BINDING_H
#define TW_TEST_MODEL_BINDING_H

#include <stdint.h>

void model_run(const float example[3], int8_t outputs[2]);

typedef struct {
    int best;
    uint8_t confidence[2];
} model_result;

uint16_t model_push_samples(const float *samples, uint16_t frames);
uint8_t model_ready(void);
void model_restart(void);
void model_classify_window(model_result *result);
uint8_t model_smooth(model_result *result);

#define MODEL_CHANNELS 3
#define MODEL_RESULT model_result
#define MODEL_RESTART model_restart
#define MODEL_PUSH_SAMPLES model_push_samples
#define MODEL_READY model_ready
#define MODEL_CLASSIFY_WINDOW model_classify_window
#define MODEL_SMOOTH model_smooth

#define MODEL_ELEMENT float
#define MODEL_VALUES 3
#define MODEL_OUTPUTS 2
#define MODEL_RUN model_run

#endif
