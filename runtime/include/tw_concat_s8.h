#ifndef TW_CONCAT_S8_H
#define TW_CONCAT_S8_H

/* What concatenations of parts with different scales are made of. */
#include "tw_copy.h"
#include "tw_quantize_s8.h"

#endif
