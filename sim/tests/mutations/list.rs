// SPDX-License-Identifier: MIT OR Apache-2.0
//! One-line changes of the Verilog that the suite must catch.

/// A line of a Verilog file and what it is changed to.
pub(crate) struct Mutation {
    /// The file in `hdl/`.
    pub(crate) file: &'static str,
    /// Text that occurs exactly once in the file.
    pub(crate) from: &'static str,
    /// What it becomes.
    pub(crate) to: &'static str,
    /// Where the first wrong word must be found, if the change is one of arithmetic.
    pub(crate) origin: Option<Place>,
}

/// A stage that the first wrong word betrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
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
    ($(#[$doc:meta])* $name:ident: $($file:literal: $from:literal => $to:literal $(at $place:ident)?;)*) => {
        $(#[$doc])*
        pub(crate) const $name: &[Mutation] = &[$(Mutation {
            file: $file,
            from: $from,
            to: $to,
            origin: mutations!(@ $($place)?),
        }),*];
    };
    (@) => { None };
    (@ $place:ident) => { Some(Place::$place) };
}

pub(crate) use mutations;

mutations! {
    /// Arithmetic, rounding, overflow, twiddles, order, handshake, frame bits, events, reset.
    MUTATIONS:
    // The butterfly.
    "fft_butterfly.v": "- {a[2*W+1], a[2*W+1:W+1]" => "+ {a[2*W+1], a[2*W+1:W+1]" at First;
    "fft_butterfly.v": "{2{b[2*W-1]}}, b[2*W-1:W], one[1]" => "2'b00, b[2*W-1:W], one[1]" at First;
    "fft_butterfly.v": "+ {c[2*W+1:W+1], carry[1]" => "- {c[2*W+1:W+1], carry[1]" at First;
    "fft_butterfly.v": "{b_kept[2*W-1], b_kept[2*W-1:W], carry[1]" => "{1'b0, b_kept[2*W-1:W], carry[1]" at First;
    "fft_butterfly.v": "(ROUND != 0) ? 2'b00 : carry_n" => "carry_n";
    "fft_butterfly.v": "carry | {2{ROUND != 0}}" => "carry";
    "fft_butterfly.v": "c[W:0], carry[0]}" => "c[W:0], 1'b0}";
    // Rounding.
    "fft_quantize.v": "if (ROUNDING == 0) begin : g_truncate" => "if (ROUNDING == 3) begin : g_truncate";
    "fft_quantize.v": "up_re = half_re && (ROUNDING == 1 || below_re || floored_re[0])" => "up_re = half_re";
    "fft_quantize.v": "up_re = half_re && (ROUNDING == 1 || below_re || floored_re[0])" => "up_re = half_re && (ROUNDING == 1 || below_re)";
    "fft_quantize.v": "up_im = half_im && (ROUNDING == 1 || below_im || floored_im[0])" => "up_im = half_im && (ROUNDING == 1 || floored_im[0])";
    "fft_quantize.v": "up_im = half_im && (ROUNDING == 1 || below_im || floored_im[0])" => "up_im = half_im && (ROUNDING == 1 || below_im || !floored_im[0])" at First;
    "fft_quantize.v": "up_im = half_im && (ROUNDING == 1 ||" => "up_im = half_im && (ROUNDING == 2 ||";
    "fft_quantize.v": "{floored_im, up_im, floored_re, up_re}" => "{floored_im, 1'b0, floored_re, up_re}" at First;
    "fft_quantize.v": "{padded[EXT+1:DROP+1], |padded[DROP:0]}" => "{padded[EXT+1:DROP+1], padded[DROP]}";
    "fft_quantize.v": "{(EXT-IN_WIDTH){v[IN_WIDTH-1]}}" => "{(EXT-IN_WIDTH){1'b0}}";
    "fft_quantize.v": "tie_re = ROUNDING == 2 && !half_re && !below_re" => "tie_re = ROUNDING == 2 && !below_re && half_re";
    "fft_quantize.v": "tie_im = ROUNDING == 2 &&" => "tie_im = ROUNDING == 1 &&";
    // Overflow.
    "fft_quantize.v": "limit    = {sign, {(TO_WIDTH-1){!sign}}}" => "limit    = {sign, {(TO_WIDTH-1){sign}}}";
    "fft_quantize.v": "limit    = {sign, {(TO_WIDTH-1){!sign}}}" => "limit    = {!sign, {(TO_WIDTH-1){sign}}}";
    "fft_quantize.v": "extended[TOP-2:TO_WIDTH-1] ==" => "extended[TOP-2:TO_WIDTH-1] <=";
    "fft_quantize.v": "(OVERFLOW != 0 && !fits)" => "(!fits)";
    "fft_quantize.v": "(OVERFLOW != 0 && !fits)" => "(OVERFLOW == 2 && !fits)";
    "fft_quantize.v": "assign over[i] = !fits" => "assign over[i] = !fits && OVERFLOW != 0";
    "fft_quantize.v": "assign over[i] = !fits" => "assign over[i] = !fits && !sign";
    "fft_quantize.v": "assign overflow = |over" => "assign overflow = over[0]" at After;
    "fft_quantize.v": "(OVERFLOW != 0 && above)" => "(above)";
    "fft_quantize.v": "(OVERFLOW != 0 && above)" => "(OVERFLOW == 2 && above)" at First;
    "fft_quantize.v": "over_q <= above" => "over_q <= 1'b0";
    "fft_quantize.v": "!extended[TOP-1] && |extended[TOP-2:TO_WIDTH-1]" => "!extended[TOP-1] && extended[TOP-2]";
    // The complex product.
    "fft_complex_mul.v": "y_re_q <= k1 - k2" => "y_re_q <= k1 + k2" at First;
    "fft_complex_mul.v": "y_im_q <= k1 + k3" => "y_im_q <= k1 - k3" at First;
    "fft_complex_mul.v": "w_re = {sum_q[T], sum_q} - {dif_q[T], dif_q}" => "w_re = {sum_q[T], sum_q} + {dif_q[T], dif_q}" at First;
    "fft_complex_mul.v": "{im_q[X-1], im_q}" => "{1'b0, im_q}" at First;
    "fft_complex_mul.v": "y_re_q <= rr - ii" => "y_re_q <= rr + ii";
    "fft_complex_mul.v": "w_im = {sum_q[T], sum_q} + {dif_q[T], dif_q}" => "w_im = {sum_q[T], sum_q} - {dif_q[T], dif_q}";
    "fft_multiplier.v": "{(P_WIDTH-A_WIDTH){a_q[A_WIDTH-1]}}" => "{(P_WIDTH-A_WIDTH){1'b0}}" at First;
    "fft_multiplier.v": "{(P_WIDTH-B_WIDTH){b_q[B_WIDTH-1]}}" => "{(P_WIDTH-B_WIDTH){b_q[B_WIDTH-2]}}" at First;
    "fft_multiplier.v": "$signed(a_ext) * $signed(b_ext)" => "$signed(a_ext) * -$signed(b_ext)" at First;
    "fft_multiplier.v": "if (enable) begin" => "begin";
    // The twiddles.
    "fft_twiddle_rom.v": "swap = quarter[0] ^ inverse" => "swap = quarter[0]" at First;
    "fft_twiddle_rom.v": "(quarter[0] && !inverse) ^ (odd && !swap)" => "quarter[0] ^ (odd && !swap)";
    "fft_twiddle_rom.v": "(quarter[0] && !inverse) ^ (odd && !swap)" => "(quarter[0] && !inverse) ^ odd";
    "fft_twiddle_rom.v": "(quarter[0] && inverse) ^ (odd && swap)" => "(quarter[0] && inverse)";
    "fft_twiddle_rom.v": "minus_dif = !quarter[1]" => "minus_dif = quarter[1]" at First;
    "fft_twiddle_rom.v": "address = odd_d ? -angle[A-1:0]" => "address = odd_d ? ~angle[A-1:0]";
    "fft_twiddle_rom.v": "whole_d = !odd_d && angle[A-1:0] == {A{1'b0}}" => "whole_d = 1'b0";
    "fft_twiddle_rom.v": "{dif_q, minus_dif_q, sum_q, minus_sum_q}\n" => "{dif_q, 1'b0, sum_q, minus_sum_q}\n" at First;
    "fft_twiddle_rom.v": "{dif_q, minus_dif_q} <= {-ONE, 1'b0}" => "{dif_q, minus_dif_q} <= {ONE, 1'b0}" at First;
    "fft_twiddle_rom.v": "next_q          <= fetched_q" => "next_q          <= rom[address]";
    "fft_twiddle_rom.v": "next_q          <= rom[address_q]" => "next_q          <= rom[address]";
    "fft_twiddle_rom.v": "next_angle_q    <= address_angle_q" => "next_angle_q[0] <= address_angle_q[0]";
    // Rotation.
    "fft_rotation.v": "inverse_q2 ? -im_q : im_q" => "inverse_q2 ? im_q : -im_q" at Quarter;
    "fft_rotation.v": "inverse_q2 ? re_q : -re_q" => "inverse_q2 ? re_q : ~re_q";
    "fft_rotation.v": "quarter_q  <= index[K] && index[0]" => "quarter_q  <= index[0]" at Quarter;
    "fft_rotation.v": "inverse_q2 <= inverse_q" => "inverse_q2 <= inverse" at Quarter;
    "fft_rotation.v": "{1'b0, index[K]} : {index[K], index[K+1]}" => "{1'b0, index[K]} : {index[K], 1'b0}";
    "fft_rotation.v": "AHEAD = (LOG2_TURN < 7) ? 0 : 2" => "AHEAD = (LOG2_TURN < 7) ? 0 : 1";
    "fft_rotation.v": "LENGTH - 1 - AHEAD" => "LENGTH - 1";
    "fft_rotation.v": "{!step_q[1], step_q[1] ^ step_q[0]}" => "{!step_q[1], step_q[0]}";
    "fft_rotation.v": "!index[K] && (ROTATION == 0 || !index[K+1])" => "!index[K]";
    "fft_rotation.v": "if (enable && send) angle_q" => "if (send) angle_q";
    // The stage.
    "fft_sequence.v": "in_index_q[K+1]) ? PLAIN" => "in_index_q[0]) ? PLAIN";
    "fft_sequence.v": "s_inverse ? BACK : TURN" => "s_inverse ? TURN : BACK";
    "fft_sequence.v": "carry = {mode_q == TURN, mode_q == BACK}" => "carry = {mode_q == TURN, 1'b0}";
    "fft_sequence.v": "if (pairing) dif_inverse_q" => "if (1'b1) dif_inverse_q";
    "fft_sequence.v": "mark    = pairing && s_valid && (mark_q || s_overflow)" => "mark    = pairing && s_valid && mark_q";
    "fft_sequence.v": "mark    = pairing && s_valid && (mark_q || s_overflow)" => "mark    = mark_q || s_overflow";
    "fft_sequence.v": "mark_q <= !pairing && (mark_q || s_overflow)" => "mark_q <= mark_q || s_overflow";
    "fft_sequence.v": "if (rst) mark_q <= 1'b0" => "if (rst) mark_q <= mark_q";
    "fft_sequence.v": "if (rst) mode_q <= KEPT" => "if (rst) mode_q <= mode_q";
    "fft_stage.v": "mark_levels_q[LEVELS-1] || overflow" => "mark_levels_q[LEVELS-1]" at After;
    "fft_sequence.v": "send      = (pairing && s_valid) || sending_dif" => "send      = pairing || sending_dif";
    "fft_stage.v": "if (rst) valid_q <= {LEVELS{1'b0}}" => "if (rst) valid_q[0] <= 1'b0";
    "fft_pairing.v": "if (late_pairing) b_q <= late_word" => "if (late_valid) b_q <= late_word";
    "fft_pairing.v": "if (rst) late_q[1] <= 1'b0" => "if (rst) late_q[0] <= 1'b0";
    "fft_pairing.v": "else b_q <= {(2*WIDTH){1'b0}}" => "else b_q <= b_q";
    "fft_pairing.v": ".gate(late_pairing)" => ".gate(pairing_q)";
    "fft_pairing.v": ".next_address(next_address)" => ".next_address(out_index[A-1:0])";
    "fft_sequence.v": "inverse = sending_dif ? dif_inverse_q : s_inverse" => "inverse = s_inverse";
    "fft_stage.v": ".DROP(FRACTION + SHIFT)" => ".DROP(FRACTION)" at First;
    // The memory of a stage.
    "fft_delay_line.v": "if (enable && write && !write_address[0]) even_q" => "if (enable && write) even_q";
    "fft_delay_line.v": "word = read_address[0] ? odd_q : even_q" => "word = read_address[0] ? even_q : odd_q" at Quarter;
    "fft_delay_line.v": "if (rst || (enable && write && !gate)) gated_q" => "if (enable && write && !gate) gated_q";
    "fft_delay_line.v": ".read_address(next_address)" => ".read_address(read_address)";
    "fft_delay_line.v": "else if (enable && write) gated_q <= write_data" => "else if (enable && write) gated_q <= ~write_data" at Last;
    "fft_block_ram.v": "if (move) read_q <= fetched_q" => "if (move) read_q <= word";
    "fft_block_ram.v": "fetched_q <= word" => "fetched_q <= ~word";
    "fft_block_ram.v": "if (fetch) fetched_q" => "if (move) fetched_q";
    "fft_block_ram.v": "if (move) read_q" => "if (fetch) read_q";
    // The queue behind the stages.
    "fft_fifo.v": "room_q <= !waiting[2]" => "room_q <= 1'b1";
    "fft_fifo.v": "waiting = write_q - read_q" => "waiting = read_q - write_q";
    "fft_fifo.v": "if (move && stored) read_q" => "if (move) read_q";
    "fft_fifo.v": "if (move) valid_q <= stored" => "if (move) valid_q <= 1'b1";
    // The natural order.
    "fft_bit_reversal.v": "write_q[L] ? reverse(write_q[L-1:0]) : write_q[L-1:0]" => "write_q[L-1:0]" at After;
    "fft_bit_reversal.v": "read_q[L] ? read_q[L-1:0]" => "read_q[L] ? ~read_q[L-1:0]" at After;
    "fft_bit_reversal.v": "reverse[i] = index[L-1-i]" => "reverse[i] = index[i]";
    "fft_bit_reversal.v": "s_ready = (!full || fetch)" => "s_ready = 1'b1";
    "fft_bit_reversal.v": "s_ready = (!full || fetch)" => "s_ready = !full";
    "fft_bit_reversal.v": "if (accept && &write_full) user_q" => "if (accept) user_q";
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
    "fft.v": "s_axis_tdata[DATA_WIDTH-1:0], {ALIGN{1'b0}}" => "s_axis_tdata[DATA_WIDTH-1:0], {ALIGN{1'b1}}" at First;
    "fft_events.v": "tlast_missing_q    <= accept && last && !s_axis_tlast" => "tlast_missing_q    <= accept && last && s_axis_tlast";
    "fft_events.v": "tlast_unexpected_q <= accept && !last && s_axis_tlast" => "tlast_unexpected_q <= accept && s_axis_tlast";
    "fft_events.v": "frame_started_q    <= accept && first" => "frame_started_q    <= accept && last";
    "fft_events.v": "tlast_missing_q    <= accept && last" => "tlast_missing_q    <= last";
    "fft_events.v": "tlast_unexpected_q <= accept && !last" => "tlast_unexpected_q <= !last";
    "fft_events.v": "frame_started_q    <= accept && first" => "frame_started_q    <= first";
    "fft_events.v": "            frame_started_q    <= 1'b0;\n" => "";
    "fft_events.v": "            tlast_missing_q    <= 1'b0;\n" => "";
    "fft_events.v": "            tlast_unexpected_q <= 1'b0;\n" => "";
    "fft.v": ".first(first)," => ".first(last),";
    "fft.v": ".last(last)," => ".last(first),";
    "fft.v": "assign s_axis_tready = enable" => "assign s_axis_tready = 1'b1";
    // Behind the stages.
    "fft_output.v": "overflow_q <= !last && (overflow_q" => "overflow_q <= (overflow_q" at After;
    "fft_output.v": "user = last && (overflow_q ||" => "user = last && (" at After;
    "fft_output.v": "moves = s_valid && enable" => "moves = s_valid";
    "fft_output.v": "index_q    <= {L{1'b0}}" => "index_q[0] <= 1'b0";
    "fft_output.v": "overflow_q <= 1'b0" => "overflow_q <= overflow_q";
}
