; SPDX-License-Identifier: GPL-2.0-or-later
; multiboot.asm - a multiboot kernel that prints its command line on the first
; serial port ("multiboot: cmdline ...") and powers off
;
; A flat file: the header has the addresses (Multiboot Specification 0.6.96,
; "The address fields of Multiboot header").

	org 0x100000
	bits 32

MAGIC	equ 0x1badb002
FLAGS	equ 1 << 16		; the address fields are valid
LOADED	equ 0x2badb002		; in eax, from a multiboot loader
HAS_CMDLINE	equ 1 << 2	; flag at ebx + 0; the pointer is at ebx + 16

header:
	align 4
	dd MAGIC, FLAGS, -(MAGIC + FLAGS)
	dd header		; header_addr
	dd header		; load_addr
	dd end			; load_end_addr
	dd stack		; bss_end_addr
	dd start		; entry_addr

start:
	cld
	mov esp, stack
	cmp eax, LOADED
	jne done
	mov esi, hello
	call print
	test dword [ebx], HAS_CMDLINE
	jz done
	mov esi, [ebx + 16]
	call print
done:
	mov esi, newline
	call print
	jmp power_off

%include "com1.inc"

hello:	db "multiboot: cmdline ", 0
newline: db 13, 10, 0
	align 4
end:

	absolute end
	resb 1024
stack:
