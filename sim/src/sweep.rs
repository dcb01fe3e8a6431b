// SPDX-License-Identifier: MIT OR Apache-2.0
//! Many vectors or clocks in one call.
#![allow(unsafe_code)]

use crate::library::{Direction, Port, RawSweep};
use crate::{SimError, Simulation};

/// The samples of a clocked sweep: one vector a port, one word a clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// Outputs as they stand before the rising edge, with the clock's inputs applied.
    pub before: Vec<Vec<u64>>,
    /// Outputs right after the rising edge.
    pub after: Vec<Vec<u64>>,
}

impl Simulation {
    /// Combinational sweep: for each i sets the inputs to their i-th words, settles, and reads the outputs.
    /// One call for millions of vectors; one result vector an output.
    ///
    /// # Errors
    /// If a port is used against its direction or is wider than 64 bits, the inputs differ in length, a word
    /// does not fit, or the Verilog stops itself.
    pub fn evaluate(
        &mut self,
        inputs: &[(Port, &[u64])],
        outputs: &[Port],
    ) -> Result<Vec<Vec<u64>>, SimError> {
        self.sweep(inputs, outputs, &[], false).map(|samples| samples.before)
    }

    /// Clocked sweep: on clock i sets the inputs to their i-th words, settles, reads `before`, gives the
    /// rising edge, and reads `after`.
    ///
    /// # Errors
    /// As [`evaluate`](Self::evaluate), or if the design has no clock.
    pub fn cycles(
        &mut self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
    ) -> Result<Samples, SimError> {
        self.sweep(inputs, before, after, true)
    }

    fn sweep(
        &mut self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
        clocked: bool,
    ) -> Result<Samples, SimError> {
        let vectors = self.check_sweep(inputs, before, after)?;
        let room = |ports: &[Port]| vec![vec![0_u64; vectors]; ports.len()];
        let mut samples = Samples { before: room(before), after: room(after) };
        let index = |ports: &[Port]| ports.iter().map(|port| port.index).collect::<Vec<_>>();
        let input_ports: Vec<_> = inputs.iter().map(|(port, _)| port.index).collect();
        let words: Vec<_> = inputs.iter().map(|(_, words)| words.as_ptr()).collect();
        let (before_ports, after_ports) = (index(before), index(after));
        let pointers = |rows: &mut Vec<Vec<u64>>| rows.iter_mut().map(Vec::as_mut_ptr).collect::<Vec<_>>();
        let (before_rows, after_rows) = (pointers(&mut samples.before), pointers(&mut samples.after));
        let raw = RawSweep {
            vectors: vectors as u64,
            clocked: u32::from(clocked),
            input_count: inputs.len() as u32,
            input_ports: input_ports.as_ptr(),
            inputs: words.as_ptr(),
            before_count: before.len() as u32,
            after_count: after.len() as u32,
            before_ports: before_ports.as_ptr(),
            before: before_rows.as_ptr(),
            after_ports: after_ports.as_ptr(),
            after: after_rows.as_ptr(),
        };
        // SAFETY: every pointer in `raw` outlives the call; each row has `vectors` words, each port is this
        // instance's and at most 64 bits wide.
        let status = unsafe { (self.abi().sweep)(self.instance.as_ptr(), &raw const raw) };
        self.check(status).map(|()| samples)
    }

    /// The common length of the inputs, if everything about a sweep is right.
    fn check_sweep(
        &self,
        inputs: &[(Port, &[u64])],
        before: &[Port],
        after: &[Port],
    ) -> Result<usize, SimError> {
        let vectors = inputs.first().map_or(0, |(_, words)| words.len());
        for &(port, words) in inputs {
            self.expect(port, Direction::Input)?;
            if words.len() != vectors {
                return Err(self.refuse(port, format!("it has {} words and others {vectors}", words.len())));
            }
            let union = words.iter().fold(0, |union, word| union | word);
            if union & !port.mask() != 0 {
                let word = words.iter().find(|&&word| word & !port.mask() != 0).unwrap_or(&0);
                return Err(self.refuse(port, format!("{word:#x} does not fit {} bits", port.width)));
            }
        }
        for &port in before.iter().chain(after) {
            self.own(port)?;
        }
        let ports = inputs.iter().map(|(port, _)| port).chain(before).chain(after);
        match ports.into_iter().find(|port| port.width > 64) {
            Some(&wide) => Err(self.refuse(wide, "a sweep takes ports of at most 64 bits".to_owned())),
            None => Ok(vectors),
        }
    }
}
