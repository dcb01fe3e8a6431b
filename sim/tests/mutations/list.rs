// SPDX-License-Identifier: MIT OR Apache-2.0
//! One-line changes of the Verilog that the suite must catch.

/// A line of a Verilog file and what it is changed to.
pub struct Mutation {
    /// The file in `hdl/`.
    pub file: &'static str,
    /// Text that occurs exactly once in the file.
    pub from: &'static str,
    /// What it becomes.
    pub to: &'static str,
    /// Where the first wrong word must be found, if the change is one of arithmetic.
    pub origin: Option<Place>,
}

/// A stage that the first wrong word betrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Stage 0: the line serves every stage.
    First,
    /// The last stage but one, which only rotates by ∓j.
    Quarter,
    /// The last stage, which does not rotate.
    Last,
    /// Behind the stages.
    After,
}

macro_rules! mutations {
    ($($file:literal: $from:literal => $to:literal $(at $place:ident)?;)*) => {
        /// Arithmetic, rounding, overflow, twiddles, order, handshake, frame bits, events, reset.
        pub const MUTATIONS: &[Mutation] = &[$(Mutation {
            file: $file,
            from: $from,
            to: $to,
            origin: mutations!(@ $($place)?),
        }),*];
    };
    (@) => { None };
    (@ $place:ident) => { Some(Place::$place) };
}

