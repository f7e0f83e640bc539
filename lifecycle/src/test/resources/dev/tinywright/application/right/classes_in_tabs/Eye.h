#pragma once

/** The colour sensor. */
class Eye {
public:
  bool open();
  bool see(float shares[3]);

private:
  int turns = 0;
};
