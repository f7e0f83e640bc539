/* 1 KB that keeps its content without power: docs.arduino.cc, "EEPROM". Erased, 255 each, when a run begins. */
#ifndef EEPROM_h
#define EEPROM_h

#include "Arduino.h"
#include "tw_world.h"

#define E2END 1023

class EEPROMClass;

/* A cell, as EEPROM[address] gives it. */
class EERef {
public:
    EERef(EEPROMClass &memory, int address) : memory_(memory), address_(address) {}
    EERef(const EERef &) = default;
    inline operator uint8_t() const;
    inline EERef &operator=(uint8_t value);
    EERef &operator=(const EERef &other) { return *this = static_cast<uint8_t>(other); }
    EERef &operator+=(uint8_t by) { return *this = static_cast<uint8_t>(*this + by); }
    EERef &operator-=(uint8_t by) { return *this = static_cast<uint8_t>(*this - by); }
    EERef &operator++() { return *this += 1; }
    EERef &operator--() { return *this -= 1; }

private:
    EEPROMClass &memory_;
    int address_;
};

class EEPROMClass {
public:
    EEPROMClass() { memset(cells_, 0xff, sizeof cells_); }
    void begin(size_t = sizeof cells_) {}
    void end() {}
    bool commit() { return true; }
    uint16_t length() const { return sizeof cells_; }
    EERef operator[](int address) { return EERef(*this, address); }
    uint8_t read(int address) const {
        tw::spend(1);
        return is_cell(address) ? cells_[address] : 0xff;
    }
    /* Erasing and writing takes an ATmega328P 3.3 ms: its data sheet, 8.6.3. */
    void write(int address, uint8_t value) {
        tw::spend(3300);
        if (is_cell(address)) {
            cells_[address] = value;
        }
    }
    void update(int address, uint8_t value) {
        if (read(address) != value) {
            write(address, value);
        }
    }
    template <typename T> T &get(int address, T &value) const {
        uint8_t *const bytes = reinterpret_cast<uint8_t *>(&value);
        for (size_t i = 0; i < sizeof value; i++) {
            bytes[i] = read(address + static_cast<int>(i));
        }
        return value;
    }
    template <typename T> const T &put(int address, const T &value) {
        const uint8_t *const bytes = reinterpret_cast<const uint8_t *>(&value);
        for (size_t i = 0; i < sizeof value; i++) {
            update(address + static_cast<int>(i), bytes[i]);
        }
        return value;
    }

private:
    bool is_cell(int address) const { return address >= 0 && address <= E2END; }
    uint8_t cells_[E2END + 1];
};

inline EERef::operator uint8_t() const { return memory_.read(address_); }
inline EERef &EERef::operator=(uint8_t value) {
    memory_.write(address_, value);
    return *this;
}

inline EEPROMClass EEPROM;

#endif
