// SPDX-License-Identifier: MIT OR Apache-2.0
// The C ABI of a verilated model. Every call catches what the model throws; a simulation that has
// stopped once refuses all further calls. One instance belongs to one thread at a time.
#include "ports.h"
#ifdef UTSUSHI_CLOCK
#include "stream.h"
#endif

// The runtime reseeds its thread's generator whenever any context is seeded: while one model draws its
// initial values, no other may be seeded.
static std::mutex s_seeding;

UTSUSHI_EXPORT uint32_t utsushi_abi() { return UTSUSHI_ABI; }
UTSUSHI_EXPORT uint32_t utsushi_port_count() { return PORT_COUNT; }
UTSUSHI_EXPORT const UtsushiPort* utsushi_ports() { return PORTS; }

// `seed` decides every bit that the Verilog leaves unset at the start.
UTSUSHI_EXPORT Instance* utsushi_new(uint32_t seed) {
    Instance* sim = new (std::nothrow) Instance;
    if (!sim) return nullptr;
    guarded(sim, [&] {
        static const char* arguments[] = {"utsushi"};
        sim->context.commandArgs(1, arguments);
        sim->context.randReset(2);
#if VM_TRACE
        sim->context.traceEverOn(true);
#endif
        const std::lock_guard<std::mutex> lock{s_seeding};
        sim->context.randSeed(static_cast<int>(seed));
        sim->model.reset(new UTSUSHI_MODEL{&sim->context});
        bind_ports(*sim);
        for (uint32_t i = 0; i < PORT_COUNT; ++i) {
            const uint64_t zeros[1024] = {};
            if (PORTS[i].is_input && PORTS[i].width <= 65536) write_words(sim->ports[i], zeros);
        }
        sim->model->eval();
    });
    return sim;
}

UTSUSHI_EXPORT void utsushi_free(Instance* sim) {
    guarded(sim, [&] {
#if VM_TRACE
        if (sim->vcd) sim->vcd->close();
#endif
        sim->model->final();
    });
    t_instance = sim;  // destructors may print
    Verilated::threadContextp(&sim->context);
#if VM_TRACE
    sim->vcd.reset();
#endif
    sim->model.reset();
    t_instance = nullptr;
    delete sim;
}

UTSUSHI_EXPORT int32_t utsushi_status(const Instance* sim) { return sim->status; }
UTSUSHI_EXPORT const char* utsushi_log(const Instance* sim) { return sim->log.c_str(); }

UTSUSHI_EXPORT UtsushiFault utsushi_fault(const Instance* sim) {
    return UtsushiFault{sim->file.c_str(), sim->message.c_str(), sim->line};
}

UTSUSHI_EXPORT int32_t utsushi_set(Instance* sim, uint32_t port, const uint64_t* words) {
    return guarded(sim, [&] { write_words(sim->ports[port], words); });
}

UTSUSHI_EXPORT int32_t utsushi_get(Instance* sim, uint32_t port, uint64_t* words) {
    return guarded(sim, [&] { read_words(sim->ports[port], words); });
}

UTSUSHI_EXPORT int32_t utsushi_eval(Instance* sim) {
    return guarded(sim, [&] { sim->eval(); });
}

#ifdef UTSUSHI_CLOCK
UTSUSHI_EXPORT int32_t utsushi_clock(Instance* sim, uint64_t clocks) {
    return guarded(sim, [&] {
        for (uint64_t i = 0; i < clocks; ++i) {
            settle(*sim);
            rise(*sim);
        }
        settle(*sim);
    });
}
#else
UTSUSHI_EXPORT int32_t utsushi_clock(Instance*, uint64_t) { return UTSUSHI_NOT_BUILT; }
#endif

static inline void store(const Instance& sim, uint32_t count, const uint32_t* ports, uint64_t* const* to, uint64_t i) {
    for (uint32_t p = 0; p < count; ++p) to[p][i] = read_port(sim.ports[ports[p]]);
}

UTSUSHI_EXPORT int32_t utsushi_sweep(Instance* sim, const UtsushiSweep* sweep) {
#ifndef UTSUSHI_CLOCK
    if (sweep->clocked) return UTSUSHI_NOT_BUILT;
#endif
    return guarded(sim, [&] {
        for (uint64_t i = 0; i < sweep->vectors; ++i) {
            for (uint32_t p = 0; p < sweep->input_count; ++p)
                write_port(sim->ports[sweep->input_ports[p]], sweep->inputs[p][i]);
#ifdef UTSUSHI_CLOCK
            if (sweep->clocked) settle(*sim);
            else sim->eval();
            store(*sim, sweep->before_count, sweep->before_ports, sweep->before, i);
            if (!sweep->clocked) continue;
            rise(*sim);
            store(*sim, sweep->after_count, sweep->after_ports, sweep->after, i);
#else
            sim->eval();
            store(*sim, sweep->before_count, sweep->before_ports, sweep->before, i);
#endif
        }
    });
}

UTSUSHI_EXPORT int32_t utsushi_stream(Instance* sim, UtsushiBatch* batch) {
#ifdef UTSUSHI_STREAM
    return guarded(sim, [&] { Stream{*sim, *batch}.run(); });
#else
    return UTSUSHI_NOT_BUILT;
#endif
}

UTSUSHI_EXPORT int32_t utsushi_trace(Instance* sim, const char* path) {
#if VM_TRACE
    return guarded(sim, [&] {
        if (sim->vcd) sim->vcd->close();
        sim->dumping = path != nullptr;
        if (!path) return;
        if (!sim->vcd) {
            sim->vcd.reset(new VerilatedVcdC);
            sim->model->trace(sim->vcd.get(), 99);
        }
        sim->vcd->open(path);
        if (!sim->vcd->isOpen()) sim->halt(UTSUSHI_EXCEPTION, path, 0, "the trace file cannot be opened");
    });
#else
    return UTSUSHI_NOT_BUILT;
#endif
}

UTSUSHI_EXPORT int32_t utsushi_coverage(Instance* sim, const char* path) {
#if VM_COVERAGE
    return guarded(sim, [&] { sim->context.coveragep()->write(path); });
#else
    return UTSUSHI_NOT_BUILT;
#endif
}
