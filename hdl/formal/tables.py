# SPDX-License-Identifier: MIT OR Apache-2.0
"""The constants that proofs with a twiddle table need, for the proof only.

    twiddle_q{B}_t{T}.hex   first quarter, as fft_twiddle_rom reads it: {cos - sin, cos + sin}
    twiddle_o{B}_t{T}.hex   first octant
    turn.hex                {w_im, w_re} of every angle, each from its own sine and cosine

in words of T + 1 bits. Each is rounded to nearest at T - 1 fraction bits and clamped to
+-(2^(T-1) - 1), but for whole quarters, which are exact. Nothing here reflects.
"""
from decimal import Decimal, ROUND_HALF_UP, getcontext

getcontext().prec = 60
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")


def series(x, term, power):
    """The sum of term * x^n / n!, alternating, of every second power."""
    total = Decimal(0)
    while abs(term) > Decimal(10) ** -55:
        total += term
        term = -term * x * x / ((power + 1) * (power + 2))
        power += 2
    return total


def fixed(value, exact, width):
    scaled = int((value * 2 ** (width - 1)).to_integral_value(ROUND_HALF_UP))
    limit = 2 ** (width - 1) - (0 if exact else 1)
    return max(-limit, min(limit, scaled))


def cos_sin(angle, turn, width):
    x = 2 * PI * angle / turn
    exact = angle % (turn // 4) == 0
    return fixed(series(x, Decimal(1), 0), exact, width), fixed(series(x, x, 1), exact, width)


def lines(pairs, width):
    """One word {high, low} a line."""
    mask = 2 ** (width + 1) - 1
    digits = (2 * width + 5) // 4
    return "".join(f"{(high & mask) << (width + 1) | (low & mask):0{digits}x}\n" for high, low in pairs)


def write(folder, log2_turn, width):
    turn = 2 ** log2_turn
    every = [cos_sin(angle, turn, width) for angle in range(turn)]
    (folder / "turn.hex").write_text(lines([(-s, c) for c, s in every], width))
    summed = [(c - s, c + s) for c, s in every]
    name = f"{turn:05}_t{width:02}.hex"
    (folder / f"twiddle_q{name}").write_text(lines(summed[:turn // 4], width))
    octant = [summed[a or turn // 8] for a in range(turn // 8)]
    (folder / f"twiddle_o{name}").write_text(lines(octant, width))
