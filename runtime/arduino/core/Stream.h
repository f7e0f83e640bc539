/* Stream: docs.arduino.cc, "Stream". */
#ifndef Stream_h
#define Stream_h

#include "Print.h"

enum LookaheadMode { SKIP_ALL, SKIP_NONE, SKIP_WHITESPACE };

class Stream : public Print {
public:
    virtual int available() = 0;
    virtual int read() = 0;
    virtual int peek() = 0;

    void setTimeout(unsigned long milliseconds) { timeout_ = milliseconds; }
    unsigned long getTimeout() const { return timeout_; }
    bool find(const char *target);
    bool find(char target);
    bool findUntil(const char *target, const char *terminator);
    long parseInt(LookaheadMode lookahead = SKIP_ALL, char ignore = '\x01');
    float parseFloat(LookaheadMode lookahead = SKIP_ALL, char ignore = '\x01');
    size_t readBytes(char *to, size_t length);
    size_t readBytes(uint8_t *to, size_t length) { return readBytes(reinterpret_cast<char *>(to), length); }
    size_t readBytesUntil(char terminator, char *to, size_t length);
    String readString();
    String readStringUntil(char terminator);

protected:
    /* The next byte, waiting up to the timeout; -1 where none comes. */
    int timed_read();
    int timed_peek();
    int next_digit(LookaheadMode lookahead, bool decimal_point);
    unsigned long timeout_ = 1000;
};

#endif
