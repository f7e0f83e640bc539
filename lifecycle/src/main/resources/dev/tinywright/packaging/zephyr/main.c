/* Runs rows with known scores through the model and says whether all came out as expected. */
#include "golden_rows.h"

#include <string.h>

#include <zephyr/sys/printk.h>

int main(void) {
    int wrong = 0;
    for (int row = 0; row < GOLDEN_ROWS; row++) {
        int8_t scores[{{outputs}}];
{{#tells}}
        {{name}}_result result;
{{/tells}}
        {{name}}_run(golden_readings[row], scores);
        wrong += memcmp(scores, golden_scores[row], sizeof scores) != 0;
{{#tells}}
        {{name}}_classify(golden_readings[row], &result);
{{/tells}}
{{#predicts}}
        float number = {{name}}_predict(golden_readings[row]);
{{/predicts}}
{{#tells}}
        printk("row %d: %s\n", row, {{name}}_label(result.best));
{{/tells}}
{{#predicts}}
        printk("row %d: %d/1000 %s\n", row, (int)(1000 * number), {{NAME}}_UNIT);
{{/predicts}}
    }
    printk("%d of %d rows as expected: %s\n", GOLDEN_ROWS - wrong, GOLDEN_ROWS, wrong == 0 ? "passed" : "FAILED");
    return 0;
}
