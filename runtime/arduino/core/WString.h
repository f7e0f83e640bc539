/* String as Arduino documents it: docs.arduino.cc, language reference, "String()". */
#ifndef WString_h
#define WString_h

#include <stddef.h>
#include <stdint.h>

#define F(text) (reinterpret_cast<const __FlashStringHelper *>(text))
class __FlashStringHelper;

class String {
public:
    String(const char *text = "");
    String(const char *text, unsigned int length);
    String(const String &other);
    String(String &&other) noexcept;
    String(const __FlashStringHelper *text);
    explicit String(char c);
    explicit String(unsigned char value, unsigned char base = 10);
    explicit String(int value, unsigned char base = 10);
    explicit String(unsigned int value, unsigned char base = 10);
    explicit String(long value, unsigned char base = 10);
    explicit String(unsigned long value, unsigned char base = 10);
    explicit String(long long value, unsigned char base = 10);
    explicit String(unsigned long long value, unsigned char base = 10);
    explicit String(float value, unsigned char decimals = 2);
    explicit String(double value, unsigned char decimals = 2);
    ~String();

    String &operator=(const String &other);
    String &operator=(String &&other) noexcept;
    String &operator=(const char *text);
    String &operator=(const __FlashStringHelper *text);

    bool reserve(unsigned int size);
    unsigned int length() const { return length_; }
    bool isEmpty() const { return length_ == 0; }
    const char *c_str() const { return text_ == nullptr ? "" : text_; }
    char *begin() { return text_; }
    char *end() { return text_ + length_; }
    const char *begin() const { return c_str(); }
    const char *end() const { return c_str() + length_; }

    bool concat(const String &other);
    bool concat(const char *text);
    bool concat(const char *text, unsigned int length);
    bool concat(const __FlashStringHelper *text);
    bool concat(char c);
    template <typename T> bool concat(T value) { return concat(String(value)); }
    String &operator+=(const String &other) { concat(other); return *this; }
    String &operator+=(const char *text) { concat(text); return *this; }
    String &operator+=(const __FlashStringHelper *text) { concat(text); return *this; }
    String &operator+=(char c) { concat(c); return *this; }
    template <typename T> String &operator+=(T value) { concat(String(value)); return *this; }

    int compareTo(const String &other) const;
    bool equals(const String &other) const { return compareTo(other) == 0; }
    bool equals(const char *text) const { return compareTo(String(text)) == 0; }
    bool equalsIgnoreCase(const String &other) const;
    bool operator==(const String &other) const { return equals(other); }
    bool operator==(const char *text) const { return equals(text); }
    bool operator!=(const String &other) const { return !equals(other); }
    bool operator!=(const char *text) const { return !equals(text); }
    bool operator<(const String &other) const { return compareTo(other) < 0; }
    bool operator>(const String &other) const { return compareTo(other) > 0; }
    bool operator<=(const String &other) const { return compareTo(other) <= 0; }
    bool operator>=(const String &other) const { return compareTo(other) >= 0; }
    explicit operator bool() const { return true; }
    bool startsWith(const String &prefix, unsigned int offset = 0) const;
    bool endsWith(const String &suffix) const;

    char charAt(unsigned int index) const;
    void setCharAt(unsigned int index, char c);
    char operator[](unsigned int index) const { return charAt(index); }
    char &operator[](unsigned int index);
    void getBytes(unsigned char *to, unsigned int size, unsigned int from = 0) const;
    void toCharArray(char *to, unsigned int size, unsigned int from = 0) const;

    int indexOf(char c, unsigned int from = 0) const;
    int indexOf(const String &text, unsigned int from = 0) const;
    int lastIndexOf(char c) const;
    int lastIndexOf(char c, unsigned int from) const;
    int lastIndexOf(const String &text) const;
    int lastIndexOf(const String &text, unsigned int from) const;
    String substring(unsigned int from) const { return substring(from, length_); }
    String substring(unsigned int from, unsigned int to) const;

    void replace(char from, char to);
    void replace(const String &from, const String &to);
    void remove(unsigned int index) { remove(index, length_); }
    void remove(unsigned int index, unsigned int count);
    void toLowerCase();
    void toUpperCase();
    void trim();

    long toInt() const;
    float toFloat() const;
    double toDouble() const;

private:
    char *text_ = nullptr;
    unsigned int capacity_ = 0;
    unsigned int length_ = 0;
};

String operator+(const String &left, const String &right);
String operator+(const String &left, const char *right);
String operator+(const char *left, const String &right);
String operator+(const String &left, const __FlashStringHelper *right);
String operator+(const String &left, char right);
template <typename T> String operator+(const String &left, T right) { return left + String(right); }

#endif
