/* The colour sensor's interface, as its Arduino library documents it. */
#pragma once

class APDS9960 {
  public:
    bool begin() { return true; }
    int colorAvailable();
    int gestureAvailable();
    bool readColor(int &red, int &green, int &blue);
    bool readColor(int &red, int &green, int &blue, int &clear);

  private:
    unsigned long long next_ = 0;
};

extern APDS9960 APDS;
