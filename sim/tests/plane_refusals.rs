// SPDX-License-Identifier: MIT OR Apache-2.0
//! Images and folders of Verilog that do not fit a plane are refused by their sentences.

mod support;

use num_complex::Complex;
use support::options;
use support::planes::{images, plan};
use utsushi::fft::{Direction, PlaneFrame};
use utsushi_sim::{DutOptions, Hdl, PlaneDut, SimError};

#[test]
fn images_and_folders_that_do_not_fit_are_refused_by_their_sentences() {
    let [small, wide] = [plan("len = 4\ndata = 6\n", "len = 4\n"), plan("len = 8\ndata = 6\n", "len = 4\n")];
    let samples = vec![Complex::new(0, 0); 31];
    let error = PlaneFrame::new(&wide, samples, Direction::Forward).unwrap_err().to_string();
    assert_eq!(error, "the plane has 8 x 4 samples and the slice has 31; give exactly one plane");
    let mut samples = vec![Complex::new(0, 0); 32];
    samples[9].im = -33;
    let error = PlaneFrame::new(&wide, samples, Direction::Forward).unwrap_err().to_string();
    assert_eq!(error, "sample 9 is 0-33i and a component of 6 bits holds -32 to 31; scale the input");
    let mut dut = PlaneDut::build(&small, &options()).unwrap();
    let error = dut.run(&[images(&small, 1, 1), images(&wide, 1, 1)].concat()).unwrap_err().to_string();
    assert_eq!(error, "image 1 has 32 samples and the plane was built for 4 x 4");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fft.v"), "module fft; endmodule\n").unwrap();
    let hdl = Hdl::Folder(folder.path().to_owned());
    let error =
        PlaneDut::build(&small, &DutOptions { hdl: hdl.clone(), ..options() }).unwrap_err().to_string();
    let shown = folder.path().display();
    assert_eq!(
        error,
        format!(
            "folder {shown} has no fft_plane.v; a plane wants a folder whose fft_plane.v holds the module `fft_plane`"
        )
    );
    for (name, text) in utsushi_sim::hdl::EMBEDDED {
        let text = if name == "fft_plane.v" {
            text.replace("m_axis_tuser", "m_axis_tflag")
        } else {
            text.to_owned()
        };
        std::fs::write(
            folder.path().join(name),
            text.replace(".m_axis_tflag(row", ".m_axis_tuser(row")
                .replace(".m_axis_tflag(column", ".m_axis_tuser(column")
                .replace(".m_axis_tflag(m_axis", ".m_axis_tuser(m_axis"),
        )
        .unwrap();
    }
    let error = PlaneDut::build(&small, &DutOptions { hdl, ..options() }).unwrap_err();
    assert!(matches!(error, SimError::PipelinePort { .. }), "{error}");
    assert_eq!(
        error.to_string(),
        format!(
            "the module fft_plane in {shown} has no port m_axis_tuser and the spec wants m_axis_tuser as an output of 1 bit; the ports stand in hdl/README.md"
        )
    );
}
