// SPDX-License-Identifier: MIT OR Apache-2.0
// When a side of the stream moves. The same definition stands in stall.rs; it is part of the public
// interface, so that a seed gives the same stalls on every machine.
#pragma once
#include <cstdint>

// Steele, Lea and Flood's SplitMix64.
struct SplitMix64 {
    uint64_t state;

    uint64_t next() {
        uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
};

enum StallKind : uint32_t {
    STALL_NONE = 0,
    STALL_RANDOM = 1,     // value: open if the side's half of the clock's draw is below it (2^32: always)
    STALL_ALTERNATE = 2,  // value: open on clocks of this parity
    STALL_BURST = 3,      // value: longest run of open, then of closed clocks
    STALL_BLOCK = 4,      // value: closed for so many clocks, then open for as many
};

class Gate {
public:
    Gate(uint32_t kind, uint64_t value, uint64_t seed)
        : m_kind{kind}, m_value{value}, m_random{seed} {}

    // Whether the side is open on `clock`; `half` is its 32 bits of the clock's common draw.
    bool open(uint64_t clock, uint32_t half) {
        switch (m_kind) {
        case STALL_RANDOM: return half < m_value;
        case STALL_ALTERNATE: return (clock & 1) == m_value;
        case STALL_BURST: return burst();
        case STALL_BLOCK: return (clock / m_value) & 1;
        default: return true;
        }
    }

private:
    bool burst() {
        if (m_left == 0) {
            m_open = !m_open;
            m_left = 1 + m_random.next() % m_value;
        }
        --m_left;
        return m_open;
    }

    uint32_t m_kind;
    uint64_t m_value;
    SplitMix64 m_random;
    uint64_t m_left = 0;
    bool m_open = false;
};
