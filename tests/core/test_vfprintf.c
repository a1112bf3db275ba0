/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_vfprintf.c - com32/lib/vfprintf.c: what is printed, and how much of the
 * stack that takes, of which a thread may have 16 kB
 */
#include "test.h"

static bool no_memory;
static char *growing;			/* gets longer meanwhile */

static inline void *some_malloc(size_t size)
{
    if (growing)
	strcat(growing, "more");
    return no_memory ? NULL : malloc(size);
}

static char printed[70000];
static const char *stack;		/* where it stands when that is printed */

static size_t __attribute__((noinline))
core_fwrite(const void *text, size_t len, FILE *file)
{
    (void)file;
    stack = __builtin_frame_address(0);
    assert_in_range(len, 0, sizeof(printed) - 1);
    memcpy(printed, text, len);
    printed[len] = '\0';
    return len;
}

#define vfprintf	core_vfprintf
#define _fwrite		core_fwrite
#define malloc(size)	some_malloc(size)
#include "com32/lib/vfprintf.c"
#undef malloc
#undef vfprintf

static int __attribute__((noinline)) print(const char *format, ...)
{
    va_list ap;
    int rv;

    va_start(ap, format);
    rv = core_vfprintf(stdout, format, ap);
    va_end(ap);
    return rv;
}

/* Text of a length, which ends with other characters than it begins with */
static const char *text(int len)
{
    static char bytes[sizeof(printed)];
    int i;

    for (i = 0; i < len; i++)
	bytes[i] = 'a' + i * 26LL / (len + 1);
    bytes[len] = '\0';
    return bytes;
}

/* The longest have no place on any stack */
static const int lengths[] = { 0, 1, 80, 510, 511, 512, 513, 5000, 40000 };

static void test_text(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(lengths); i++) {
	const char *want = text(lengths[i]);

	check_int("whole", print("%s", want), lengths[i]);
	check_str("whole", printed, want);
    }
    /* What comes after the text is taken a second time, too */
    check_int("more", print("%s %d %s", text(600), 42, "end"), 600 + 7);
    check_str("more", printed + 600, " 42 end");
}

static void test_stack(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < ARRAY_SIZE(lengths); i++) {
	print("%s", text(lengths[i]));
	check_true("stack", (const char *)__builtin_frame_address(0) - stack <
			    2048);
    }
}

static void test_no_memory(void **state)
{
    const char *want = text(600);

    (void)state;
    no_memory = true;
    check_int("fits", print("%s", text(500)), 500);
    check_str("fits", printed, text(500));
    check_int("long", print("%s", text(600)), 511);
    check_mem("long", printed, want, 511);
    check_int("long", strlen(printed), 511);
    no_memory = false;
}

/* Another thread changes what is printed */
static void test_growing(void **state)
{
    (void)state;
    growing = strcpy(malloc(605), text(600));
    check_int("as it was", print("%s", growing), 600);
    check_str("as it was", printed, text(600));
    free(growing);
    growing = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test(test_text),
	cmocka_unit_test(test_stack),
	cmocka_unit_test(test_no_memory),
	cmocka_unit_test(test_growing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
