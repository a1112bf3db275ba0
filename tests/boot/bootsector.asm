; SPDX-License-Identifier: GPL-2.0-or-later
; bootsector.asm - a boot sector that tells who it is and powers off
;
; Prints "bootsector: drive XX " and the text at offset TEXT, up to a NUL, on
; the first serial port. partdisk.py writes the text.

	org 0x7c00
	bits 16

COM1	equ 0x3f8
TEXT	equ 0x80		; partdisk.py knows this, too
PM1A	equ 0x604		; QEMU's "pc": ACPI control register
OFF	equ 0x2000		; sleep now, type 0 = off

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
	mov dx, PM1A
	mov ax, OFF
	out dx, ax
	cli
halt:	hlt
	jmp halt

digit:	cmp al, 10
	sbb al, 0x69		; 0..15 becomes '0'..'F'
	das
send:	mov ah, al
	mov dx, COM1 + 5
.wait:	in al, dx
	test al, 0x20		; room in the port
	jz .wait
	mov dx, COM1
	mov al, ah
	out dx, al
	ret

print:	lodsb
	test al, al
	jz .end
	call send
	jmp print
.end:	ret

hello:	db "bootsector: drive ", 0
newline: db 13, 10, 0

	times 510 - ($ - $$) db 0
	db 0x55, 0xaa
