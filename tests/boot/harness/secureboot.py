# SPDX-License-Identifier: GPL-2.0-or-later
"""Firmware with Secure Boot switched on, that starts one program of ours: the
hash of it is added to what the keys of OVMF's snake oil let pass. No signature
has to be made for that."""
import hashlib
import struct
import uuid
from pathlib import Path

OVMF = Path("/usr/share/OVMF")
CODE = OVMF / "OVMF_CODE_4M.secboot.fd"
KEYS = OVMF / "OVMF_VARS_4M.snakeoil.fd"

# A volume has its variables behind this, at its header's length, and then
# (EDK II, Guid/VariableFormat.h): AUTHENTICATED_VARIABLE_HEADER, name, data
STORE_HEADER = 28
VARIABLE = struct.Struct("<HBxIQ16sIII16s")     # ends: name's, data's size, GUID
BEGINS, ADDED, DELETED = 0x55aa, 0x3f, 0x3d     # id; states

# EFI_SIGNATURE_LIST of hashes (UEFI specification, "Signature Database")
HASHES = uuid.UUID("c1c41626-504c-4092-aca9-41f936934328").bytes_le


def hash_of(image):
    """What the firmware knows a program by (Microsoft, "Authenticode PE Image
    Hash"): the headers but for its checksum and the place of its signatures,
    the sections, and what the file has more bytes than these."""
    pe = struct.unpack_from("<I", image, 0x3c)[0]
    count, optional_size = struct.unpack_from("<6xH12xH", image, pe)
    optional = pe + 24
    headers, = struct.unpack_from("<I", image, optional + 60)
    checksum, signatures = optional + 64, optional + 144
    hashed = (image[:checksum] + image[checksum + 4:signatures]
              + image[signatures + 8:headers])
    done = headers
    for start, size in sorted(
            struct.unpack_from("<16xII", image, optional + optional_size
                               + 40 * number)[::-1] for number in range(count)):
        hashed += image[start:start + size]
        done += size
    return hashlib.sha256(hashed + image[done:]).digest()


def variables(program):
    """OVMF's variables, with that program in "db"."""
    store = bytearray(KEYS.read_bytes())
    at = struct.unpack_from("<H", store, 48)[0] + STORE_HEADER
    entry = struct.pack("<16sIII16s", HASHES, 76, 0, 48, bytes(16)) + hash_of(
        program)
    wanted, new = "db\0".encode("utf-16le"), b""
    while struct.unpack_from("<H", store, at)[0] == BEGINS:
        fields = list(VARIABLE.unpack_from(store, at))
        name_at = at + VARIABLE.size
        data_at = name_at + fields[6]
        end = data_at + fields[7]
        if fields[1] == ADDED and store[name_at:data_at] == wanted:
            store[at + 2] = DELETED
            fields[7] += len(entry)
            new = VARIABLE.pack(*fields) + wanted + store[data_at:end] + entry
        at = -(-end // 4) * 4
    store[at:at + len(new)] = new
    return bytes(store)
