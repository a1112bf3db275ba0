/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * certdate.c - dates of certificates
 */
#include "certdate.h"

#define SECONDS_PER_DAY	86400

static int is_leap(unsigned int year)
{
    return !(year % 4) && (year % 100 || !(year % 400));
}

static unsigned int days_of_year(unsigned int year)
{
    return is_leap(year) ? 366 : 365;
}

static unsigned int days_of_month(unsigned int year, unsigned int month)
{
    static const uint8_t days[12] = {
	31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };

    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Two digits, or 100, which is larger than anything in a date */
static unsigned int two_digits(const uint8_t *text)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
	return 100;
    return (text[0] - '0') * 10u + (text[1] - '0');
}

int cert_date_read(struct der *in, struct cert_date *date)
{
    unsigned int century = 0, year, part[5], i;
    struct der rest = *in, value;
    const uint8_t *text;
    uint8_t tag;

    if (!der_next(&rest, &tag, &value))
	return 0;
    text = value.data;
    if (tag == DER_TIME && value.len == 15) {
	century = two_digits(text);
	text += 2;
    } else if (tag != DER_UTC_TIME || value.len != 13) {
	return 0;
    }
    year = two_digits(text);
    if (century > 99 || year > 99 || text[12] != 'Z')
	return 0;
    if (tag == DER_UTC_TIME)
	century = year < 50 ? 20 : 19;
    year += century * 100;
    for (i = 0; i < 5; i++)
	part[i] = two_digits(text + 2 + 2 * i);
    if (part[0] < 1 || part[0] > 12 || part[1] < 1 ||
	part[1] > days_of_month(year, part[0]) || part[2] > 23 ||
	part[3] > 59 || part[4] > 59)
	return 0;
    date->year = (uint16_t)year;
    date->month = (uint8_t)part[0];
    date->day = (uint8_t)part[1];
    date->hour = (uint8_t)part[2];
    date->minute = (uint8_t)part[3];
    date->second = (uint8_t)part[4];
    *in = rest;
    return 1;
}

int cert_date_compare(const struct cert_date *a, const struct cert_date *b)
{
    if (a->year != b->year)
	return a->year < b->year ? -1 : 1;
    if (a->month != b->month)
	return a->month < b->month ? -1 : 1;
    if (a->day != b->day)
	return a->day < b->day ? -1 : 1;
    if (a->hour != b->hour)
	return a->hour < b->hour ? -1 : 1;
    if (a->minute != b->minute)
	return a->minute < b->minute ? -1 : 1;
    return (a->second > b->second) - (a->second < b->second);
}

char *cert_date_text(char text[CERT_DATE_SIZE], const struct cert_date *date)
{
    const unsigned int parts[] = {
	date->year / 100u % 100, date->year % 100u, date->month, date->day,
	date->hour, date->minute, date->second
    };
    static const char after[] = { 0, '-', '-', ' ', ':', ':', 0 };
    char *end = text;
    unsigned int i;

    for (i = 0; i < sizeof(after); i++) {
	*end++ = (char)('0' + parts[i] / 10 % 10);
	*end++ = (char)('0' + parts[i] % 10);
	if (after[i])
	    *end++ = after[i];
    }
    *end = '\0';
    return text;
}

int64_t cert_date_seconds(const struct cert_date *date)
{
    int32_t days = date->day - 1;
    unsigned int i;

    for (i = 1; i < date->month; i++)
	days += (int32_t)days_of_month(date->year, i);
    for (i = 1970; i < date->year; i++)
	days += (int32_t)days_of_year(i);
    for (i = date->year; i < 1970; i++)
	days -= (int32_t)days_of_year(i);
    return (int64_t)days * SECONDS_PER_DAY + date->hour * 3600 +
	date->minute * 60 + date->second;
}

/* Years and months are counted off: a division of 64 bits would need libgcc */
void cert_date_from_seconds(struct cert_date *date, int64_t seconds)
{
    unsigned int year = 1970, month = 1;
    uint32_t rest;

    if (seconds < 0)
	seconds = 0;
    for (; year <= 9999 &&
	 seconds >= (int64_t)days_of_year(year) * SECONDS_PER_DAY; year++)
	seconds -= (int64_t)days_of_year(year) * SECONDS_PER_DAY;
    if (year > 9999) {
	*date = (struct cert_date){ 9999, 12, 31, 23, 59, 59 };
	return;
    }
    rest = (uint32_t)seconds;
    for (; rest >= days_of_month(year, month) * SECONDS_PER_DAY; month++)
	rest -= days_of_month(year, month) * SECONDS_PER_DAY;
    date->year = (uint16_t)year;
    date->month = (uint8_t)month;
    date->day = (uint8_t)(rest / SECONDS_PER_DAY + 1);
    rest %= SECONDS_PER_DAY;
    date->hour = (uint8_t)(rest / 3600);
    date->minute = (uint8_t)(rest / 60 % 60);
    date->second = (uint8_t)(rest % 60);
}
