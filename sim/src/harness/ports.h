// SPDX-License-Identifier: MIT OR Apache-2.0
// Ports by number, whatever their width.
#pragma once
#include "instance.h"

#define UTSUSHI_DESCRIBE(member, name, width, is_input) {name, width, is_input},
static const UtsushiPort PORTS[] = {UTSUSHI_PORTS(UTSUSHI_DESCRIBE)};
static const uint32_t PORT_COUNT = sizeof PORTS / sizeof PORTS[0];

static void bind_ports(Instance& sim) {
    sim.ports.reset(new Port[PORT_COUNT]);
    Port* next = sim.ports.get();
#define UTSUSHI_BIND(member, name, width, is_input) *next++ = Port{&sim.model->member, width};
    UTSUSHI_PORTS(UTSUSHI_BIND)
#undef UTSUSHI_BIND
}

static inline void write_port(const Port& port, uint64_t value) {
    if (port.width <= 8) *static_cast<CData*>(port.data) = static_cast<CData>(value);
    else if (port.width <= 16) *static_cast<SData*>(port.data) = static_cast<SData>(value);
    else if (port.width <= 32) *static_cast<IData*>(port.data) = static_cast<IData>(value);
    else *static_cast<QData*>(port.data) = value;
}

static inline uint64_t read_port(const Port& port) {
    if (port.width <= 8) return *static_cast<const CData*>(port.data);
    if (port.width <= 16) return *static_cast<const SData*>(port.data);
    if (port.width <= 32) return *static_cast<const IData*>(port.data);
    return *static_cast<const QData*>(port.data);
}

// A wide port is an array of 32-bit words, least significant first.
static inline EData* wide_words(const Port& port) { return static_cast<EData*>(port.data); }

static void write_words(const Port& port, const uint64_t* words) {
    if (port.width <= 64) return write_port(port, words[0]);
    for (uint32_t i = 0; 32 * i < port.width; ++i)
        wide_words(port)[i] = static_cast<EData>(words[i / 2] >> (i % 2 ? 32 : 0));
}

static void read_words(const Port& port, uint64_t* words) {
    if (port.width <= 64) { words[0] = read_port(port); return; }
    for (uint32_t i = 0; 32 * i < port.width; ++i) {
        const uint64_t part = wide_words(port)[i];
        words[i / 2] = i % 2 ? words[i / 2] | part << 32 : part;
    }
}
