/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * user_settings.h - what is built of wolfSSL 5.5.4, and why
 *
 * Each line has its reason. Whoever changes one looks at libhttps.txt, which
 * lists what known faults of wolfSSL these settings leave out.
 */
#ifndef LIBHTTPS_USER_SETTINGS_H
#define LIBHTTPS_USER_SETTINGS_H

/* --- The machine: one thread at a time, no files, no sockets of its own */
#define SINGLE_THREADED			/* calls come from the loader's thread */
#define NO_FILESYSTEM			/* certificates come as memory */
#define NO_STDIO_FILESYSTEM		/* as above, in headers */
#define NO_WOLFSSL_DIR			/* no folders of certificates */
#define NO_WRITEV			/* com32 has none for memory */
#define WOLFSSL_USER_IO			/* bytes come through tlsconn.c */
#define NO_MAIN_DRIVER			/* no test programs */
#define NO_CRYPT_TEST
#define NO_CRYPT_BENCHMARK
#define WOLFSSL_IGNORE_FILE_WARN	/* empty sources are what we want */
#define XMALLOC_USER			/* memory is counted in memory.c */
#define LARGE_STATIC_BUFFERS		/* a tenth of the instructions went into a
					   buffer for each record, all zeros */
#define WOLFSSL_SMALL_STACK		/* the stack of the loader is 64 kB... */
#define WOLFSSL_SP_SMALL_STACK		/* ...and others are on it already */
#if defined(__x86_64__)
#define SIZEOF_LONG		8	/* it asks no compiler */
#define HAVE___UINT128_T		/* or numbers have digits of 32 bits */
#else
#define SIZEOF_LONG		4
#endif
#define SIZEOF_LONG_LONG	8

/* --- Protocol: a client, TLS 1.3 and 1.2 */
#define NO_WOLFSSL_SERVER		/* client only */
#define NO_OLD_TLS			/* neither 1.0 nor 1.1 */
#define WOLFSSL_TLS13
#define WOLFSSL_TLS13_MIDDLEBOX_COMPAT	/* firewalls that know 1.2 only */
#define HAVE_TLS_EXTENSIONS		/* 1.3 is made of them */
#define HAVE_SUPPORTED_CURVES		/* 1.3 needs it */
#define HAVE_EXTENDED_MASTER		/* 1.2: RFC 7627 */
#define HAVE_SNI			/* servers with several names */
#define HAVE_HKDF			/* 1.3's keys */
#define WOLFSSL_AEAD_ONLY		/* no CBC, and so no padding to attack */
#define WOLFSSL_NO_CLIENT_AUTH		/* a node has no certificate */
#define NO_SESSION_CACHE		/* a file is one connection, no tickets */
#define NO_CLIENT_CACHE
#define NO_PSK				/* certificates only */
#define NO_ERROR_STRINGS		/* reason.c has our own, 20 kB less */

/* --- Algorithms: what servers of today have, and nothing that is weak */
#define HAVE_CHACHA			/* fastest in plain C: first of our list */
#define HAVE_POLY1305
#define HAVE_ONE_TIME_AUTH		/* Poly1305 in TLS */
#define HAVE_AESGCM			/* servers that have no ChaCha20 */
#define GCM_TABLE_4BIT			/* 8 times as fast as none, 256 bytes */
#define NO_AES_CBC			/* AEAD only */
#define NO_AES_192			/* no suite has it */
#define WOLFSSL_SHA384			/* of the suites with AES-256, P-384 */
#define WOLFSSL_SHA512			/* certificates signed with it */
#define USE_SLOW_SHA512			/* not unrolled: 5 kB less, seldom used */
#define HAVE_CURVE25519			/* key exchange */
#define HAVE_ECC			/* P-256 and P-384: keys of certificates... */
#define ECC_USER_CURVES			/* ...and no others... */
#define HAVE_ECC384
#define ECC_SHAMIR			/* ...verified in one go */
#define ECC_TIMING_RESISTANT		/* of the key exchange */
#define WC_RSA_PSS			/* 1.3 demands it of RSA servers */
#define WC_RSA_BLINDING			/* silences a warning; no private key here */
#define NO_SHA				/* weak: certificates with it are refused */
#define NO_MD5
#define NO_MD4
#define NO_DES3
#define NO_RC4
#define NO_DSA
#define NO_DH				/* ECDHE and X25519 only */
#define NO_PWDBASED			/* no encrypted keys */
#define NO_PKCS8
#define NO_PKCS12
#define NO_SIG_WRAPPER			/* an API that nobody calls */

/* --- Numbers: one code for RSA, a fast one for the two curves */
#define WOLFSSL_SP_MATH_ALL
#define SP_INT_BITS		4096	/* the longest RSA keys */
#define WOLFSSL_HAVE_SP_ECC		/* a third of the time of the general code */
#define WOLFSSL_SP_384

/* --- Trust */
#define WOLFSSL_MIN_RSA_BITS	2048
#define WOLFSSL_MIN_ECC_BITS	256
#define WOLFSSL_ALT_NAMES		/* parsed; names are checked in check/ */
#define WOLFSSL_IP_ALT_NAME
#define MAX_CHAIN_DEPTH	20	/* certificates; CERT_CHAIN_MAX of check/ */
#define WOLFSSL_ALT_CERT_CHAINS		/* superfluous certificates in a chain */
#define WOLFSSL_ALWAYS_VERIFY_CB	/* verify.c sees the good ones, too */

/* --- What the machine gives */
#define WC_NO_HASHDRBG			/* tls_random() is a generator already */
#define CUSTOM_RAND_GENERATE_BLOCK	tls_random
#define TIME_OVERRIDES			/* com32 has no clock that is right */
#define USE_WOLF_TM
#define USE_WOLF_TIME_T
#define XTIME			tls_time
#define XGMTIME(t, tmp)		tls_gmtime(t, tmp)

/* 0, or an error */
int tls_random(unsigned char *output, unsigned int size);

#endif /* LIBHTTPS_USER_SETTINGS_H */
