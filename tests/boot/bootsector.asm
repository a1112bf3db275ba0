; SPDX-License-Identifier: GPL-2.0-or-later
; bootsector.asm - a boot sector that tells who it is and powers off
;
; Prints "bootsector: drive XX " and the text at offset TEXT, up to a NUL, on
; the first serial port. partdisk.py writes the text. Instead of powering off it
; calls an interrupt of the BIOS with -DGIVE_UP=0x18, and with -DHALT it waits
; for ever, open to interrupts.

	org 0x7c00
	bits 16

TEXT	equ 0x80		; partdisk.py knows this, too

	jmp 0:start
start:
	cld
	xor ax, ax
	mov ds, ax
	mov bl, dl		; from the BIOS or chain.c32: the drive
	mov si, hello
	call print
	mov al, bl
	shr al, 4
	call digit
	mov al, bl
	and al, 15
	call digit
	mov al, ' '
	call send
	mov si, 0x7c00 + TEXT
	call print
	mov si, newline
	call print
%ifdef GIVE_UP
	int GIVE_UP
%endif
%ifdef HALT
halt:	hlt
	jmp halt
%endif
	jmp power_off

digit:	cmp al, 10
	sbb al, 0x69		; 0..15 becomes '0'..'F'
	das
	jmp send

%include "com1.inc"

hello:	db "bootsector: drive ", 0
newline: db 13, 10, 0

	times TEXT - ($ - $$) db 0
	times 510 - ($ - $$) db 0
	db 0x55, 0xaa
