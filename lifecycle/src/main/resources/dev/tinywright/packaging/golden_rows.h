/* Rows of readings, and the scores that {{name}}_run must give for each. */
#ifndef {{SLUG}}_GOLDEN_ROWS_H
#define {{SLUG}}_GOLDEN_ROWS_H

#include "{{name}}.h"

#include <math.h>

#define GOLDEN_ROWS {{rows}}

static const {{element}} golden_readings[GOLDEN_ROWS][{{NAME}}_{{ARGUMENT}}] = {
{{#readings}}
    {{.}}
{{/readings}}
};

static const int8_t golden_scores[GOLDEN_ROWS][{{outputs}}] = {
{{#scores}}
    {{.}}
{{/scores}}
};

#endif
