/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * fuzz_config.c - pxelinux.cfg/default
 *
 * The input is the file, and also every other one that it includes. All labels
 * are looked for then, as the prompt does it.
 */
#include <syslinux/firmware.h>
#include "fuzz.h"

#define DEPTH_MAX	64	/* files that are open at once */
/* Files that can be opened, of up to SHORT bytes and others; more take long */
#define FILES_MAX	12
#define FILES_LONG	2
#define SHORT		64
#define SEARCH_MAX	4	/* labels whose names are typed */

/* All memory that a run has taken, so that it can be given back */
struct block {
    struct block *next, *prev;
    size_t size;
};

static struct block blocks = { &blocks, &blocks, 0 };
static const uint8_t *file_data;
static size_t file_size;
static FILE *streams[DEPTH_MAX];
static int depth, opened;

/* One of a BIOS: it leaves the serial line to the configuration */
static struct firmware bios;
struct firmware *firmware = &bios;

static void *take(size_t size)
{
    struct block *block = calloc(1, sizeof(*block) + size);

    require(block);
    block->size = size;
    block->next = &blocks;
    block->prev = blocks.prev;
    block->prev->next = block;
    blocks.prev = block;
    return block + 1;
}

static void give(void *data)
{
    struct block *block = (struct block *)data - 1;

    if (!data)
	return;
    block->next->prev = block->prev;
    block->prev->next = block->next;
    free(block);
}

static void *take_zeroed(size_t count, size_t size)
{
    return take(count * size);
}

static void *take_more(void *data, size_t size)
{
    void *more = take(size);

    if (data) {
	size_t old = ((struct block *)data - 1)->size;

	memcpy(more, data, old < size ? old : size);
	give(data);
    }
    return more;
}

static int open_input(void)
{
    int max = file_size <= SHORT ? FILES_MAX : FILES_LONG;

    return file_size && opened++ < max ? 3 : -1;
}

static FILE *open_stream(void)
{
    FILE *stream = fmemopen((void *)(uintptr_t)file_data, file_size, "r");

    require(stream && depth < DEPTH_MAX);
    streams[depth++] = stream;
    return stream;
}

static void close_stream(void)
{
    if (depth)
	fclose(streams[--depth]);
}

/* The parser with these in place of the library; its warnings are not ours */
#pragma clang diagnostic ignored "-Weverything"
#pragma clang diagnostic error "-Wimplicit-function-declaration"
char *skipspace(const char *text);
#include <bios.h>
#include <fs.h>
#define malloc		take
#define calloc		take_zeroed
#define realloc		take_more
#define free		give
#define open(...)	open_input()
#define open_config	open_input
#define fdopen(...)	open_stream()
#define close(fd)	close_stream()
#define chdir(path)	0
#define get_serial_port(port)	(port)
#define printf(...)	((void)snprintf(NULL, 0, __VA_ARGS__))
#include "com32/elflink/ldlinux/refstr.c"
#define default_color_table	make_colors
#include "com32/elflink/ldlinux/colors.c"
#undef default_color_table

/* To write the names of all colors takes ten times as long as the rest of a run:
   each has a copy of those of the first */
struct color_table *default_color_table(void)
{
    static const struct color_table *made;
    const struct block other = blocks;

    if (!made) {
	blocks.next = blocks.prev = &blocks;
	made = make_colors();
	blocks = other;
    }
    console_color_table_size = NCOLORS + 256;
    return console_color_table = copy_color_table(made);
}

#include "com32/elflink/ldlinux/readconfig.c"
#undef free
#undef printf

const char *globaldefault, *append;
uint16_t PXERetry, SerialPort, BaudDivisor;
uint8_t FlowIgnore, FlowInput, FlowOutput;
short NoHalt;
uint16_t DisplayCon;
struct color_table *console_color_table;
int console_color_table_size;
uint32_t SysAppends, SendCookies;
char KernelName[FILENAME_MAX], ConfigName[FILENAME_MAX];
char config_cwd[FILENAME_MAX];
char syslinux_banner[1], copyright_str[1];
struct syslinux_ipappend_strings __syslinux_ipappend_strings;
union syslinux_derivative_info __syslinux_derivative_info;

void get_msg_file(char *name) { (void)strlen(name); }	/* to fopen() */
void loadfont(const char *name) { require(strlen(name) < FILENAME_MAX); }
void loadkeys(const char *name) { (void)strlen(name); }
void write_serial_str(char *text) { (void)text; }
void sirq_cleanup_nowipe(void) { }
void sirq_install(void) { }
void http_bake_cookies(void) { }

struct path_entry *path_add(const char *text)
{
    static struct path_entry entry;

    return strlen(text) ? &entry : NULL;
}

const void *syslinux_getadv(int tag, size_t *size)
{
    (void)tag;
    *size = 0;
    return NULL;
}

/* Fresh memory for each run would take most of the time */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=4:malloc_context_size=4";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const addresses[] = {
	"ip=10.0.2.15:10.0.2.2:10.0.2.2:255.255.255.0",
	"BOOTIF=01-52-54-00-12-34-56",
	"SYSUUID=00000000-0000-0000-0000-000000000000",
    };
    const struct menu_entry *entry;
    int searched = 0;

    file_data = data;
    file_size = size;
    depth = opened = 0;
    __syslinux_ipappend_strings.count = 3;
    __syslinux_ipappend_strings.ptr = addresses;
    globaldefault = append = onerror = ontimeout = default_cmd = NULL;
    onerrorlen = ontimeoutlen = defaultlevel = 0;
    all_entries_end = &all_entries;
    default_menu = NULL;
    menusave = false;
    SysAppends = 0;
    included_files = 0;

    parse_configs(NULL);
    for (entry = all_entries; entry; entry = entry->next)
	if (entry->label && searched++ < SEARCH_MAX)
	    find_label(entry->label);
    find_label("nowhere");
    cat_help_file(KEY_F1);
    print_labels("", 0);

    while (depth)
	close_stream();
    while (blocks.next != &blocks)
	give(blocks.next + 1);
    return 0;
}
