/* The proof as a process of this computer: the same files as harness.c, without stack and instructions. */
#include <stdint.h>
#include <stdio.h>

#include "model_binding.h"

static MODEL_ELEMENT example[MODEL_VALUES];
static int8_t outputs[MODEL_OUTPUTS];

int main(void) {
    FILE *rows_file = fopen("rows.bin", "rb");
    FILE *scores_file = fopen("scores.bin", "wb");
    uint32_t rows;
    if (rows_file == NULL || scores_file == NULL || fread(&rows, sizeof rows, 1, rows_file) != 1) {
        return 2;
    }
    for (uint32_t row = 0; row < rows; row++) {
        if (fread(example, sizeof example, 1, rows_file) != 1) {
            return 3;
        }
        MODEL_RUN(example, outputs);
        if (fwrite(outputs, sizeof outputs, 1, scores_file) != 1) {
            return 4;
        }
    }
    return fclose(scores_file) == 0 ? 0 : 5;
}
