// SPDX-License-Identifier: MIT OR Apache-2.0
//! Instances of `fft_plane`, its memory inside or outside; the twin is `PlanePlan`, its columns one after the other.

use num_complex::Complex;
use utsushi::fft::{CornerTurn, Direction, Order, PlaneFrame, PlanePlan};
use utsushi_sim::{DataFile, SplitMix64, plane_latency, plane_parameters};

use super::outside::{self, Outside};
use super::{Beat, Twin, pack, unpack};
use crate::support::planes::plan;
use crate::twins::{any_word, files_of};

pub struct PlaneTwin {
    plan: PlanePlan,
    memory: Option<Outside>,
}

const IMAGES: usize = 6;

/// The powers of j.
const QUARTERS: [Complex<i32>; 4] =
    [Complex::new(1, 0), Complex::new(0, 1), Complex::new(-1, 0), Complex::new(0, -1)];

/// A memory that answers after three clocks, at full rate.
const STEADY: Option<Outside> = Some(Outside { latency: 3, chaos: false, credits: 3 });
const SLOW: Option<Outside> = Some(Outside { latency: 30, chaos: false, credits: 5 });
const CHAOS: Option<Outside> = Some(Outside { latency: 1, chaos: true, credits: 4 });
const LATE: Option<Outside> = Some(Outside { latency: 120, chaos: true, credits: 6 });

fn boxed(shapes: &[(&str, &str, Option<Outside>)]) -> Vec<Box<dyn Twin>> {
    let twin = |&(rows, columns, memory): &(&str, &str, Option<Outside>)| {
        Box::new(PlaneTwin { plan: plan(rows, columns), memory }) as Box<dyn Twin>
    };
    shapes.iter().map(twin).collect()
}

/// Images of the smallest size, long and high ones, both orders of each axis, memories of every temper.
pub fn all() -> Vec<Box<dyn Twin>> {
    boxed(&[
        ("len = 4\ndata = 6\ntwiddle = 6\n", "len = 4\nschedule = '0,0'\n", None),
        (
            "len = 4\ndata = 7\norder = 'bit-reversed'\nschedule = '0,0'\n",
            "len = 8\norder = 'bit-reversed'\n",
            None,
        ),
        (
            "len = 16\ndata = 9\ntwiddle = 8\nschedule = '0,1,0,1'\n",
            "len = 4\norder = 'bit-reversed'\nschedule = '0,1'\n",
            None,
        ),
        ("len = 4\ndata = 8\n", "len = 32\ntwiddle = 9\nschedule = '0,1,0,1,1'\n", None),
        ("len = 8\ndata = 10\nschedule = 'grow'\n", "len = 8\nschedule = 'guarded:2'\n", STEADY),
        ("len = 16\ndata = 8\nschedule = '1,0,1,0'\n", "len = 8\nschedule = '0,1,0'\n", SLOW),
        ("len = 4\ndata = 6\nschedule = '1,0'\n", "len = 4\nschedule = '0,1'\n", CHAOS),
        ("len = 8\ndata = 9\nschedule = '1,0,1'\n", "len = 16\nschedule = '0,1,0,1'\n", LATE),
    ])
}

/// A few that meet every line.
pub fn few() -> Vec<Box<dyn Twin>> {
    boxed(&[
        ("len = 4\ndata = 7\nschedule = '0,1'\n", "len = 8\nschedule = '0,0,1'\n", None),
        (
            "len = 8\ndata = 8\ntwiddle = 7\norder = 'bit-reversed'\nrounding = 'half-up'\noverflow = 'wrap'\n\
             schedule = 'align:1,0/10,1/9,1/8'\n",
            "len = 4\ntwiddle = 9\norder = 'bit-reversed'\nschedule = 'align:2,0/9,1/11'\nrounding = 'truncate'\n\
             decomposition = 'radix22'\n",
            None,
        ),
        ("len = 4\ndata = 6\nschedule = '0,1'\n", "len = 4\nschedule = '0,1'\n", CHAOS),
    ])
}

impl PlaneTwin {
    fn widths(&self) -> [u32; 3] {
        let (rows, columns) = (self.plan.rows().spec(), self.plan.columns().spec());
        [rows.input().width, rows.output().width, columns.output().width]
    }

    fn log2_words(&self) -> u32 {
        self.frame().trailing_zeros()
    }

