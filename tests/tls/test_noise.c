/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * test_noise.c - where random numbers come from, on machines that are made up
 */
#include <unistd.h>

/* For a pool that is empty again */
#include "entropy.c"

#include <machine.h>			/* the module's, not this folder's */
#include "noise.h"
#include "test.h"
#include "tlsconn.h"

#define LITTLE	16			/* cycles */

/* What this machine has */
static struct {
    enum { NO_RDRAND, SAME, RUNS_DRY, GOOD } rdrand;
    int no_tsc;
    uint32_t step, jitter;		/* of a look at the TSC, cycles */
    unsigned int firmware_bits;
} has;

static uint32_t tsc, chance_state, facts, naps;

static uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 1664525 + 1013904223;
    return below ? (uint64_t)chance_state * below >> 32 : 0;
}

int machine_date(struct cert_date *date)
{
    (void)date;
    return -1;
}

void machine_noise(void)
{
    entropy_add("firmware", 8, has.firmware_bits);
}

void machine_facts(void)
{
    entropy_add("52:54:00:12:34:56", 17, 0);
    facts++;
}

int machine_rdrand(uint32_t *words, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++)
	words[i] = has.rdrand == SAME ? 0xffffffff : chance(0xffffffff);
    return has.rdrand == NO_RDRAND || has.rdrand == RUNS_DRY ? -1 : 0;
}

int machine_cycles(uint32_t *cycles)
{
    *cycles = tsc += has.step + chance(has.jitter);
    return has.no_tsc ? -1 : 0;
}

void machine_sleep(unsigned int ms)
{
    machine_ms += ms;
    naps++;
}

/* Gather; what was printed */
static int gather(char said[256])
{
    FILE *file = tmpfile();
    int before = dup(1), rc;
    size_t len;

    fflush(stdout);
    dup2(fileno(file), 1);
    rc = noise_gather();
    fflush(stdout);
    dup2(before, 1);
    close(before);
    rewind(file);
    len = fread(said, 1, 255, file);
    said[len] = '\0';
    fclose(file);
    return rc;
}

static int begin(void **unused)
{
    (void)unused;
    memset(&state, 0, sizeof(state));
    memset(&has, 0, sizeof(has));
    facts = naps = 0;
    chance_state = 1;
    has.step = 3000;
    return 0;
}

/* It waits, says so, and gives up: nothing that counts is made of nothing */
static void no_chance_at_all(void **unused)
{
    uint32_t begun = machine_ms;
    uint8_t key[16];
    char said[256];
    int row;

    (void)unused;
    for (row = 0; row < 4; row++) {
	begin(NULL);
	has.no_tsc = row == 1;
	has.rdrand = row == 2 ? SAME : row == 3 ? RUNS_DRY : NO_RDRAND;
	begun = machine_ms;
	check_int("gather", gather(said), -1);
	check_int("bits", entropy_bits(), 0);
	check_true("waited", machine_ms - begun >= NOISE_WAIT_MS);
	check_true("not for ever", machine_ms - begun < 2 * NOISE_WAIT_MS);
	check_str("said", said,
		  "\nhttps: waiting for random numbers (0 of 128 bits)\n");
	check_int("facts", facts, 1);
	check_int("draw", entropy_draw(key, sizeof(key)), -1);
    }
}

static void a_generator_is_enough(void **unused)
{
    char said[256];

    (void)unused;
    has.rdrand = GOOD;
    check_int("RDRAND", gather(said), 0);
    check_int("bits", entropy_bits(), 256);
    begin(NULL);
    has.firmware_bits = 128;
    check_int("EFI_RNG_PROTOCOL", gather(said), 0);
    check_true("bits", entropy_bits() >= 128);
    check_str("said", said, "");
    check_int("naps", naps, 0);
}

static void jitter_of_the_bus_is_enough(void **unused)
{
    char said[256];

    (void)unused;
    has.jitter = 400;
    check_int("gather", gather(said), 0);
    check_true("bits", entropy_bits() >= 128);
    check_str("said", said, "");
}

/* Nearly none: it waits, and says so once */
static void little_by_little(void **unused)
{
    char said[256];

    (void)unused;
    has.jitter = LITTLE;
    check_int("gather", gather(said), 0);
    check_true("waited", naps > 1);
    check_true("said", strstr(said, "https: waiting for random numbers ("));
    check_true("once", !strstr(strstr(said, "waiting") + 1, "waiting"));
    check_true("bits", entropy_bits() >= 128);
}

/* Each packet counts, and no more than it may */
static void packets_count(void **unused)
{
    unsigned int i;

    (void)unused;
    has.jitter = 0xffffffff;
    for (i = 0; i < 1000; i++)
	tls_event();
    mix_batch();
    check_true("bits", entropy_bits() > 50);
    check_true("bits", entropy_bits() <= 1000 * JITTER_MAX / ENTROPY_SHARE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(no_chance_at_all, begin),
	cmocka_unit_test_setup(a_generator_is_enough, begin),
	cmocka_unit_test_setup(jitter_of_the_bus_is_enough, begin),
	cmocka_unit_test_setup(little_by_little, begin),
	cmocka_unit_test_setup(packets_count, begin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
