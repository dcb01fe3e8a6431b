// SPDX-License-Identifier: MIT OR Apache-2.0
//! What the tests of the stream modules beside `fft` share: many instances in one build, and everything a stream has
//! to keep to. Each check takes a folder of Verilog and returns what is wrong, so that mutants go the same way.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each suite takes what it needs")]

pub mod checks;
pub mod corner_turn;
pub mod magnitude;
pub mod outside;
pub mod plane;
pub mod row_pair;
pub mod window;

use std::path::Path;

use num_complex::Complex;
use utsushi_sim::{DATA_FOLDER, DataFile, Design, Hdl, Library, Literal, Source};

use crate::common::{source, tools};
use crate::twins::selected::{self, Instance};
use crate::twins::{bits, word};

/// A word and its flags: bit 0 last, bit 1 user.
pub type Beat = (u64, u8);

/// An instance of a stream module, and the Rust that says what comes out of it.
pub trait Twin {
    /// The module with its parameters.
    fn module(&self) -> String;
    /// Bits of `s_axis_tdata`.
    fn in_width(&self) -> u32;
    /// Bits of `m_axis_tdata`.
    fn out_width(&self) -> u32;
    /// The bits of `m_axis_tdata` that are looked at, 64 at most: the lowest one, and how many.
    fn part(&self) -> (u32, u32) {
        (0, self.out_width())
    }
    /// Ports beside the streams.
    fn events(&self) -> &'static str {
        ""
    }
    /// The files that it reads when it starts, if its module has the parameter `ROM_DIR`.
    fn files(&self) -> Vec<DataFile> {
        Vec::new()
    }
    /// Verilog of `tests/verilog` that the instance needs.
    fn helpers(&self) -> &'static [&'static str] {
        &[]
    }
    /// The instance between the ports of the adapter: `s_valid`, …, and the whole output `bus`.
    fn body(&self) -> String {
        let (module, events) = (self.module(), self.events());
        format!(
            "    {module} u_stream (
        .clk(clk), .rst(rst), .s_axis_tvalid(s_valid), .s_axis_tready(s_ready), .s_axis_tdata(s_data),
        .s_axis_tlast(s_last), .s_axis_tuser(s_user), .m_axis_tvalid(m_valid), .m_axis_tready(m_ready),
        .m_axis_tdata(bus), .m_axis_tlast(m_last), .m_axis_tuser(m_user){events}
    );
"
        )
    }
    /// Whether nothing but its streams makes it wait.
    fn even(&self) -> bool {
        true
    }
    /// Beats of a frame.
    fn frame(&self) -> usize;
    /// Clocks from the first beat in to the first beat out.
    fn latency(&self) -> u64;
    /// Whole frames.
    fn beats(&self, seed: u64) -> Vec<Beat>;
    /// What comes out of whole frames.
    fn expected(&self, beats: &[Beat]) -> Vec<Beat>;
}

/// Instances in one library, under the names of their places.
pub struct Bench {
    pub library: Library,
    pub twins: Vec<Box<dyn Twin>>,
}

impl Bench {
    /// Builds `twins` from the Verilog of `folder`.
    pub fn new(top: &str, folder: &Path, twins: Vec<Box<dyn Twin>>) -> Result<Self, String> {
        let library = tools().build(&design(top, folder, &twins)).map_err(|error| error.to_string())?;
        Ok(Self { library, twins })
    }
}

/// The design of `twins` from the Verilog of `folder`.
pub fn design(top: &str, folder: &Path, twins: &[Box<dyn Twin>]) -> Design {
    let twins = || twins.iter().map(|twin| &**twin);
    let instance = |(i, twin): (usize, &dyn Twin)| Instance {
        module: format!("stream_{i}{}", if twin.files().is_empty() { "" } else { " #(.ROM_DIR(ROM_DIR))" }),
        in_width: twin.in_width(),
        out_width: twin.part().1,
        side_ports: ".s_last(s_last), .s_user(s_user), .m_last(m_last), .m_user(m_user)",
    };
    let instances: Vec<_> = twins().enumerate().map(instance).collect();
    let adapters: String = twins().enumerate().map(|(i, twin)| adapter(i, twin)).collect();
    let adapters = format!("`default_nettype none\n{adapters}`default_nettype wire\n");
    let mut design = selected::design(top, &instances, &[]);
    design.sources.push(Source::text("adapters.v", &adapters));
    design.sources.extend(sources(folder));
    let mut helpers: Vec<_> = twins().flat_map(Twin::helpers).copied().collect();
    helpers.sort_unstable();
    helpers.dedup();
    design.sources.extend(helpers.into_iter().map(source));
    design.data = twins().flat_map(Twin::files).collect();
    design.data.sort_by(|a, b| a.name.cmp(&b.name));
    design.data.dedup();
    design.parameters.push(("ROM_DIR".to_owned(), Literal::Text(DATA_FOLDER.to_owned())));
    design
}

/// Every Verilog file of a folder, in order of their names, its place left out so that copies share a build.
pub fn sources(folder: &Path) -> Vec<Source> {
    let all = Hdl::Folder(folder.to_owned()).sources().expect("the folder of the Verilog can be read");
    all.into_iter().map(|source| Source { path: None, ..source }).collect()
}

/// A module with the ports that `selected` connects.
pub fn adapter(i: usize, twin: &dyn Twin) -> String {
    let (in_width, bus, (low, part)) = (twin.in_width(), twin.out_width(), twin.part());
    let rom = if twin.files().is_empty() { "" } else { "#(parameter ROM_DIR = \"rom\") " };
    let body = twin.body();
    format!(
        "module stream_{i} {rom}(
    input wire clk, input wire rst, input wire s_valid, output wire s_ready, input wire [{in_width}-1:0] s_data,
    input wire s_last, input wire s_user, output wire m_valid, input wire m_ready, output wire [{part}-1:0] m_data,
    output wire m_last, output wire m_user
);
    wire [{bus}-1:0] bus;
    wire unused = ^bus;
    assign m_data = bus[{low} +: {part}];
{body}endmodule
"
    )
}

/// A complex word on a bus, {im, re}, parts of `width` bits.
pub fn pack(z: Complex<i32>, width: u32) -> u64 {
    bits(z.im.into(), width) << width | bits(z.re.into(), width)
}

/// The complex word that these bits are.
pub fn unpack(data: u64, width: u32) -> Complex<i32> {
    Complex::new(word(data.into(), width) as i32, word(u128::from(data >> width), width) as i32)
}
