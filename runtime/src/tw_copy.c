#include "tw_copy.h"

#include "tw_memory.h"

static void copy_runs(const int8_t *x, const tw_copy_plan *p, int8_t *y) {
    for (int32_t k = 0; k < p->dims[4]; k++) {
        for (int32_t i = 0; i < p->run; i++) {
            y[i] = x[i];
        }
        x += p->x_steps[4];
        y += p->y_steps[4];
    }
}

static void copy_planes(const int8_t *x, const tw_copy_plan *p, int8_t *y) {
    for (int32_t i = 0; i < p->dims[2]; i++) {
        for (int32_t j = 0; j < p->dims[3]; j++) {
            copy_runs(x + i * p->x_steps[2] + j * p->x_steps[3], p, y + i * p->y_steps[2] + j * p->y_steps[3]);
        }
    }
}

void tw_copy(const int8_t *x, const tw_copy_plan *plan, int8_t *y) {
    TW_FLASH_STRUCT(tw_copy_plan, p, plan);
    for (int32_t i = 0; i < p->dims[0]; i++) {
        for (int32_t j = 0; j < p->dims[1]; j++) {
            copy_planes(x + p->x_start + i * p->x_steps[0] + j * p->x_steps[1], p,
                        y + p->y_start + i * p->y_steps[0] + j * p->y_steps[1]);
        }
    }
}

void tw_fill(int8_t *y, int32_t n, int8_t value) {
    for (int32_t i = 0; i < n; i++) {
        y[i] = value;
    }
}
