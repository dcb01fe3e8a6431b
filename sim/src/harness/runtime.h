// SPDX-License-Identifier: MIT OR Apache-2.0
// Included before everything, in the runtime's objects and in the model alike: Verilator's messages and
// its ways to stop go to the instance that runs, instead of to the terminal and to exit() or abort().
#pragma once

#define VL_PRINTF utsushi_printf
#define VL_USER_FINISH
#define VL_USER_STOP
#define VL_USER_FATAL
#define VL_USER_WARN

void utsushi_printf(const char* format, ...) __attribute__((format(printf, 1, 2)));
