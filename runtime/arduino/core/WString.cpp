#include "WString.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utility>

#include "Print.h"
#include "tw_text.h"
#include "tw_world.h"

namespace {
const char *plain(const __FlashStringHelper *text) { return reinterpret_cast<const char *>(text); }
}  // namespace

String::String(const char *text) { concat(text); }
String::String(const char *text, unsigned int length) { concat(text, length); }
String::String(const String &other) { concat(other); }
String::String(String &&other) noexcept { *this = std::move(other); }
String::String(const __FlashStringHelper *text) { concat(plain(text)); }
String::String(char c) { concat(c); }
String::String(unsigned char value, unsigned char base) : String(static_cast<unsigned long long>(value), base) {}
String::String(int value, unsigned char base) : String(static_cast<long long>(value), base) {}
String::String(unsigned int value, unsigned char base) : String(static_cast<unsigned long long>(value), base) {}
String::String(long value, unsigned char base) : String(static_cast<long long>(value), base) {}
String::String(unsigned long value, unsigned char base) : String(static_cast<unsigned long long>(value), base) {}

String::String(long long value, unsigned char base) {
    char digits[tw::NUMBER_SIZE];
    concat(tw::signed_text(value, base, digits));
}

String::String(unsigned long long value, unsigned char base) {
    char digits[tw::NUMBER_SIZE];
    concat(tw::unsigned_text(value, base, digits));
}

String::String(float value, unsigned char decimals) : String(static_cast<double>(value), decimals) {}

/* At least two characters more than decimals, as Arduino's cores have it: String(5.0, 0) is " 5". */
String::String(double value, unsigned char decimals) {
    char digits[352];
    concat(dtostrf(value, static_cast<signed char>((decimals < 20 ? decimals : 20) + 2), decimals < 20 ? decimals : 20, digits));
}

String::~String() { free(text_); }

String &String::operator=(const String &other) {
    if (this != &other) {
        length_ = 0;
        concat(other.c_str(), other.length_);
    }
    return *this;
}

String &String::operator=(String &&other) noexcept {
    if (this != &other) {
        std::swap(text_, other.text_);
        std::swap(capacity_, other.capacity_);
        std::swap(length_, other.length_);
    }
    return *this;
}

String &String::operator=(const char *text) { return *this = String(text); }
String &String::operator=(const __FlashStringHelper *text) { return *this = String(text); }

bool String::reserve(unsigned int size) {
    if (text_ != nullptr && capacity_ >= size) {
        return true;
    }
    char *larger = static_cast<char *>(realloc(text_, size + 1u));
    if (larger == nullptr) {
        tw::end("fault", "out of memory: a String could not grow");
    }
    if (text_ == nullptr) {
        larger[0] = '\0';
    }
    text_ = larger;
    capacity_ = size;
    return true;
}

bool String::concat(const char *text, unsigned int length) {
    if (text == nullptr) {
        return false;
    }
    const bool own = text_ != nullptr && text >= text_ && text <= text_ + length_;
    const size_t offset = own ? static_cast<size_t>(text - text_) : 0;
    reserve(length_ + length);
    memmove(text_ + length_, own ? text_ + offset : text, length);
    length_ += length;
    text_[length_] = '\0';
    return true;
}

bool String::concat(const String &other) { return concat(other.c_str(), other.length_); }
bool String::concat(const char *text) {
    return text != nullptr && concat(text, static_cast<unsigned int>(strlen(text)));
}
bool String::concat(const __FlashStringHelper *text) { return concat(plain(text)); }
bool String::concat(char c) { return concat(&c, 1); }

int String::compareTo(const String &other) const { return strcmp(c_str(), other.c_str()); }

bool String::equalsIgnoreCase(const String &other) const {
    if (length_ != other.length_) {
        return false;
    }
    for (unsigned int i = 0; i < length_; i++) {
        if (tolower(charAt(i)) != tolower(other.charAt(i))) {
            return false;
        }
    }
    return true;
}

bool String::startsWith(const String &prefix, unsigned int offset) const {
    return offset + prefix.length_ <= length_ && strncmp(c_str() + offset, prefix.c_str(), prefix.length_) == 0;
}

bool String::endsWith(const String &suffix) const {
    return suffix.length_ <= length_ && strcmp(c_str() + length_ - suffix.length_, suffix.c_str()) == 0;
}

char String::charAt(unsigned int index) const { return index < length_ ? text_[index] : '\0'; }

