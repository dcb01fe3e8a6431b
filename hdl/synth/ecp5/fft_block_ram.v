// SPDX-License-Identifier: MIT OR Apache-2.0
//
// hdl/fft_block_ram.v in ECP5 block memories with their output register, which yosys does
// not use by itself. For synthesis only; give it in place of that file. Placed and
// timed, never run on a device.
//
// Latency: 2 clocks from read_address to read_data, one with `fetch` high and a later
// one with `move` high.
// A block holds 512 words of 36 bits or 1024 of 18; longer memories take the portable
// form, written out here again because a module has one file.
`default_nettype none

module fft_block_ram #(
    parameter LOG2_DEPTH = 9,
    parameter WIDTH      = 34
) (
    input  wire                  clk,
    input  wire                  write,
    input  wire [LOG2_DEPTH-1:0] write_address,
    input  wire [WIDTH-1:0]      write_data,
    input  wire                  fetch,
    input  wire [LOG2_DEPTH-1:0] read_address,
    input  wire                  move,
    output wire [WIDTH-1:0]      read_data
);

    // Bits of a block's word.
    localparam BITS   = (LOG2_DEPTH > 9) ? 18 : 36;
    localparam BLOCKS = (WIDTH + BITS - 1) / BITS;

    genvar i;

    generate
        if (LOG2_DEPTH > 10) begin : g_portable

            (* ram_style = "block", no_rw_check *)
            reg [WIDTH-1:0] memory [0:(1<<LOG2_DEPTH)-1];
            reg [WIDTH-1:0] fetched_q;
            reg [WIDTH-1:0] read_q;

            always @(posedge clk) begin
                if (write) memory[write_address] <= write_data;
                if (fetch) fetched_q <= memory[read_address];
                if (move) read_q <= fetched_q;
            end

            assign read_data = read_q;

        end else begin : g_blocks

            // Addresses end in the bits of a word; of port A they enable its bytes.
            wire [13:0] w = (BITS == 36) ? write_address << 5 | 14'd15 : write_address << 4 | 14'd3;
            wire [13:0] r = (BITS == 36) ? read_address << 5 : read_address << 4;
            wire [BITS*BLOCKS-1:0] d = {{(BITS*BLOCKS-WIDTH){1'b0}}, write_data};
            wire [BITS*BLOCKS-1:0] q;

            assign read_data = q[WIDTH-1:0];

            for (i = 0; i < BLOCKS; i = i + 1) begin : g_block

                // Written through port A, read through port B, whose words of 36 bits leave
                // through both ports' outputs.
                wire [35:0] di = d[i*BITS +: BITS];
                wire [35:0] out;

                assign q[i*BITS +: BITS] = (BITS == 36) ? out : {18'd0, out[35:18]};

                DP16KD #(
                    .DATA_WIDTH_A(BITS),
                    .DATA_WIDTH_B(BITS),
                    .REGMODE_A("OUTREG"),
                    .REGMODE_B("OUTREG"),
                    .GSR("DISABLED")
                ) u_block (
                    .CLKA(clk), .CEA(1'b1), .OCEA(move), .WEA(write), .RSTA(1'b0),
                    .CLKB(clk), .CEB(fetch), .OCEB(move), .WEB(1'b0), .RSTB(1'b0),
                    .CSA0(1'b0), .CSA1(1'b0), .CSA2(1'b0), .CSB0(1'b0), .CSB1(1'b0), .CSB2(1'b0),
                    .ADA13(w[13]), .ADA12(w[12]), .ADA11(w[11]), .ADA10(w[10]),
                    .ADA9(w[9]), .ADA8(w[8]), .ADA7(w[7]), .ADA6(w[6]),
                    .ADA5(w[5]), .ADA4(w[4]), .ADA3(w[3]), .ADA2(w[2]),
                    .ADA1(w[1]), .ADA0(w[0]),
                    .ADB13(r[13]), .ADB12(r[12]), .ADB11(r[11]), .ADB10(r[10]),
                    .ADB9(r[9]), .ADB8(r[8]), .ADB7(r[7]), .ADB6(r[6]),
                    .ADB5(r[5]), .ADB4(r[4]), .ADB3(r[3]), .ADB2(r[2]),
                    .ADB1(r[1]), .ADB0(r[0]),
                    .DIA17(di[17]), .DIA16(di[16]), .DIA15(di[15]), .DIA14(di[14]),
                    .DIA13(di[13]), .DIA12(di[12]), .DIA11(di[11]), .DIA10(di[10]),
                    .DIA9(di[9]), .DIA8(di[8]), .DIA7(di[7]), .DIA6(di[6]),
                    .DIA5(di[5]), .DIA4(di[4]), .DIA3(di[3]), .DIA2(di[2]),
                    .DIA1(di[1]), .DIA0(di[0]),
                    .DIB17(di[35]), .DIB16(di[34]), .DIB15(di[33]), .DIB14(di[32]),
                    .DIB13(di[31]), .DIB12(di[30]), .DIB11(di[29]), .DIB10(di[28]),
                    .DIB9(di[27]), .DIB8(di[26]), .DIB7(di[25]), .DIB6(di[24]),
                    .DIB5(di[23]), .DIB4(di[22]), .DIB3(di[21]), .DIB2(di[20]),
                    .DIB1(di[19]), .DIB0(di[18]),
                    .DOA17(out[17]), .DOA16(out[16]), .DOA15(out[15]), .DOA14(out[14]),
                    .DOA13(out[13]), .DOA12(out[12]), .DOA11(out[11]), .DOA10(out[10]),
                    .DOA9(out[9]), .DOA8(out[8]), .DOA7(out[7]), .DOA6(out[6]),
                    .DOA5(out[5]), .DOA4(out[4]), .DOA3(out[3]), .DOA2(out[2]),
                    .DOA1(out[1]), .DOA0(out[0]),
                    .DOB17(out[35]), .DOB16(out[34]), .DOB15(out[33]), .DOB14(out[32]),
                    .DOB13(out[31]), .DOB12(out[30]), .DOB11(out[29]), .DOB10(out[28]),
                    .DOB9(out[27]), .DOB8(out[26]), .DOB7(out[25]), .DOB6(out[24]),
                    .DOB5(out[23]), .DOB4(out[22]), .DOB3(out[21]), .DOB2(out[20]),
                    .DOB1(out[19]), .DOB0(out[18])
                );

            end

        end
    endgenerate

endmodule

`default_nettype wire
