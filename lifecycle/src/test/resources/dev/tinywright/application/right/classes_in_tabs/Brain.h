#pragma once

#include "fruit.h"

/** The model. */
class Brain {
public:
  const char *think(const float shares[3]) {
    fruit_classify(shares, &result_);
    return fruit_label(result_.best);
  }

private:
  fruit_result result_;
};
