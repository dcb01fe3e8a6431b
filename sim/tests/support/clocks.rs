// SPDX-License-Identifier: MIT OR Apache-2.0
//! Every clock by itself: when events stand, and that no output looks through to an input.

use utsushi::fft::Transform;
use utsushi_sim::{Dut, Library, SplitMix64};

use super::Finding;
use super::bench::{Bench, Drive};

/// Offers random beats for `clocks` clocks, and now and then a reset of one clock, most often at the ends of frames. Events must
/// stand exactly one clock after their beat, none after a reset, and nothing may change with the inputs before the clock's edge.
pub fn events_and_handshakes(dut: &Dut, clocks: u32) -> Result<(), Finding> {
    let spec = Transform::<i32>::spec(dut);
    of_library(dut.library(), spec.spec().len, spec.spec().data, clocks)
}

/// The same of a library whose frames have `len` beats, components of `data` bits.
pub fn of_library(library: &Library, len: usize, data: u32, clocks: u32) -> Result<(), Finding> {
    let mask = (1 << (2 * data)) - 1;
    let mut bench = Bench::new(library, 1)?;
    let mut random = SplitMix64::new(8);
    let (mut index, mut due, mut held) = (0, [false; 3], None);
    for clock in 0..clocks {
        let offer = offer(random.next_word(), mask);
        let drive = held.map_or(offer, |beat: Drive| Drive { ready: offer.ready, ..beat });
        let boundary = index == 0 || index == len - 1;
        let rst = random.next_word().is_multiple_of(if boundary { 8 } else { 8 * len as u64 });
        let drive = Drive { rst, ..drive };
        let (seen, through) = (bench.look(drive)?, bench.look(opposite(drive, mask))?);
        if seen != through {
            let what = format!("clock {clock}: an output depends on an input: {seen:?} becomes {through:?}");
            return Err(Finding::Other(what));
        }
        let events = [seen.started, seen.missing, seen.unexpected];
        if events != due {
            let what = format!("clock {clock}: started, missing, unexpected are {events:?}, not {due:?}");
            return Err(Finding::Other(what));
        }
        bench.clock(drive)?;
        if rst {
            (index, due, held) = (0, [false; 3], None);
            continue;
        }
        let (accepted, ends) = (drive.valid && seen.ready, index == len - 1);
        held = (drive.valid && !seen.ready).then_some(drive);
        due = [index == 0, ends && !drive.last, !ends && drive.last].map(|event| event && accepted);
        index = (index + usize::from(accepted)) % len;
    }
    Ok(())
}

fn offer(draw: u64, mask: u64) -> Drive {
    let bit = |i: u32| draw >> (50 + i) & 1 == 1;
    let valid = bit(0) || bit(1);
    Drive { rst: false, valid, data: draw & mask, last: bit(2), user: bit(3), ready: bit(4) }
}

fn opposite(drive: Drive, mask: u64) -> Drive {
    Drive {
        rst: drive.rst,
        valid: !drive.valid,
        data: !drive.data & mask,
        last: !drive.last,
        user: !drive.user,
        ready: !drive.ready,
    }
}
