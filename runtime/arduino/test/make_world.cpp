/* Writes world.bin from a description: first start, dwell and line period in microseconds and the seed, then a line for each
 * channel, with its name, its noise and its value in every row. */
#include <cstdint>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

template <typename T> static void put(const T &value) { std::cout.write(reinterpret_cast<const char *>(&value), sizeof value); }

struct Channel {
    char name[24];
    float noise;
    std::vector<float> rows;
};

int main() {
    uint32_t start, dwell, line_every, seed;
    if (!(std::cin >> start >> dwell >> line_every >> seed)) {
        return 1;
    }
    std::vector<Channel> channels;
    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string name;
        Channel channel = {};
        if (words >> name >> channel.noise) {
            std::strncpy(channel.name, name.c_str(), sizeof channel.name - 1);
            for (float value; words >> value;) {
                channel.rows.push_back(value);
            }
            if (channel.rows.empty() || channel.rows.size() != (channels.empty() ? channel : channels[0]).rows.size()) {
                return 1;
            }
            channels.push_back(channel);
        }
    }
    if (channels.empty()) {
        return 1;
    }
    const uint32_t rows = static_cast<uint32_t>(channels[0].rows.size());
    std::cout.write("TWW1", 4);
    for (const uint32_t word : {rows, static_cast<uint32_t>(channels.size()), start, dwell, line_every, seed}) {
        put(word);
    }
    for (const Channel &channel : channels) {
        put(channel.name);
        put(channel.noise);
    }
    for (uint32_t row = 0; row < rows; row++) {
        for (const Channel &channel : channels) {
            put(channel.rows[row]);
        }
    }
    return std::cout.flush() ? 0 : 1;
}
