// SPDX-License-Identifier: MIT OR Apache-2.0
// One simulation: its context, its model, and how it stops.
#pragma once
#include <cstdarg>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <string>

#include "abi.h"
#include "verilated.h"
#include UTSUSHI_MODEL_HEADER
#if VM_COVERAGE
#include "verilated_cov.h"
#endif
#if VM_TRACE
#include "verilated_vcd_c.h"
#endif

// Thrown by the handlers below, caught at the C ABI.
struct Halt {
    UtsushiStatus status;
};

struct Port {
    void* data;
    uint32_t width;
};

struct Instance {
    VerilatedContext context;
    std::string log;
    std::string file;
    std::string message;
    uint32_t line = 0;
    UtsushiStatus status = UTSUSHI_OK;
#if VM_TRACE
    bool dumping = false;
    std::unique_ptr<VerilatedVcdC> vcd;
#endif
    std::unique_ptr<UTSUSHI_MODEL> model;  // after the context, which it needs to the end
    std::unique_ptr<Port[]> ports;

    [[noreturn]] void halt(UtsushiStatus why, const char* where, int at, const std::string& what) {
        status = why;
        file = where ? where : "";
        line = static_cast<uint32_t>(at);
        message = what;
        throw Halt{why};
    }

    void eval() {
        model->eval();
        context.timeInc(5);
#if VM_TRACE
        if (dumping) vcd->dump(context.time());
#endif
    }
};

static thread_local Instance* t_instance = nullptr;
static const size_t LOG_LIMIT = 1 << 16;  // a chatty design must not eat the memory

void utsushi_printf(const char* format, ...) {
    char text[2048];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (t_instance && t_instance->log.size() < LOG_LIMIT) t_instance->log += text;
}

// The text printed last: $error and $fatal print it right before they stop.
static std::string last_line(const std::string& log) {
    if (log.empty()) return "";
    const size_t from = log.find_last_of('\n', log.size() - 2);
    const std::string line = log.substr(from == std::string::npos ? 0 : from + 1);
    return line.back() == '\n' ? line.substr(0, line.size() - 1) : line;
}

void vl_finish(const char* file, int line, const char*) { t_instance->halt(UTSUSHI_FINISH, file, line, ""); }

void vl_stop(const char* file, int line, const char*) {
    t_instance->halt(UTSUSHI_STOP, file, line, last_line(t_instance->log));
}

void vl_fatal(const char* file, int line, const char*, const char* message) {
    t_instance->halt(UTSUSHI_RUNTIME, file, line, message);
}

void vl_warn(const char* file, int line, const char*, const char* message) {
    t_instance->halt(UTSUSHI_WARNING, file, line, message);
}

// Runs `body` for `sim`; whatever it throws stops the simulation for good.
template <class Body>
static int32_t guarded(Instance* sim, Body body) {
    if (sim->status != UTSUSHI_OK) return UTSUSHI_STOPPED_BEFORE;
    t_instance = sim;
    Verilated::threadContextp(&sim->context);
    try {
        body();
    } catch (const Halt&) {
    } catch (const std::exception& error) {
        sim->status = UTSUSHI_EXCEPTION;
        sim->message = error.what();
    } catch (...) {
        sim->status = UTSUSHI_EXCEPTION;
        sim->message = "of an unknown type";
    }
    t_instance = nullptr;
    return sim->status;
}
