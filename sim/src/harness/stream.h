// SPDX-License-Identifier: MIT OR Apache-2.0
// A whole batch through the pipeline in one call. Two evaluations a clock: the first, with the clock
// low, settles what depends on the inputs; the second is the rising edge.
#pragma once
#include "ports.h"
#include "stall.h"

static inline void settle(Instance& sim) { sim.model->UTSUSHI_CLOCK = 0; sim.eval(); }
static inline void rise(Instance& sim) { sim.model->UTSUSHI_CLOCK = 1; sim.eval(); }

#ifdef UTSUSHI_STREAM

static inline uint64_t mask(uint32_t width) { return ~0ULL >> (64 - width); }

// What the output shows on a clock.
struct Beat {
    uint64_t word;
    uint8_t flags;

    bool operator==(const Beat& other) const { return word == other.word && flags == other.flags; }
};

class Stream {
public:
    Stream(Instance& sim, UtsushiBatch& batch)
        : m_sim{sim}, m_batch{batch}, m_draw{batch.seed}, m_junk{~batch.seed},
          m_input{batch.input_stall, batch.input_value, batch.seed},
          m_output{batch.output_stall, batch.output_value, ~batch.seed},
          m_random{batch.input_stall == STALL_RANDOM || batch.output_stall == STALL_RANDOM} {}

    void run() {
        while (m_batch.accepted < m_batch.input_beats || m_batch.produced < m_batch.output_beats) {
            drive();
            settle(m_sim);
            if (!observe()) return;
            rise(m_sim);
            ++m_batch.clocks;
        }
        rest();
    }

private:
    UTSUSHI_MODEL& top() { return *m_sim.model; }

    void drive() {
        const uint64_t draw = m_random ? m_draw.next() : 0;
        const bool offer = m_input.open(m_batch.clocks, static_cast<uint32_t>(draw));
        const bool ready = m_output.open(m_batch.clocks, static_cast<uint32_t>(draw >> 32));
        m_offered = m_batch.accepted < m_batch.input_beats && (m_held || offer);
        if (m_offered) put(m_batch.input_words[m_batch.accepted], m_batch.input_flags[m_batch.accepted]);
        else put_junk();
        top().UTSUSHI_IN_VALID = m_offered;
        top().UTSUSHI_OUT_READY = m_ready = ready;
#if VM_TRACE
        m_sim.dumping = m_sim.vcd && m_batch.clocks >= m_batch.trace_from && m_batch.clocks < m_batch.trace_to;
#endif
    }

    void put(uint64_t word, uint8_t flags) {
        top().UTSUSHI_IN_DATA = word;
#ifdef UTSUSHI_IN_LAST
        top().UTSUSHI_IN_LAST = flags & 1;
#endif
#ifdef UTSUSHI_IN_USER
        top().UTSUSHI_IN_USER = flags >> 1 & 1;
#endif
    }

    // While valid is low the other lines mean nothing, so they carry noise.
    void put_junk() {
        const uint64_t junk = m_junk.next();
        put(junk & mask(UTSUSHI_IN_WIDTH), static_cast<uint8_t>(junk >> 61));
    }

    Beat shown() {
        uint8_t flags = 0;
#ifdef UTSUSHI_OUT_LAST
        flags |= top().UTSUSHI_OUT_LAST & 1;
#endif
#ifdef UTSUSHI_OUT_USER
        flags |= (top().UTSUSHI_OUT_USER & 1) << 1;
#endif
        return Beat{top().UTSUSHI_OUT_DATA, flags};
    }

    // Looks at the settled clock; false ends the run.
    bool observe() {
        count_events();
        record_taps();
        const bool took = m_offered && top().UTSUSHI_IN_READY;
        const bool valid = top().UTSUSHI_OUT_VALID;
        if (took) {
            if (m_batch.input_stamps) m_batch.input_stamps[m_batch.accepted] = m_batch.clocks;
            ++m_batch.accepted;
        }
        m_held = m_offered && !took;
        if (m_waiting && !valid) return fail(UTSUSHI_VALID_FELL);
        if (valid && !output(shown())) return false;
        m_waiting = valid && !m_ready;
        // Only clocks on which the pipeline could have moved count against it.
        const bool could = m_ready && (m_offered || m_batch.accepted == m_batch.input_beats);
        if (took || (valid && m_ready)) m_idle = 0;
        else if (could && ++m_idle >= m_batch.idle_limit) return fail(UTSUSHI_TIMEOUT);
        return true;
    }

    bool output(const Beat& beat) {
        if (m_batch.produced == m_batch.output_beats) return fail(UTSUSHI_SURPLUS);
        if (m_waiting && !(beat == m_beat)) return fail(UTSUSHI_UNSTABLE);
        m_beat = beat;
        if (!m_ready) return true;
        const uint64_t at = m_batch.produced;
#ifdef UTSUSHI_OUT_LAST
        // Counted, not divided: a division a clock is measurable.
        const bool ends = ++m_in_frame == m_batch.frame;
        if (m_batch.frame != 0 && ends != (beat.flags & 1))
            return fail(ends ? UTSUSHI_LAST_MISSING : UTSUSHI_LAST_UNEXPECTED);
        if (ends) m_in_frame = 0;
#endif
        m_batch.output_words[at] = beat.word;
        m_batch.output_flags[at] = beat.flags;
        if (m_batch.output_stamps) m_batch.output_stamps[at] = m_batch.clocks;
        ++m_batch.produced;
        return true;
    }

    void count_events() {
        uint64_t* count = m_batch.events;
#define UTSUSHI_COUNT(name) *count++ += top().name;
        UTSUSHI_EVENTS(UTSUSHI_COUNT)
#undef UTSUSHI_COUNT
        (void)count;
    }

    void record_taps() {
#ifdef UTSUSHI_TAPS
        if (!m_batch.tap_words) return;
        for (uint32_t s = 0; s < UTSUSHI_TAPS; ++s) {
            if (!(top().tap_valid >> s & top().tap_ready >> s & 1)) continue;
            const uint64_t at = m_tapped[s]++ - m_batch.tap_from;
            const uint64_t word = top().tap_data[2 * s] | uint64_t{top().tap_data[2 * s + 1]} << 32;
            if (at < m_batch.tap_beats) m_batch.tap_words[s * m_batch.tap_beats + at] = word;
        }
#endif
    }

    // The batch is through: nothing may follow.
    void rest() {
        m_offered = m_ready = false;
        top().UTSUSHI_IN_VALID = 0;
        top().UTSUSHI_OUT_READY = 0;
        settle(m_sim);
        if (top().UTSUSHI_OUT_VALID) fail(UTSUSHI_SURPLUS);
    }

    bool fail(UtsushiStreamFault fault) {
        m_batch.fault = fault;
        m_batch.fault_beat = m_batch.produced;
        return false;
    }

    Instance& m_sim;
    UtsushiBatch& m_batch;
    SplitMix64 m_draw;
    SplitMix64 m_junk;
    Gate m_input;
    Gate m_output;
    bool m_random;
    bool m_offered = false;
    bool m_held = false;
    bool m_ready = false;
    bool m_waiting = false;
    uint64_t m_idle = 0;
    uint64_t m_in_frame = 0;
    Beat m_beat{};
#ifdef UTSUSHI_TAPS
    uint64_t m_tapped[UTSUSHI_TAPS] = {};
#endif
};
#endif
