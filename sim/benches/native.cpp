// SPDX-License-Identifier: MIT OR Apache-2.0
// The yardstick of the harness bench: what one would write by hand around the same verilated model.
// native CLOCKS PERCENT: streams noise for so many clocks, valid and ready each high in PERCENT of them
// (100: always), and prints the speed in Mcycle/s of CPU time and a checksum.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "Vmodel.h"

static uint64_t s_state = 1;

static uint64_t noise() {
    uint64_t z = (s_state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

int main(int, char** arguments) {
    const uint64_t clocks = strtoull(arguments[1], nullptr, 10);
    const uint64_t open = strtoull(arguments[2], nullptr, 10) * (1ULL << 32) / 100;
    VerilatedContext context;
    Vmodel top{&context};
    std::vector<uint32_t> input(1 << 18), output;
    for (auto& word : input) word = static_cast<uint32_t>(noise());
    output.resize(clocks);
    output.clear();
    top.rst = 1;
    for (int i = 0; i < 4; ++i) {
        top.clk = 0; top.eval();
        top.clk = 1; top.eval();
    }
    top.rst = 0;
    const clock_t started = clock();
    size_t at = 0;
    bool held = false;
    for (uint64_t i = 0; i < clocks; ++i) {
        bool valid = true, ready = true;
        if (open < 1ULL << 32) {
            const uint64_t draw = noise();
            valid = held || (draw & 0xffffffff) < open;
            ready = draw >> 32 < open;
        }
        const size_t index = at & (input.size() - 1);
        top.s_axis_tvalid = valid;
        top.s_axis_tdata = input[index];
        top.s_axis_tlast = (index & 1023) == 1023;
        top.s_axis_tuser = 0;
        top.m_axis_tready = ready;
        top.clk = 0;
        top.eval();
        const bool took = valid && top.s_axis_tready;
        at += took;
        held = valid && !took;
        if (ready && top.m_axis_tvalid) output.push_back(top.m_axis_tdata);
        top.clk = 1;
        top.eval();
    }
    const double seconds = static_cast<double>(clock() - started) / CLOCKS_PER_SEC;
    uint64_t sum = 0;
    for (uint32_t word : output) sum = sum * 31 + word;
    printf("%.6f %llx\n", static_cast<double>(clocks) / seconds / 1e6, static_cast<unsigned long long>(sum));
}

double sc_time_stamp() { return 0; }