mutations! {
    // The butterfly.
    "fft_butterfly.v": "assign sum_re = a_re_ext + b_re_ext" => "assign sum_re = a_re_ext - b_re_ext" at First;
    "fft_butterfly.v": "assign sum_im = a_im_ext + b_im_ext" => "assign sum_im = a_im_ext | b_im_ext";
    "fft_butterfly.v": "assign dif_re = a_re_ext - b_re_ext" => "assign dif_re = a_re_ext + ~b_re_ext";
    "fft_butterfly.v": "assign dif_im = a_im_ext - b_im_ext" => "assign dif_im = b_im_ext - a_im_ext" at First;
    "fft_butterfly.v": "a_im_ext = {a_im[WIDTH-1], a_im}" => "a_im_ext = {1'b0, a_im}" at First;
    "fft_butterfly.v": "b_re_ext = {b_re[WIDTH-1], b_re}" => "b_re_ext = {b_re[WIDTH-2], b_re}";
    // Rounding.
    "fft_quantize.v": "(ROUNDING == 0) ? 1'b0" => "(ROUNDING == 0) ? half";
    "fft_quantize.v": "(ROUNDING == 1) ? half" => "(ROUNDING == 1) ? 1'b0" at First;
    "fft_quantize.v": "half && (below || floored[0])" => "half";
    "fft_quantize.v": "half && (below || floored[0])" => "half && below";
    "fft_quantize.v": "half && (below || floored[0])" => "half && floored[0]";
    "fft_quantize.v": "half && (below || floored[0])" => "half && (below || !floored[0])" at First;
    "fft_quantize.v": "below   = |padded[DROP:0]" => "below   = padded[DROP]";
    "fft_quantize.v": "half    = padded[DROP+1]" => "half    = padded[DROP]";
    "fft_quantize.v": "{(EXT-IN_WIDTH){value[IN_WIDTH-1]}}" => "{(EXT-IN_WIDTH){1'b0}}";
    // Overflow.
    "fft_quantize.v": "limit    = {sign, {(TO_WIDTH-1){!sign}}}" => "limit    = {sign, {(TO_WIDTH-1){sign}}}" at First;
    "fft_quantize.v": "limit    = {sign, {(TO_WIDTH-1){!sign}}}" => "limit    = {!sign, {(TO_WIDTH-1){sign}}}";
    "fft_quantize.v": "extended[TOP-2:TO_WIDTH-1] ==" => "extended[TOP-2:TO_WIDTH-1] <=";
    "fft_quantize.v": "(OVERFLOW != 0 && !fits)" => "(!fits)";
    "fft_quantize.v": "(OVERFLOW != 0 && !fits)" => "(OVERFLOW == 2 && !fits)";
    "fft_quantize.v": "assign overflow = !fits" => "assign overflow = !fits && OVERFLOW != 0";
    "fft_quantize.v": "assign overflow = !fits" => "assign overflow = !fits && !sign" at After;
    // The complex product.
    "fft_complex_mul.v": "y_re_q <= k1_q - k2_q" => "y_re_q <= k1_q + k2_q" at First;
    "fft_complex_mul.v": "y_im_q <= k1_q + k3_q" => "y_im_q <= k1_q - k3_q";
    "fft_complex_mul.v": "w_dif_q <= w_im - w_re" => "w_dif_q <= w_re - w_im" at First;
    "fft_complex_mul.v": "w_sum_q <= w_re + w_im" => "w_sum_q <= w_re | w_im";
    "fft_complex_mul.v": "{x_im[X-1], x_im}" => "{1'b0, x_im}" at First;
    "fft_complex_mul.v": "{{(T+1){x_re_q[X-1]}}, x_re_q}" => "{{(T+1){1'b0}}, x_re_q}";
    "fft_complex_mul.v": "{{X{w_dif_q[T]}}, w_dif_q}" => "{{X{w_dif_q[T-1]}}, w_dif_q}";
    // The twiddles.
    "fft_twiddle_rom.v": "inverse ? -im : im" => "inverse ? im : -im" at First;
    "fft_twiddle_rom.v": "inverse ? -im : im" => "inverse ? ~im : im";
    "fft_twiddle_rom.v": "one_q  <= address == {LOG2_HALF{1'b0}}" => "one_q  <= 1'b0" at First;
    "fft_twiddle_rom.v": "word_q <= rom[address]" => "word_q <= rom[~address]" at First;
    "fft_twiddle_rom.v": "re = {word_q[T-1], word_q[T-1:0]}" => "re = {1'b0, word_q[T-1:0]}";
    "fft_twiddle_rom.v": "if (rst) one_q <= 1'b1" => "if (rst) one_q <= 1'b0";
    // The stage.
    "fft_stage.v": "quarter = sending_dif && out_index_q[0]" => "quarter = out_index_q[0]" at Quarter;
    "fft_stage.v": "inverse ? -x_im : x_im" => "inverse ? x_im : -x_im" at Quarter;
    "fft_stage.v": "inverse ? x_re : -x_re" => "inverse ? x_re : ~x_re";
    "fft_stage.v": " im_q <= x_im;" => " im_q <= x_re;" at Last;
    "fft_stage.v": "next_out_index[K] ? next_out_index[K-1:0] : {K{1'b0}}" => "next_out_index[K-1:0]" at First;
    "fft_stage.v": "x_re = sending_dif ? line_data[X-1:0] : sum_re" => "x_re = pairing ? sum_re : line_data[X-1:0]";
    "fft_stage.v": ".DROP(FRACTION + SHIFT),\n        .TO_WIDTH(OUT_WIDTH),\n        .ROUNDING(ROUNDING),\n        .OVERFLOW(OVERFLOW)\n    ) u_quantize_im" => ".DROP(FRACTION),\n        .TO_WIDTH(OUT_WIDTH),\n        .ROUNDING(ROUNDING),\n        .OVERFLOW(OVERFLOW)\n    ) u_quantize_im" at First;
    "fft_stage.v": "if (accept && pairing) dif_inverse_q" => "if (accept) dif_inverse_q";
    "fft_stage.v": "mark    = !sending_dif && (mark_q || s_overflow)" => "mark    = !sending_dif && mark_q";
    "fft_stage.v": "mark    = !sending_dif && (mark_q || s_overflow)" => "mark    = mark_q || s_overflow";
    "fft_stage.v": "mark_q <= !pairing && (mark_q || s_overflow)" => "mark_q <= mark_q || s_overflow";
    "fft_stage.v": "if (rst) mark_q <= 1'b0" => "if (rst && accept) mark_q <= 1'b0";
    "fft_stage.v": "|| overflow_re || overflow_im" => "|| overflow_re" at After;
    "fft_stage.v": "(sending_dif || (pairing && s_valid))" => "(sending_dif || pairing)";
    "fft_stage.v": "(line_valid && advance && !sending_dif)" => "(line_valid && advance)";
    "fft_stage.v": "advance = skid_ready || !valid_q[LEVELS-1]" => "advance = 1'b1";
    "fft_stage.v": "advance = skid_ready || !valid_q[LEVELS-1]" => "advance = skid_ready && !valid_q[LEVELS-1]";
    "fft_stage.v": "if (rst) valid_q <= {LEVELS{1'b0}}" => "if (rst) valid_q[0] <= 1'b0";
    // The delay line.
    "fft_delay_line.v": "move = pop || !head_valid_q" => "move = pop";
    "fft_delay_line.v": "push_ready = write_q != {!read_q[A], read_q[A-1:0]}" => "push_ready = 1'b1";
    "fft_delay_line.v": "fetch     = stored && (move || !fetched_valid_q)" => "fetch     = stored && move";
    "fft_delay_line.v": "pop_data  = memory[read_q[A-1:0]]" => "pop_data  = memory[write_q[A-1:0]]";
    "fft_delay_line.v": "TINY ? LOG2_DEPTH + 1 : LOG2_DEPTH" => "LOG2_DEPTH";
    "fft_delay_line.v": "if (move) head_valid_q <= fetched_valid_q" => "if (move) head_valid_q <= 1'b1";
    // The natural order.
    "fft_bit_reversal.v": "write_q[L] ? reverse(write_q[L-1:0]) : write_q[L-1:0]" => "write_q[L-1:0]" at After;
    "fft_bit_reversal.v": "read_q[L] ? read_q[L-1:0]" => "read_q[L] ? ~read_q[L-1:0]" at After;
    "fft_bit_reversal.v": "reverse[i] = index[L-1-i]" => "reverse[i] = index[i]";
    "fft_bit_reversal.v": "s_ready = !full || fetch" => "s_ready = 1'b1";
    "fft_bit_reversal.v": "s_ready = !full || fetch" => "s_ready = !full";
    "fft_bit_reversal.v": "if (accept && &write_q[L-1:0]) user_q" => "if (accept) user_q";
    "fft_bit_reversal.v": "fetched_user_q <= last && user_q" => "fetched_user_q <= user_q";
    "fft_bit_reversal.v": "head_last_q <= fetched_last_q" => "head_last_q <= last";
    // The skid buffer.
    "fft_skid_buffer.v": "spare_valid_q ? spare_q : s_data" => "s_data";
    "fft_skid_buffer.v": "spare_valid_q || s_valid" => "s_valid";
    "fft_skid_buffer.v": "end else if (s_valid) begin" => "end else if (1'b0) begin";
    "fft_skid_buffer.v": "if (s_ready) spare_q" => "if (s_valid) spare_q";
    // Frames, alignment, events, reset.
    "fft.v": "inverse = first ? s_axis_tuser : inverse_q" => "inverse = s_axis_tuser";
    "fft.v": "inverse = first ? s_axis_tuser : inverse_q" => "inverse = s_axis_tuser || inverse_q";
    "fft.v": "overflow_q  <= !out_last && (overflow_q" => "overflow_q  <= (overflow_q" at After;
    "fft.v": "out_user = out_last && (overflow_q ||" => "out_user = out_last && (" at After;
    "fft.v": "s_axis_tdata[DATA_WIDTH-1:0], {ALIGN{1'b0}}" => "s_axis_tdata[DATA_WIDTH-1:0], {ALIGN{1'b1}}" at First;
    "fft.v": "tlast_missing_q    <= accept && last && !s_axis_tlast" => "tlast_missing_q    <= accept && last && s_axis_tlast";
    "fft.v": "tlast_unexpected_q <= accept && !last && s_axis_tlast" => "tlast_unexpected_q <= accept && s_axis_tlast";
    "fft.v": "frame_started_q    <= accept && first" => "frame_started_q    <= accept && last";
    "fft.v": "index_q            <= {L{1'b0}}" => "index_q[0]         <= 1'b0";
    "fft.v": "out_index_q <= {L{1'b0}}" => "out_index_q[0] <= 1'b0";
    "fft.v": "overflow_q  <= 1'b0" => "overflow_q  <= overflow_q";
}
