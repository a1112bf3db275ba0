/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * trust.S - the trust anchors of make TRUST=FILE
 */
	.section .rodata.trust_pem, "a"
	.globl trust_pem, trust_pem_end
	.hidden trust_pem, trust_pem_end
trust_pem:
#ifdef TRUST_FILE
	.incbin TRUST_FILE
#endif
trust_pem_end:
	.byte 0
	.section .note.GNU-stack, "", @progbits
