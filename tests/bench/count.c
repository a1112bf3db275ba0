/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * count.c - QEMU plugin that counts the guest's instructions while it runs
 *
 *	-plugin count.so,table=FILE
 *
 * FILE is a table in shared memory, which bench.py and profile.py read at any
 * moment: one record for each block of code that QEMU has translated. One
 * counter per block is bumped in line, so the guest runs nearly as fast as
 * without. Debian ships no qemu-plugin.h: what is used of it is declared here.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* QEMU's plugin API, version 1 */
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
	void (*cb)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb,
	enum qemu_plugin_op op, void *ptr, uint64_t immediate);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);

#define EXPORT __attribute__((visibility("default")))
EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info,
			       int argc, char **argv);

/* As in bench/counts.py: 24 bytes, host byte order */
struct block {
    uint64_t address;		/* linear, of the first instruction */
    uint64_t instructions;	/* in the block; 0: the record is free */
    uint64_t runs;		/* how often it was entered */
};

/* More blocks than a kernel's boot has; what does not fit is not counted */
#define BLOCKS	(1 << 18)

static struct block *table;

/*
 * find() - the record of a block, the same one whenever it is translated anew
 *
 * @address, @instructions:	of the block
 */
static struct block *find(uint64_t address, uint64_t instructions)
{
    uint64_t hash = (address * 64 + instructions) * 0x9e3779b97f4a7c15;
    uint32_t at = hash >> 46;	/* 18 bits */
    int tries;

    for (tries = 0; tries < BLOCKS - 1; tries++, at = (at + 1) % BLOCKS) {
	if (!table[at].instructions) {
	    table[at].address = address;
	    table[at].instructions = instructions;
	}
	if (table[at].address == address &&
	    table[at].instructions == instructions)
	    return &table[at];
    }
    return NULL;
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    struct block *block = find(qemu_plugin_tb_vaddr(tb),
			       qemu_plugin_tb_n_insns(tb));

    (void)id;
    if (block)
	qemu_plugin_register_vcpu_tb_exec_inline(tb,
		QEMU_PLUGIN_INLINE_ADD_U64, &block->runs, 1);
}

int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc,
			char **argv)
{
    size_t size = BLOCKS * sizeof(struct block);
    int fd;

    (void)info;
    if (argc != 1 || strncmp(argv[0], "table=", 6)) {
	fprintf(stderr, "count: one argument, table=FILE\n");
	return -1;
    }
    fd = open(argv[0] + 6, O_RDWR | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || ftruncate(fd, size)) {
	perror(argv[0]);
	return -1;
    }
    table = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (table == MAP_FAILED) {
	perror("mmap");
	return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