void String::setCharAt(unsigned int index, char c) {
    if (index < length_) {
        text_[index] = c;
    }
}

char &String::operator[](unsigned int index) {
    static char nowhere;
    nowhere = '\0';
    return index < length_ ? text_[index] : nowhere;
}

void String::getBytes(unsigned char *to, unsigned int size, unsigned int from) const {
    if (to == nullptr || size == 0) {
        return;
    }
    const unsigned int left = from < length_ ? length_ - from : 0;
    const unsigned int count = left < size - 1 ? left : size - 1;
    memcpy(to, c_str() + (from < length_ ? from : length_), count);
    to[count] = '\0';
}

void String::toCharArray(char *to, unsigned int size, unsigned int from) const {
    getBytes(reinterpret_cast<unsigned char *>(to), size, from);
}

int String::indexOf(char c, unsigned int from) const {
    for (unsigned int i = from; i < length_; i++) {
        if (text_[i] == c) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int String::indexOf(const String &text, unsigned int from) const {
    if (from >= length_) {
        return -1;
    }
    const char *found = strstr(c_str() + from, text.c_str());
    return found == nullptr ? -1 : static_cast<int>(found - c_str());
}

int String::lastIndexOf(char c) const { return length_ == 0 ? -1 : lastIndexOf(c, length_ - 1); }

int String::lastIndexOf(char c, unsigned int from) const {
    for (int i = static_cast<int>(from < length_ ? from : length_ - 1); length_ > 0 && i >= 0; i--) {
        if (text_[i] == c) {
            return i;
        }
    }
    return -1;
}

int String::lastIndexOf(const String &text) const { return lastIndexOf(text, length_); }

int String::lastIndexOf(const String &text, unsigned int from) const {
    if (text.length_ == 0 || text.length_ > length_) {
        return -1;
    }
    unsigned int at = length_ - text.length_;
    at = from < at ? from : at;
    for (int i = static_cast<int>(at); i >= 0; i--) {
        if (strncmp(text_ + i, text.c_str(), text.length_) == 0) {
            return i;
        }
    }
    return -1;
}

String String::substring(unsigned int from, unsigned int to) const {
    if (from > to) {
        std::swap(from, to);
    }
    to = to < length_ ? to : length_;
    return from >= to ? String() : String(text_ + from, to - from);
}

void String::replace(char from, char to) {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = text_[i] == from ? to : text_[i];
    }
}

void String::replace(const String &from, const String &to) {
    if (from.length_ == 0) {
        return;
    }
    String result;
    unsigned int at = 0;
    for (int found = indexOf(from); found >= 0; found = indexOf(from, at)) {
        result.concat(text_ + at, static_cast<unsigned int>(found) - at);
        result.concat(to);
        at = static_cast<unsigned int>(found) + from.length_;
    }
    result.concat(c_str() + at, length_ - at);
    *this = std::move(result);
}

void String::remove(unsigned int index, unsigned int count) {
    if (index >= length_) {
        return;
    }
    count = count < length_ - index ? count : length_ - index;
    memmove(text_ + index, text_ + index + count, length_ - index - count + 1);
    length_ -= count;
}

void String::toLowerCase() {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = static_cast<char>(tolower(static_cast<unsigned char>(text_[i])));
    }
}

void String::toUpperCase() {
    for (unsigned int i = 0; i < length_; i++) {
        text_[i] = static_cast<char>(toupper(static_cast<unsigned char>(text_[i])));
    }
}

void String::trim() {
    unsigned int from = 0;
    unsigned int to = length_;
    while (from < to && isspace(static_cast<unsigned char>(text_[from]))) {
        from++;
    }
    while (to > from && isspace(static_cast<unsigned char>(text_[to - 1]))) {
        to--;
    }
    *this = substring(from, to);
}

long String::toInt() const { return strtol(c_str(), nullptr, 10); }
float String::toFloat() const { return static_cast<float>(toDouble()); }
double String::toDouble() const { return strtod(c_str(), nullptr); }

String operator+(const String &left, const String &right) {
    String sum(left);
    sum.concat(right);
    return sum;
}
String operator+(const String &left, const char *right) {
    String sum(left);
    sum.concat(right);
    return sum;
}
String operator+(const char *left, const String &right) { return String(left) + right; }
String operator+(const String &left, const __FlashStringHelper *right) { return left + plain(right); }
String operator+(const String &left, char right) {
    String sum(left);
    sum.concat(right);
    return sum;
}
