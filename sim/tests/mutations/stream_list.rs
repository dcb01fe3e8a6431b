// SPDX-License-Identifier: MIT OR Apache-2.0
//! One-line changes of the stream modules, and the instances that must notice them.

use std::path::Path;

use crate::list::{Mutation, mutations};
use utsushi_sim::{DutOptions, Hdl, PlaneDut};

use crate::streams::{Bench, corner_turn, magnitude, plane, row_pair, window};
use crate::support::options;
use crate::support::planes::{events, plan};

/// What is wrong with the module of a file in a folder of Verilog, if anything is.
pub(crate) fn stream_finding(file: &str, hdl: &Path) -> Option<String> {
    let checked = stream_bench(file, hdl).and_then(|bench| bench.check());
    match file {
        "fft_plane.v" | "fft_images.v" => checked.and_then(|_| plane_events(hdl)).err(),
        _ => checked.err(),
    }
}

/// The events of images, which a bench does not look at.
fn plane_events(hdl: &Path) -> Result<(), String> {
    let plan = plan("len = 4\ndata = 5\n", "len = 8\n");
    let options = DutOptions { hdl: Hdl::Folder(hdl.to_owned()), ..options() };
    let dut = PlaneDut::build(&plan, &options).map_err(|error| error.to_string())?;
    events(&dut, 1000).map_err(|finding| finding.to_string())
}

/// A few instances of the module of a file, from a folder of Verilog.
fn stream_bench(file: &str, hdl: &Path) -> Result<Bench, String> {
    match file {
        "fft_window.v" | "fft_window_rom.v" => Bench::new("few_windows", hdl, window::few()),
        "fft_magnitude.v" | "fft_cordic.v" => Bench::new("few_magnitudes", hdl, magnitude::few()),
        "fft_row_pair.v" | "fft_separation.v" => Bench::new("few_row_pairs", hdl, row_pair::few()),
        "fft_corner_turn.v" | "fft_answers.v" => Bench::new("few_corner_turns", hdl, corner_turn::few()),
        "fft_plane.v" | "fft_images.v" => Bench::new("few_planes", hdl, plane::few()),
        _ => panic!("{file} is no stream module"),
    }
}

