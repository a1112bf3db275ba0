/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * settings.c - whom to trust, and when it is, as the site says
 *
 * The anchors of the build are always there; those of the site come besides.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/module.h>
#include <syslinux/httpssettings.h>
#include <syslinux/loadfile.h>
#include <syslinux/tls.h>

#include "clock.h"
#include "noise.h"
#include "settings.h"

/* From make TRUST=FILE, see trust.S */
extern const char trust_pem[], trust_pem_end[];

static struct tls_anchors anchors;
static char loaded[sizeof(((struct https_settings *)0)->trust)];
static int loading;

/* What the site says; a module that was started later has the last word */
static const struct https_settings *settings(void)
{
    static const struct https_settings none;
    struct elf_module *module;
    Elf_Sym *symbol = global_find_symbol("https_settings", &module);

    return symbol ? (void *)((char *)module->base_addr + symbol->st_value) :
	   &none;
}

static int load(const char *name, struct tls_reason *reason)
{
    void *text;
    size_t len;
    int rc;

    /* The bundle is not to come by way of itself */
    loading = 1;
    rc = loadfile(name, &text, &len);
    loading = 0;
    if (rc) {
	reason_set(reason, TLS_EANCHORS, "cannot load the trust anchors %s",
		   name);
	return -1;
    }
    rc = anchors_add(&anchors, text, len, name, reason);
    free(text);
    return rc;
}

static int have_anchors(const char *trust, struct tls_reason *reason)
{
    if (anchors.ctx && !strcmp(trust, loaded))
	return 0;
    anchors_end(&anchors);
    if (anchors_begin(&anchors, reason))
	return -1;
    strlcpy(loaded, trust, sizeof(loaded));
    if (!anchors_add(&anchors, trust_pem, trust_pem_end - trust_pem,
		     "the build's", reason) &&
	(!*trust || !load(trust, reason)) && anchors.count)
	return 0;
    if (anchors.refused)
	reason_set(reason, TLS_EANCHORS, "no trust anchor is good enough, of"
		   " %u: %s", anchors.refused, anchors.fault);
    reason_set(reason, TLS_EANCHORS, "no trust anchors");
    anchors_end(&anchors);
    return -1;
}

struct tls_anchors *settings_ready(struct tls_reason *reason)
{
    const struct https_settings *site = settings();

    if (loading) {
	reason_set(reason, TLS_EANCHORS, "the trust anchors cannot come over"
		   " https");
	return NULL;
    }
    if (clock_look(site->use_build_date, reason) ||
	have_anchors(site->trust, reason))
	return NULL;
    if (noise_gather()) {
	reason_set(reason, TLS_ERANDOM, "no random numbers");
	return NULL;
    }
    return &anchors;
}

void settings_end(void)
{
    anchors_end(&anchors);
}
