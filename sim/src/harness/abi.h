// SPDX-License-Identifier: MIT OR Apache-2.0
// What crosses the C ABI. The Rust side repeats these layouts in library.rs and stream.rs; the version
// below is compared when a library is loaded.
#pragma once
#include <cstdint>

#define UTSUSHI_ABI 1
#define UTSUSHI_EXPORT extern "C" __attribute__((visibility("default")))

enum UtsushiStatus : int32_t {
    UTSUSHI_OK = 0,
    UTSUSHI_FINISH = 1,
    UTSUSHI_STOP = 2,
    UTSUSHI_RUNTIME = 3,
    UTSUSHI_WARNING = 4,
    UTSUSHI_EXCEPTION = 5,
    UTSUSHI_STOPPED_BEFORE = 6,
    UTSUSHI_NOT_BUILT = 7,
};

struct UtsushiPort {
    const char* name;
    uint32_t width;
    uint32_t is_input;
};

struct UtsushiFault {
    const char* file;
    const char* message;
    uint32_t line;
};

// n vectors: before vector i the inputs take inputs[p][i]; then the outputs are sampled. A null
// before[p] or after[p] is not stored. Without a clock only `before` is used.
struct UtsushiSweep {
    uint64_t vectors;
    uint32_t clocked;
    uint32_t input_count;
    const uint32_t* input_ports;
    const uint64_t* const* inputs;
    uint32_t before_count;
    uint32_t after_count;
    const uint32_t* before_ports;
    uint64_t* const* before;
    const uint32_t* after_ports;
    uint64_t* const* after;
};

enum UtsushiStreamFault : uint32_t {
    UTSUSHI_DONE = 0,
    UTSUSHI_TIMEOUT = 1,
    UTSUSHI_VALID_FELL = 2,
    UTSUSHI_UNSTABLE = 3,
    UTSUSHI_LAST_MISSING = 4,
    UTSUSHI_LAST_UNEXPECTED = 5,
    UTSUSHI_SURPLUS = 6,
};

// Flags of a beat: bit 0 last, bit 1 user. Null stamps and taps are not stored.
struct UtsushiBatch {
    const uint64_t* input_words;
    const uint8_t* input_flags;
    uint64_t input_beats;
    uint64_t* output_words;
    uint8_t* output_flags;
    uint64_t output_beats;
    uint64_t* input_stamps;
    uint64_t* output_stamps;
    uint64_t* tap_words;  // tap s: beats tap_from to tap_from + tap_beats - 1 at [s * tap_beats]
    uint64_t tap_from;
    uint64_t tap_beats;
    uint64_t frame;  // beats in an output frame; 0: last is not checked
    uint64_t idle_limit;
    uint32_t input_stall;  // kind: see stall.h
    uint32_t output_stall;
    uint64_t input_value;
    uint64_t output_value;
    uint64_t seed;
    uint64_t trace_from;  // clocks, half open
    uint64_t trace_to;
    // Results.
    uint64_t accepted;
    uint64_t produced;
    uint64_t clocks;
    uint64_t events[8];
    uint64_t fault_beat;
    uint32_t fault;
    uint32_t reserved;
};
