/* The libraries that are more than their headers. */
#include "Arduino.h"
#include "PDM.h"
#include "Wire.h"
#include "tw_world.h"

PDMClass PDM;
TwoWire Wire;
TwoWire Wire1;

/* ---- PDM ---------------------------------------------------------------------------------------------- */

int PDMClass::begin(int channels, int rate) {
    channels_ = channels;
    rate_ = rate;
    const uint64_t samples = static_cast<uint64_t>(size_) / 2 / static_cast<uint64_t>(channels);
    timer_ = tw::every(samples * 1000000 / static_cast<uint64_t>(rate), filled, this, false);
    return 1;
}

void PDMClass::end() { tw::cancel(timer_); }

void PDMClass::filled(void *self) {
    PDMClass *const microphone = static_cast<PDMClass *>(self);
    microphone->waiting_ = microphone->size_;
    if (microphone->callback_ != nullptr) {
        microphone->callback_();
    }
}

int PDMClass::read(void *to, size_t bytes) {
    const int count = static_cast<int>(bytes) < waiting_ ? static_cast<int>(bytes) : waiting_;
    int16_t *const samples = static_cast<int16_t *>(to);
    const float amplitude = tw::level(tw::channel("mic.level"), 0);
    for (int i = 0; i < count / 2; i++) {
        /* a triangle of 440 Hz: the same on every processor */
        const uint32_t phase = static_cast<uint32_t>(static_cast<uint64_t>(position_) * 440u * 65536u / static_cast<uint32_t>(rate_)) & 0xffff;
        const int32_t triangle = phase < 32768 ? static_cast<int32_t>(phase) * 2 - 32768 : 98303 - static_cast<int32_t>(phase) * 2;
        samples[i] = static_cast<int16_t>(static_cast<float>(triangle) / 32768.0f * amplitude);
        position_ += i % channels_ == channels_ - 1 ? 1 : 0;
    }
    waiting_ -= count;
    tw::trace_read("mic", &amplitude, 1);
    return count;
}

/* ---- Wire --------------------------------------------------------------------------------------------- */

namespace {
uint8_t register_of[128];

struct Register {
    unsigned int address, first;
    int bytes;
    bool big_endian, is_signed;
};

bool parse(const char *name, Register &found) {
    char type[8];
    if (sscanf(name, "i2c.%2x.%2x.%7s", &found.address, &found.first, type) != 3) {
        return false;
    }
    found.bytes = strstr(type, "16") != nullptr ? 2 : 1;
    found.big_endian = strstr(type, "be") != nullptr;
    found.is_signed = type[0] == 's';
    return true;
}

/* A register stays at its end: noise must not make the darkest value the brightest. */
long in_range(const Register &of, float value) {
    const long steps = 1l << 8 * of.bytes;
    const long low = of.is_signed ? -steps / 2 : 0;
    const long high = low + steps - 1;
    const float rounded = floorf(value + 0.5f);
    return rounded <= static_cast<float>(low) ? low : rounded >= static_cast<float>(high) ? high : static_cast<long>(rounded);
}

bool answers(uint8_t address) {
    Register found;
    for (int i = 0; tw::channel_name(i) != nullptr; i++) {
        if (parse(tw::channel_name(i), found) && found.address == address) {
            return true;
        }
    }
    return false;
}

/* A read of several registers shows each at one moment: noise is drawn once for each channel and read. */
void fill(uint8_t address, uint8_t from, uint8_t *to, size_t count) {
    memset(to, 0, count);
    float values[16];
    int seen = 0;
    Register found;
    for (int i = 0; tw::channel_name(i) != nullptr; i++) {
        if (!parse(tw::channel_name(i), found) || found.address != address || found.first + static_cast<unsigned int>(found.bytes) <= from
            || found.first >= from + count) {
            continue;
        }
        const long whole = in_range(found, tw::value(i, 0));
        for (int k = 0; k < found.bytes; k++) {
            const unsigned int place = found.first + static_cast<unsigned int>(k);
            const int shift = 8 * (found.big_endian ? found.bytes - 1 - k : k);
            if (place >= from && place < from + count) {
                to[place - from] = static_cast<uint8_t>(whole >> shift & 0xff);
            }
        }
        if (seen < 16) {
            values[seen++] = static_cast<float>(whole);
        }
    }
    char device[12];
    snprintf(device, sizeof device, "i2c.%02x", address);
    tw::trace_read(device, values, seen);
}
}  // namespace

void TwoWire::beginTransmission(uint8_t address) {
    address_ = address;
    sent_count_ = 0;
}

size_t TwoWire::write(uint8_t byte) {
    if (sent_count_ == sizeof sent_) {
        return 0;
    }
    sent_[sent_count_++] = byte;
    return 1;
}

uint8_t TwoWire::endTransmission(bool) {
    tw::spend(static_cast<uint32_t>((sent_count_ + 1) * byte_us_));
    if (!on_ || !answers(address_)) {
        return 2;
    }
    if (sent_count_ > 0) {
        register_of[address_ & 127] = sent_[0];
    }
    return 0;
}

size_t TwoWire::request(uint8_t address, size_t count) {
    count = count < sizeof buffer_ ? count : sizeof buffer_;
    tw::spend(static_cast<uint32_t>((count + 1) * byte_us_));
    at_ = count_ = 0;
    if (!on_ || !answers(address)) {
        return 0;
    }
    fill(address, register_of[address & 127], buffer_, count);
    register_of[address & 127] = static_cast<uint8_t>(register_of[address & 127] + count);
    count_ = count;
    return count;
}
