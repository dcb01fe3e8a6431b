// SPDX-License-Identifier: MIT OR Apache-2.0
// Included before every C++ file of the crate `verilated` 0.1.2, which was written for Verilator 4 and
// takes version 5 for one older than 4.038: the names it then uses, in terms of those that 5 has.
#pragma once
#ifdef __cplusplus

// The type of a flush callback; nothing in Rust binds the function that takes one.
typedef void (*VerilatedVoidCb)(void);
#define flushCb(callback) addFlushCb(reinterpret_cast<void (*)(void*)>(callback), nullptr)

// Renamed, and in bytes.
#define rolloverMB(megabytes) rolloverSize(static_cast<size_t>(megabytes) << 20)

#endif
