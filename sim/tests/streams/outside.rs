// SPDX-License-Identifier: MIT OR Apache-2.0
//! A memory outside a corner turn, and the wires to it.

/// `plane_memory`: by chance in everything, or at full rate after a fixed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Clocks from a read to its answer, at least.
    pub latency: u64,
    /// Whether it accepts and answers by chance.
    pub chaos: bool,
    /// log2 of the words that are asked for at once.
    pub credits: u32,
}

/// The file of the memory.
pub const HELPERS: &[&str] = &["plane_memory.v"];

impl Outside {
    /// Parameters of the module that has the ports.
    pub fn parameters(self) -> String {
        format!(", .MEMORY(1), .LOG2_CREDITS({})", self.credits)
    }

    /// The memory and its wires, for addresses of `address` bits and words of `width`.
    pub fn memory(self, address: u32, width: u32) -> String {
        let (latency, chaos, seed) = (self.latency, u32::from(self.chaos), 77 + address + 100 * width);
        format!(
            "    wire mem_write_valid, mem_write_ready, mem_read_valid, mem_read_ready, mem_data_valid;
    wire [{address}-1:0] mem_write_address, mem_read_address;
    wire [{width}-1:0] mem_write_data, mem_data;
    plane_memory #(.ADDRESS({address}), .WIDTH({width}), .LATENCY({latency}), .CHAOS({chaos}), .SEED({seed})) u_memory (
        .clk(clk), .rst(rst), .write_valid(mem_write_valid), .write_ready(mem_write_ready),
        .write_address(mem_write_address), .write_data(mem_write_data), .read_valid(mem_read_valid),
        .read_ready(mem_read_ready), .read_address(mem_read_address), .data_valid(mem_data_valid), .data(mem_data)
    );
"
        )
    }
}

/// The connections of a module's mem ports: to the memory, or to nothing.
pub fn connections(outside: Option<Outside>) -> &'static str {
    match outside {
        Some(_) => {
            ", .mem_write_valid(mem_write_valid), .mem_write_ready(mem_write_ready), .mem_write_address(mem_write_address),
        .mem_write_data(mem_write_data), .mem_read_valid(mem_read_valid), .mem_read_ready(mem_read_ready),
        .mem_read_address(mem_read_address), .mem_data_valid(mem_data_valid), .mem_data(mem_data)"
        }
        // Whatever the inputs show must leave no trace.
        None => {
            ", .mem_write_valid(), .mem_write_ready(1'b0), .mem_write_address(), .mem_write_data(),
        .mem_read_valid(), .mem_read_ready(1'b0), .mem_read_address(), .mem_data_valid(1'b1), .mem_data({{}})"
        }
    }
}

/// The same, the unused data port of `width` bits.
pub fn connected(outside: Option<Outside>, width: u32) -> String {
    connections(outside).replace("{{}}", &format!("{{{width}{{1'b1}}}}"))
}
