/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * udivti3.c - division of 128 bits, which gcc calls for wolfSSL's numbers on
 * x86-64
 *
 * libgcc has it, but built to keep data below the stack pointer, where an
 * interrupt of the firmware's writes.
 */
#include <stdint.h>

typedef unsigned __int128 uint128;

uint128 __udivti3(uint128 dividend, uint128 divisor);

uint128 __udivti3(uint128 dividend, uint128 divisor)
{
    uint64_t low = divisor, high = dividend >> 64, rest, quotient;
    uint128 result = 0, bit = 1;

    if (divisor >> 64 == 0) {
	result = (uint128)(high / low) << 64;
	/* The quotient fits, as what is above it is less than the divisor */
	asm("divq %4" : "=a" (quotient), "=d" (rest) :
	    "0" ((uint64_t)dividend), "1" (high % low), "rm" (low) : "cc");
	return result | quotient;
    }
    for (; divisor < dividend && !(divisor >> 127); divisor <<= 1)
	bit <<= 1;
    for (; bit; bit >>= 1, divisor >>= 1) {
	if (dividend >= divisor) {
	    dividend -= divisor;
	    result |= bit;
	}
    }
    return result;
}
