// SPDX-License-Identifier: MIT OR Apache-2.0
// The C interface of the one model that is linked at build time.
#include <cstdint>

#include "Vfft.h"
#include "verilated_vcd_c.h"

// The crate `verilated` compiles the runtime without this part of it.
#include "verilated_threads.cpp"

struct Pins {
    uint32_t s_data;
    uint32_t m_data;
    uint8_t rst, s_valid, s_last, s_user, m_ready;
    uint8_t s_ready, m_valid, m_last, m_user;
};

// The runtime wants it where time is not kept by a context.
double sc_time_stamp() { return 0; }

extern "C" {

// The model lives in the runtime's default context, the one that the crate's functions speak to.
Vfft* utsushi_static_new() {
    // The crate's own function hands over pointers that no longer live.
    static const char* arguments[] = {"utsushi"};
    Verilated::commandArgs(1, arguments);
    return new Vfft;
}

void utsushi_static_free(Vfft* model) {
    model->final();
    delete model;
}

// Applies the inputs with the clock low, and shows the outputs before the edge.
void utsushi_static_settle(Vfft* model, Pins* pins) {
    model->rst = pins->rst;
    model->s_axis_tvalid = pins->s_valid;
    model->s_axis_tdata = pins->s_data;
    model->s_axis_tlast = pins->s_last;
    model->s_axis_tuser = pins->s_user;
    model->m_axis_tready = pins->m_ready;
    model->clk = 0;
    model->eval();
    pins->s_ready = model->s_axis_tready;
    pins->m_valid = model->m_axis_tvalid;
    pins->m_data = model->m_axis_tdata;
    pins->m_last = model->m_axis_tlast;
    pins->m_user = model->m_axis_tuser;
}

void utsushi_static_rise(Vfft* model) {
    model->clk = 1;
    model->eval();
}

void utsushi_static_trace(Vfft* model, VerilatedVcdC* vcd) { model->trace(vcd, 99); }
}