mutations! {
    /// Tables, arithmetic, rounding, addresses, handshake, frame bits, reset.
    STREAM_MUTATIONS:
    // The window.
    "fft_window_rom.v": "index[L-1] ? -index[L-2:0] : index[L-2:0]" => "index[L-2:0]";
    "fft_window_rom.v": "index[L-1] ? -index[L-2:0] : index[L-2:0]" => "index[L-1] ? ~index[L-2:0] : index[L-2:0]";
    "fft_window_rom.v": "middle  = index == {1'b1, {(L-1){1'b0}}}" => "middle  = 1'b0";
    "fft_window_rom.v": "middle  = index == {1'b1, {(L-1){1'b0}}}" => "middle  = index[L-2:0] == {(L-1){1'b0}}";
    "fft_window_rom.v": "middle_q2 <= middle_q;" => "middle_q2 <= middle;";
    "fft_window_rom.v": "{middle_q2, middle_q2 ? {WIDTH{1'b0}} : word_q2}" => "{middle_q2, word_q2 | {WIDTH{middle_q2}}}";
    "fft_window_rom.v": "assign factor = {1'b1, {WIDTH{1'b0}}}" => "assign factor = {1'b0, {WIDTH{1'b1}}}";
    "fft_window_rom.v": "/window_hann_n" => "/window_hamming_n";
    "fft_window.v": "x_ext      = {{(V+1){x_q3[W-1]}}, x_q3}" => "x_ext      = {{(V+1){1'b0}}, x_q3}";
    "fft_window.v": "x_q3      <= x_q2;" => "x_q3      <= x_q;";
    "fft_window.v": "s_axis_tdata[i*DATA_WIDTH +: W]" => "s_axis_tdata[0 +: W]";
    "fft_window.v": ".DROP(V)," => ".DROP(V - 1),";
    "fft_window.v": ".ROUNDING(ROUNDING)," => ".ROUNDING(2),";
    "fft_window.v": "if (advance && s_axis_tvalid) index_q" => "if (s_axis_tvalid) index_q";
    "fft_window.v": "if (advance && s_axis_tvalid) index_q" => "if (advance) index_q";
    "fft_window.v": "index_q <= {L{1'b0}};" => "index_q <= index_q;";
    "fft_window.v": "valid_q <= {LEVELS{1'b0}};" => "valid_q[LEVELS-1] <= 1'b0;";
    "fft_window.v": "advance = skid_ready || !valid_q[LEVELS-1]" => "advance = 1'b1";
    "fft_window.v": "advance = skid_ready || !valid_q[LEVELS-1]" => "advance = skid_ready && !valid_q[LEVELS-1]";
    "fft_window.v": "assign s_axis_tready = advance" => "assign s_axis_tready = skid_ready";
    "fft_window.v": "last_q[LEVELS-2:0], s_axis_tlast}" => "last_q[LEVELS-2:0], &index_q}";
    "fft_window.v": "user_q[LEVELS-2:0], s_axis_tuser}" => "user_q[LEVELS-2:0], s_axis_tuser && index_q == 0}";
    "fft_window.v": "{user_q[LEVELS-1], last_q[LEVELS-1], result}" => "{user_q[LEVELS-1], last_q[LEVELS-2], result}";
    // The magnitude.
    "fft_magnitude.v": "re_q <= re[W-1] ? -re : re;" => "re_q <= re[W-1] ? ~re : re;";
    "fft_magnitude.v": "im_q <= im[W-1] ? -im : im;" => "im_q <= im;";
    "fft_magnitude.v": "s_axis_tdata[DATA_WIDTH +: W]" => "s_axis_tdata[0 +: W]";
    "fft_magnitude.v": "a_q     <= (re_q < im_q) ? im_q : re_q" => "a_q     <= (re_q < im_q) ? re_q : im_q";
    "fft_magnitude.v": "b_q     <= (re_q < im_q) ? re_q : im_q" => "b_q     <= re_q";
    "fft_magnitude.v": "{a_q, 3'd0} - {3'd0, a_q}" => "{a_q, 3'd0} - {2'd0, a_q, 1'b0}";
    "fft_magnitude.v": "steep_q <= {b_q, 2'd0} > {2'd0, a_q}" => "steep_q <= {b_q, 2'd0} > {1'd0, a_q, 1'd0}";
    "fft_magnitude.v": "steep_q <= {b_q, 2'd0} > {2'd0, a_q}" => "steep_q <= 1'b1";
    "fft_magnitude.v": "{1'b0, b_q2, 2'd0}" => "{2'b0, b_q2, 1'd0}";
    "fft_magnitude.v": "DROP  = (METHOD == 0) ? 3 :" => "DROP  = (METHOD == 0) ? 2 :";
    "fft_magnitude.v": ".ROUNDING(ROUNDING)," => ".ROUNDING(1),";
    "fft_magnitude.v": ".a(re_q)," => ".a(im_q),";
    "fft_magnitude.v": "I + 5;" => "I + 4;";
    "fft_magnitude.v": "advance = skid_ready || !valid_q[LEVELS-1]" => "advance = skid_ready || !valid_q[0]";
    "fft_magnitude.v": "assign s_axis_tready = advance" => "assign s_axis_tready = m_axis_tready";
    "fft_magnitude.v": "if (rst) valid_q <= {LEVELS{1'b0}}" => "if (rst) valid_q[LEVELS-1] <= 1'b0";
    "fft_magnitude.v": "user_q[LEVELS-2:0], s_axis_tuser}" => "user_q[LEVELS-2:0], s_axis_tlast}";
    "fft_magnitude.v": "last_q  <= {last_q[LEVELS-2:0], s_axis_tlast}" => "last_q  <= {last_q[LEVELS-2:0], s_axis_tlast && s_axis_tuser}";
    // The CORDIC.
    "fft_cordic.v": "{y_part ^ {X{below}}, below}" => "{y_part, 1'b0}";
    "fft_cordic.v": "{y_part ^ {X{below}}, below}" => "{y_part ^ {X{below}}, 1'b0}";
    "fft_cordic.v": "{x_part ^ {X{!below}}, !below}" => "{x_part ^ {X{below}}, below}";
    "fft_cordic.v": "{x_part ^ {X{!below}}, !below}" => "{x_part ^ {X{!below}}, below}";
    "fft_cordic.v": "y_part = y >>> i" => "y_part = y >> i";
    "fft_cordic.v": "x_part = x >> i" => "x_part = x >> (i + 1)";
    "fft_cordic.v": "below  = y[X-1]" => "below  = y[X-1] || y == 0";
    "fft_cordic.v": "(48'd1 << (47 - F))" => "48'd0";
    "fft_cordic.v": "inverse_gain = 48'h9b74ef46d082" => "inverse_gain = 48'h9b74f42277e9";
    "fft_cordic.v": "inverse_gain = 48'h9b7b67d5ecb1" => "inverse_gain = 48'h9b768c34f93f";
    "fft_cordic.v": "{high_low_q, {XL{1'b0}}}" => "{high_low_q, {XL{1'b1}}}";
    "fft_cordic.v": "{{CH{1'b0}}, low_q} +" => "{{CH{1'b0}}, low_q} |";
    "fft_cordic.v": "x_end[X-1:XL]} * {{XH{1'b0}}, C[F-1:CL]}" => "x_end[X-1:XL]} * {{XH{1'b0}}, C[F-1:CL] - 1'b1}";
    "fft_cordic.v": "{{(GUARD+1){1'b0}}, b} << GUARD" => "{{(GUARD+1){1'b0}}, b} << (GUARD/2)";
    // The row pair.
    "fft_row_pair.v": "(ORDER == 0) ? position[0] : position[L-1]" => "position[L-1]";
    "fft_row_pair.v": "(ORDER == 0) ? position[L-1:1] : position[L-2:0]" => "position[L-2:0]";
    "fft_row_pair.v": "mirror = -position" => "mirror = ~position";
    "fft_row_pair.v": "position[i] ^ (|(position >> (i + 1)))" => "~position[i]";
    "fft_row_pair.v": "complete = write_q[L+1:L] != read_q[L+1:L]" => "complete = write_q != read_q";
    "fft_row_pair.v": "full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]}" => "full     = 1'b0";
    "fft_row_pair.v": "full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]}" => "full     = complete";
    "fft_row_pair.v": "fetch    = complete && advance" => "fetch    = complete";
    "fft_row_pair.v": "advance  = skid_ready || !valid_q[LEVELS-1]" => "advance  = 1'b1";
    "fft_row_pair.v": "{valid_q[LEVELS-2:0], complete}" => "{valid_q[LEVELS-2:0], 1'b1}";
    "fft_row_pair.v": "{read_q[L], swap ? place(opposite) : place(own)}" => "{read_q[L], place(own)}";
    "fft_row_pair.v": "{read_q[L], swap ? place(own) : place(opposite)}" => "{write_q[L], swap ? place(own) : place(opposite)}";
    "fft_row_pair.v": "accept && !upper(write_q[L-1:0])" => "accept";
    "fft_row_pair.v": "{write_q[L], place(write_q[L-1:0])}" => "{1'b0, place(write_q[L-1:0])}";
    "fft_separation.v": "swap_q2 ? upper_q : lower_q" => "lower_q";
    "fft_separation.v": "(swap_q2 ^ single_q2)" => "(swap_q2)";
    "fft_row_pair.v": ".single(place(own) == {(L-1){1'b0}})" => ".single(own == {L{1'b0}})";
    "fft_separation.v": "a_re_q <= bin_re + mirror_re" => "a_re_q <= bin_re - mirror_re";
    "fft_separation.v": "a_im_q <= bin_im - mirror_im" => "a_im_q <= mirror_im - bin_im";
    "fft_separation.v": "b_re_q <= bin_im + mirror_im" => "b_re_q <= bin_im | mirror_im";
    "fft_separation.v": "b_im_q <= mirror_re - bin_re" => "b_im_q <= mirror_re + ~bin_re";
    "fft_separation.v": "mirror_im = {mirror_q[2*W-1], mirror_q[2*W-1:W]}" => "mirror_im = {1'b0, mirror_q[2*W-1:W]}";
    "fft_separation.v": "b_im_q, b_re_q, a_im_q, a_re_q}" => "a_im_q, a_re_q, b_im_q, b_re_q}";
    "fft_row_pair.v": "if (accept) user_q[write_q[L]]" => "if (s_axis_tvalid) user_q[write_q[L]]";
    "fft_row_pair.v": "if (accept) user_q[write_q[L]]" => "if (accept) user_q[0]";
    "fft_row_pair.v": "out_last && user_q[read_q[L]]}" => "user_q[read_q[L]]}";
    "fft_row_pair.v": "last_q <= {last_q[LEVELS-2:0], out_last}" => "last_q <= {last_q[LEVELS-2:0], own == 0}";
    "fft_row_pair.v": "valid_q            <= {LEVELS{1'b0}}" => "valid_q[0]         <= 1'b0";
    "fft_row_pair.v": "write_q            <= {(L+2){1'b0}}" => "write_q[L+1:L]     <= 2'b00";
    "fft_row_pair.v": "read_q             <= {(L+2){1'b0}}" => "read_q[L+1:L]      <= 2'b00";
    // The corner turn.
    "fft_corner_turn.v": "complete = write_q[L+1:L] != read_q[L+1:L]" => "complete = write_q != read_q";
    "fft_corner_turn.v": "full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]}" => "full     = 1'b0";
    "fft_corner_turn.v": "full     = write_q[L+1:L] == {!read_q[L+1], read_q[L]}" => "full     = complete";
    "fft_answers.v": "room = ask_q != {!leave_q[D], leave_q[D-1:0]}" => "room = 1'b1";
    "fft_answers.v": "room = ask_q != {!leave_q[D], leave_q[D-1:0]}" => "room = ask_q == leave_q";
    "fft_corner_turn.v": "write    = mem_write_valid && write_ready" => "write    = mem_write_valid";
    "fft_corner_turn.v": "ask      = mem_read_valid && read_ready" => "ask      = mem_read_valid";
    "fft_answers.v": "move     = m_ready || !valid_q" => "move     = m_ready";
    "fft_answers.v": "if (move && answered) leave_q" => "if (answered) leave_q";
    "fft_answers.v": "if (data_valid) answer_q <=" => "if (ask) answer_q <=";
    "fft_corner_turn.v": "reverse[i] = index[X-1-i]" => "reverse[i] = index[i]";
    "fft_corner_turn.v": "(ORDER == 0) ? read_q[L-1:Y] :" => "(ORDER != 0) ? read_q[L-1:Y] :";
    "fft_corner_turn.v": "{read_q[L], row, column}" => "{write_q[L], row, column}";
    "fft_corner_turn.v": "{read_q[L], row, column}" => "{1'b0, row, column}";
    "fft_corner_turn.v": "s_ready           = write_ready && !full" => "s_ready           = !full";
    "fft_corner_turn.v": "mem_read_valid    = complete && room" => "mem_read_valid    = complete";
    "fft_corner_turn.v": "asked_q <= {asked_q[0], ask}" => "asked_q <= {asked_q[0], complete}";
    "fft_corner_turn.v": "data_valid  = asked_q[1]" => "data_valid  = asked_q[0]";
    "fft_corner_turn.v": "if (write) overflow_q <= overflow && !s_last" => "if (write) overflow_q <= overflow";
    "fft_corner_turn.v": "if (write) overflow_q <= overflow && !s_last" => "if (write) overflow_q <= s_overflow && !s_last";
    "fft_corner_turn.v": "image_overflow_q[write_q[L]] <= overflow" => "image_overflow_q[write_q[L]] <= overflow_q";
    "fft_corner_turn.v": "image_overflow_q[write_q[L]] <= overflow" => "image_overflow_q[0] <= overflow";
    "fft_corner_turn.v": "image_inverse_q[write_q[L]] <= s_inverse" => "image_inverse_q[0] <= s_inverse";
    "fft_corner_turn.v": "image_overflow_q[read_q[L]], &read_q[L-1:0]}" => "image_overflow_q[read_q[L]], &read_q[Y-1:0]}";
    "fft_corner_turn.v": "{image_inverse_q[read_q[L]]," => "{image_inverse_q[write_q[L]],";
    "fft_answers.v": "mark_q <= marks[leave_q[D-1:0]]" => "mark_q <= mark";
    "fft_corner_turn.v": "write_q <= {(L+2){1'b0}}" => "write_q[L+1:L] <= 2'b00";
    "fft_corner_turn.v": "read_q  <= {(L+2){1'b0}}" => "read_q[L+1:L] <= 2'b00";
    "fft_answers.v": "valid_q  <= 1'b0" => "valid_q  <= valid_q";
    "fft_corner_turn.v": "if (rst) overflow_q <= 1'b0" => "if (rst) overflow_q <= overflow_q";
    // Two dimensions.
    "fft_images.v": "inverse = first ? s_axis_tuser : inverse_q" => "inverse = s_axis_tuser";
    "fft_plane.v": "in_move  = s_axis_tvalid && s_axis_tready" => "in_move  = s_axis_tvalid";
    "fft_images.v": ".first(first)," => ".first(last),";
    "fft_images.v": ".last(last)," => ".last(first),";
    "fft_plane.v": ".s_axis_tlast(s_axis_tlast)" => ".s_axis_tlast(1'b1)";
    "fft_plane.v": "        .ORDER(0)," => "        .ORDER(1),";
    "fft_plane.v": ".ORDER(ROW_ORDER)" => ".ORDER(COLUMN_ORDER == ROW_ORDER)";
    "fft_plane.v": ".ALIGN(COLUMN_ALIGN)" => ".ALIGN(ROW_ALIGN)";
    "fft_plane.v": ".ROUNDING(COLUMN_ROUNDING)" => ".ROUNDING(ROW_ROUNDING)";
    "fft_plane.v": ".DECOMPOSITION(COLUMN_DECOMPOSITION)" => ".DECOMPOSITION(ROW_DECOMPOSITION)";
    "fft_images.v": ".s_valid(in_move && first)" => ".s_valid(in_move && last)";
    "fft_plane.v": ".turn_over(row_valid && row_ready && turn_end)" => ".turn_over(row_valid && turn_end)";
    "fft_plane.v": ".s_axis_tuser(column_inverse)" => ".s_axis_tuser(turn_inverse)";
    "fft_plane.v": ".s_overflow(row_overflow)" => ".s_overflow(row_overflow && turn_end)";
    "fft_images.v": "(overflow_q || column_overflow || image_overflow)" => "(overflow_q || image_overflow)";
    "fft_images.v": "(overflow_q || column_overflow || image_overflow)" => "(overflow_q || column_overflow)";
    "fft_images.v": "(overflow_q || column_overflow || image_overflow)" => "(overflow_q || column_overflow || rows_overflow)";
    "fft_images.v": "overflow_q <= !out_last_q && (overflow_q || column_overflow)" => "overflow_q <= overflow_q || column_overflow";
    "fft_images.v": "overflow_q <= !out_last_q && (overflow_q || column_overflow)" => "overflow_q <= !out_last_q && column_overflow";
    "fft_plane.v": ".rows_over(column_valid && column_ready && column_end)" => ".rows_over(column_valid && column_end)";
    "fft_images.v": ".m_ready(out_move && out_last_q)" => ".m_ready(out_last_q)";
    "fft_plane.v": "out_move = m_axis_tvalid && m_axis_tready" => "out_move = m_axis_tvalid";
    "fft_images.v": "if (rst) in_index_q <= {L{1'b0}}" => "if (rst) in_index_q[0] <= 1'b0";
    "fft_images.v": "out_index_q <= {L{1'b0}}" => "out_index_q[0] <= 1'b0";
    "fft_images.v": "out_last_q  <= 1'b0" => "out_last_q  <= out_last_q";
    "fft_images.v": "overflow_q  <= 1'b0" => "overflow_q  <= overflow_q";
}