    /// Loud, quiet, loud in one row alone, or a tone of one frequency along the rows, so that one column alone is loud.
    fn image(&self, random: &mut SplitMix64) -> Vec<Complex<i32>> {
        let (len, data) = (self.plan.rows().spec().spec().len, self.widths()[0]);
        let [kind, place, level] = [(); 3].map(|()| random.next_word() as usize >> 8);
        let amplitude = self.plan.rows().spec().input().max() >> (level % 3);
        let mut noise = || {
            let [re, im] = [(); 2].map(|()| any_word(random, data) as i32);
            Complex::new(re, im)
        };
        let mut sample = |n: usize| match kind % 6 {
            0 => noise(),
            1 => {
                let z = noise();
                Complex::new(z.re >> (data - 1), z.im >> (data - 1))
            }
            2 if n / len == place % (self.frame() / len) => noise(),
            2 => Complex::new(0, 0),
            _ => QUARTERS[4 * (place * (n % len) % len) / len] * amplitude,
        };
        (0..self.frame()).map(&mut sample).collect()
    }

    /// Word u·R + v of what leaves is bin (v, u) of the plan's plane.
    fn streamed(&self, bins: &[Complex<i32>]) -> Vec<Complex<i32>> {
        let (rows, columns) = (self.plan.rows().spec().log2_len(), self.plan.columns().spec().log2_len());
        CornerTurn::new(rows, columns, Order::BitReversed).turned(bins)
    }
}

impl Twin for PlaneTwin {
    fn module(&self) -> String {
        let parameters =
            plane_parameters(self.plan.rows().spec(), self.plan.columns().spec(), "").into_iter();
        let kept = parameters.filter(|(name, _)| name != "ROM_DIR");
        let set: Vec<_> = kept.map(|(name, value)| format!(".{name}({value})")).collect();
        let rom = if self.files().is_empty() { "" } else { ", .ROM_DIR(ROM_DIR)" };
        let memory = self.memory.map_or(String::new(), Outside::parameters);
        format!("fft_plane #({}{rom}{memory})", set.join(", "))
    }

    fn in_width(&self) -> u32 {
        2 * self.widths()[0]
    }

    fn out_width(&self) -> u32 {
        2 * self.widths()[2]
    }

    fn files(&self) -> Vec<DataFile> {
        rom_files(&self.plan)
    }

    fn helpers(&self) -> &'static [&'static str] {
        outside::HELPERS
    }

    fn body(&self) -> String {
        let (module, width) = (self.module(), 2 * self.widths()[1]);
        let mem = outside::connected(self.memory, width);
        let memory = self.memory.map_or(String::new(), |memory| memory.memory(self.log2_words() + 1, width));
        format!(
            "{memory}    {module} u_plane (
        .clk(clk), .rst(rst), .s_axis_tvalid(s_valid), .s_axis_tready(s_ready), .s_axis_tdata(s_data),
        .s_axis_tlast(s_last), .s_axis_tuser(s_user), .m_axis_tvalid(m_valid), .m_axis_tready(m_ready),
        .m_axis_tdata(bus), .m_axis_tlast(m_last), .m_axis_tuser(m_user),
        .event_frame_started(), .event_tlast_missing(), .event_tlast_unexpected(){mem}
    );
"
        )
    }

    fn even(&self) -> bool {
        self.memory.is_none_or(|memory| !memory.chaos)
    }

    fn frame(&self) -> usize {
        self.plan.rows().spec().spec().len * self.plan.columns().spec().spec().len
    }

    fn latency(&self) -> u64 {
        let memory = self.memory.map_or(2, |memory| memory.latency);
        plane_latency(self.plan.rows().spec(), self.plan.columns().spec()) + memory - 2
    }

    /// Images of every kind by chance; last is noise everywhere, user but on an image's first beat, its direction.
    fn beats(&self, seed: u64) -> Vec<Beat> {
        let (mut random, data) = (SplitMix64::new(seed), self.widths()[0]);
        let mut beats = Vec::with_capacity(IMAGES * self.frame());
        for _ in 0..IMAGES {
            let image = self.image(&mut random);
            beats.extend(image.into_iter().map(|z| (pack(z, data), (random.next_word() & 3) as u8)));
        }
        beats
    }

    fn expected(&self, beats: &[Beat]) -> Vec<Beat> {
        let [data, _, out] = self.widths();
        let last = self.frame() - 1;
        let image = |beats: &[Beat]| {
            let samples = beats.iter().map(|&(word, _)| unpack(word, data)).collect();
            let direction = if beats[0].1 & 2 == 0 { Direction::Forward } else { Direction::Inverse };
            let spectrum = self.plan.run(&PlaneFrame::new(&self.plan, samples, direction).unwrap());
            let flags = move |m| if m == last { 1 | u8::from(spectrum.overflow) << 1 } else { 0 };
            let streamed = self.streamed(&spectrum.bins).into_iter().enumerate();
            streamed.map(move |(m, z)| (pack(z, out), flags(m))).collect::<Vec<_>>()
        };
        beats.chunks(self.frame()).flat_map(image).collect()
    }
}

/// The twiddle files of both axes.
fn rom_files(plan: &PlanePlan) -> Vec<DataFile> {
    [plan.rows().spec(), plan.columns().spec()].into_iter().flat_map(files_of).collect()
}
