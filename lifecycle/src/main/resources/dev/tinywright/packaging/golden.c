/* Runs the golden rows through the model and compares every score. Ends with 0 where all are as expected. */
#include "golden_rows.h"

#include <stdio.h>

int main(void) {
    int wrong = 0;
    for (int row = 0; row < GOLDEN_ROWS; row++) {
        int8_t scores[{{outputs}}];
        {{name}}_run(golden_readings[row], scores);
        for (int k = 0; k < {{outputs}}; k++) {
            if (scores[k] != golden_scores[row][k]) {
                printf("row %d, class %d: %d instead of %d\n", row, k, scores[k], golden_scores[row][k]);
                wrong++;
            }
        }
    }
    printf("%d rows, %d scores differ\n", GOLDEN_ROWS, wrong);
    return wrong == 0 ? 0 : 1;
}
