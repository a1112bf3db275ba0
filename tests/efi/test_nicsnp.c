/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The driver efi/nicsnp.c on an SNP that does what vendors' firmware does:
 * strange buffers, NOT_READY for ever, errors. Every call of it must be at
 * TPL_CALLBACK, and every story must end.
 */
#include "nictest.h"
#include "timer.h"

#define CARD	((EFI_HANDLE)0x1234)

/* What gnu-efi and the core have */
EFI_GUID gEfiSimpleNetworkProtocolGuid;
volatile mstime_t __ms_timer;

/* How the card behaves */
static struct {
    unsigned int transmit_busy;		/* so often NOT_READY, then it works */
    EFI_STATUS transmit_error;		/* if it is an error */
    unsigned int init_fails;		/* so often, then it works */
    UINT32 filters_wanted;		/* refused without these */
    EFI_STATUS find_status, open_status, start_status, receive_status;
    UINTN receive_size;			/* what Receive() says has come */
    UINTN receive_bytes;		/* what it writes */
    unsigned int receives;		/* that come, then NOT_READY; 0: for ever */
    void *strange;			/* what GetStatus() returns, if anything */
    bool returns_buffers, same_for_ever;
    unsigned int returns_at_once;	/* buffers for each look */
} card;

/* What the driver did */
static struct {
    EFI_TPL tpl;
    unsigned int pages, opened, stalls, statuses, transmits, starts;
    unsigned int shutdowns, stops, inits, receives;
    UINT32 filters;
    UINTN sent_size;
    UINT8 sent[FRAME_MOST];
    void *queue[64];
    unsigned int queued;
} did;

static EFI_SIMPLE_NETWORK_MODE mode;
static EFI_SIMPLE_NETWORK snp;
static EFI_BOOT_SERVICES services;

static void at_callback(void)
{
    assert_int_equal(did.tpl, TPL_CALLBACK);
}

static EFI_STATUS EFIAPI start(EFI_SIMPLE_NETWORK *this)
{
    (void)this;
    at_callback();
    did.starts++;
    if (EFI_ERROR(card.start_status))
	return card.start_status;
    mode.State = EfiSimpleNetworkStarted;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI stop(EFI_SIMPLE_NETWORK *this)
{
    (void)this;
    at_callback();
    did.stops++;
    mode.State = EfiSimpleNetworkStopped;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI initialize(EFI_SIMPLE_NETWORK *this, UINTN rx,
				    UINTN tx)
{
    (void)this;
    at_callback();
    assert_int_equal(rx + tx, 0);
    did.inits++;
    if (card.init_fails) {
	card.init_fails--;
	return EFI_DEVICE_ERROR;
    }
    mode.State = EfiSimpleNetworkInitialized;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI shut_down(EFI_SIMPLE_NETWORK *this)
{
    (void)this;
    at_callback();
    did.shutdowns++;
    mode.State = EfiSimpleNetworkStarted;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI filters(EFI_SIMPLE_NETWORK *this, UINT32 enable,
				 UINT32 disable, BOOLEAN reset, UINTN count,
				 EFI_MAC_ADDRESS *list)
{
    (void)this;
    at_callback();
    assert_int_equal(enable & disable, 0);
    assert_int_equal((enable | disable) & ~mode.ReceiveFilterMask, 0);
    assert_true(reset && !count && !list);
    if ((enable & card.filters_wanted) != card.filters_wanted)
	return EFI_INVALID_PARAMETER;
    did.filters = enable;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_status(EFI_SIMPLE_NETWORK *this, UINT32 *irqs,
				    VOID **sent)
{
    (void)this;
    at_callback();
    did.statuses++;
    *irqs = 0;
    if (card.strange) {
	*sent = card.strange;
	if (!card.same_for_ever)
	    card.strange = NULL;
    } else if (card.returns_buffers && did.queued) {
	*sent = did.queue[--did.queued];
    }
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI transmit(EFI_SIMPLE_NETWORK *this, UINTN header,
				  UINTN size, VOID *buffer,
				  EFI_MAC_ADDRESS *source,
				  EFI_MAC_ADDRESS *dest, UINT16 *protocol)
{
    (void)this;
    at_callback();
    assert_true(!header && !source && !dest && !protocol);
    did.transmits++;
    if (EFI_ERROR(card.transmit_error))
	return card.transmit_error;
    if (card.transmit_busy) {
	card.transmit_busy--;
	return EFI_NOT_READY;
    }
    did.sent_size = size;
    memcpy(did.sent, buffer, size);
    did.queue[did.queued++] = buffer;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI receive(EFI_SIMPLE_NETWORK *this, UINTN *header,
				 UINTN *size, VOID *buffer,
				 EFI_MAC_ADDRESS *source,
				 EFI_MAC_ADDRESS *dest, UINT16 *protocol)
{
    (void)this;
    at_callback();
    assert_true(!header && !source && !dest && !protocol);
    if (did.receives++ >= card.receives && card.receives)
	return EFI_NOT_READY;
    memset(buffer, 0x5a, card.receive_bytes);
    *size = card.receive_size;
    return card.receive_status;
}

static EFI_TPL EFIAPI raise_tpl(EFI_TPL tpl)
{
    EFI_TPL was = did.tpl;

    assert_true(tpl >= was);
    did.tpl = tpl;
    return was;
}

static VOID EFIAPI restore_tpl(EFI_TPL tpl)
{
    assert_true(tpl <= did.tpl);
    did.tpl = tpl;
}

static EFI_STATUS EFIAPI allocate(EFI_ALLOCATE_TYPE type, EFI_MEMORY_TYPE what,
				  UINTN pages, EFI_PHYSICAL_ADDRESS *memory)
{
    assert_int_equal(type, AllocateAnyPages);
    assert_int_equal(what, EfiLoaderData);
    did.pages += pages;
    *memory = (uintptr_t)malloc(pages * EFI_PAGE_SIZE);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI free_pages(EFI_PHYSICAL_ADDRESS memory, UINTN pages)
{
    did.pages -= pages;
    free((void *)(uintptr_t)memory);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI find_protocol(EFI_HANDLE handle, EFI_GUID *guid,
				       VOID **interface)
{
    assert_true(handle == CARD);
    assert_ptr_equal(guid, &gEfiSimpleNetworkProtocolGuid);
    *interface = EFI_ERROR(card.find_status) ? NULL : &snp;
    return card.find_status;
}

static EFI_STATUS EFIAPI open_protocol(EFI_HANDLE handle, EFI_GUID *guid,
				       VOID **interface, EFI_HANDLE agent,
				       EFI_HANDLE controller, UINT32 how)
{
    assert_true(handle == CARD && agent == image_handle && !controller);
    assert_ptr_equal(guid, &gEfiSimpleNetworkProtocolGuid);
    assert_int_equal(how, EFI_OPEN_PROTOCOL_EXCLUSIVE);
    if (EFI_ERROR(card.open_status))
	return card.open_status;
    did.opened++;
    *interface = &snp;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI close_protocol(EFI_HANDLE handle, EFI_GUID *guid,
					EFI_HANDLE agent, EFI_HANDLE controller)
{
    assert_true(handle == CARD && agent == image_handle && !controller);
    assert_ptr_equal(guid, &gEfiSimpleNetworkProtocolGuid);
    did.opened--;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI stall(UINTN us)
{
    assert_int_equal(did.tpl, TPL_APPLICATION);
    did.stalls += us;
    return EFI_SUCCESS;
}

static int set_up(void **state)
{
    (void)state;
    memset(&card, 0, sizeof card);
    memset(&did, 0, sizeof did);
    memset(&mode, 0, sizeof mode);
    did.tpl = TPL_APPLICATION;
    card.receive_status = EFI_NOT_READY;
    card.returns_buffers = true;
    mode.ReceiveFilterMask = 0x1f;
    snp.Mode = &mode;
    snp.Start = start;
    snp.Stop = stop;
    snp.Initialize = initialize;
    snp.Shutdown = shut_down;
    snp.ReceiveFilters = filters;
    snp.GetStatus = get_status;
    snp.Transmit = transmit;
    snp.Receive = receive;
    services.RaiseTPL = raise_tpl;
    services.RestoreTPL = restore_tpl;
    services.AllocatePages = allocate;
    services.FreePages = free_pages;
    services.HandleProtocol = find_protocol;
    services.OpenProtocol = open_protocol;
    services.CloseProtocol = close_protocol;
    services.Stall = stall;
    BS = &services;
    return 0;
}

static void open_card(void)
{
    EFI_SIMPLE_NETWORK_MODE *found;

    assert_int_equal(nic_snp.open(CARD, &found), EFI_SUCCESS);
    assert_ptr_equal(found, &mode);
    assert_int_equal(mode.State, EfiSimpleNetworkInitialized);
}

static void close_card(void)
{
    nic_snp.close(CARD);
    assert_int_equal(mode.State, EfiSimpleNetworkStopped);
    assert_int_equal(did.pages, 0);
    assert_int_equal(did.opened, 0);
    assert_int_equal(did.tpl, TPL_APPLICATION);
}

static EFI_STATUS send(UINTN length)
{
    return nictest_send(&nic_snp, length);
}

static void test_opens_and_closes(void **state)
{
    (void)state;
    mode.State = EfiSimpleNetworkInitialized;	/* the firmware's drivers */
    open_card();
    assert_int_equal(did.shutdowns + did.stops, 2);
    assert_int_equal(did.filters, 0x05);	/* unicast, broadcast */
    close_card();
}

/* What MNP does when it is disconnected */
static void firmware_stops(void)
{
    EFI_TPL tpl = nic_lock();

    assert_int_equal(snp.Shutdown(&snp), EFI_SUCCESS);
    assert_int_equal(snp.Stop(&snp), EFI_SUCCESS);
    nic_unlock(tpl);
}

/* The card is running, and MNP leaves it while we keep it */
static void leave_running(void)
{
    mode.State = EfiSimpleNetworkInitialized;
    nic_keep(CARD);
    firmware_stops();
    assert_int_equal(did.shutdowns + did.stops, 0);
}

/* And whoever stops it then, does */
static void expect_own_functions(void)
{
    assert_ptr_equal(snp.Shutdown, shut_down);
    assert_ptr_equal(snp.Stop, stop);
}

static void test_keeps_it_running(void **state)
{
    (void)state;
    leave_running();
    open_card();
    expect_own_functions();
    assert_int_equal(did.inits + did.starts + did.shutdowns + did.stops, 0);
    assert_int_equal(did.filters, 0x05);
    close_card();
}

/* Nobody has used it, or it does not run, or cannot be found: started anew */
static void test_keeps_only_what_runs(void **state)
{
    unsigned int i;

    for (i = 0; i < 3; i++) {
	set_up(state);
	mode.State = i == 1 ? EfiSimpleNetworkStarted :
	    EfiSimpleNetworkInitialized;
	card.find_status = i == 2 ? EFI_UNSUPPORTED : EFI_SUCCESS;
	nic_keep(CARD);
	if (i)
	    firmware_stops();
	open_card();
	expect_own_functions();
	assert_int_equal(did.inits, 1);
	close_card();
    }
}

/* It goes back as the firmware believes it to be */
static void test_kept_cannot_be_opened(void **state)
{
    EFI_SIMPLE_NETWORK_MODE *found;

    (void)state;
    leave_running();
    card.open_status = EFI_ACCESS_DENIED;
    assert_int_equal(nic_snp.open(CARD, &found), EFI_ACCESS_DENIED);
    expect_own_functions();
    assert_int_equal(mode.State, EfiSimpleNetworkStopped);
}

static void test_kept_refuses_filters(void **state)
{
    EFI_SIMPLE_NETWORK_MODE *found;

    (void)state;
    leave_running();
    card.filters_wanted = 0x20;
    assert_true(EFI_ERROR(nic_snp.open(CARD, &found)));
    assert_int_equal(did.inits, 1);
    assert_int_equal(mode.State, EfiSimpleNetworkStopped);
    assert_int_equal(did.pages + did.opened, 0);
}

static void test_is_started_already(void **state)
{
    (void)state;
    card.start_status = EFI_ALREADY_STARTED;
    open_card();
    close_card();
}

static void test_cannot_be_opened(void **state)
{
    EFI_SIMPLE_NETWORK_MODE *found;

    (void)state;
    card.open_status = EFI_ACCESS_DENIED;
    assert_int_equal(nic_snp.open(CARD, &found), EFI_ACCESS_DENIED);
    assert_int_equal(did.pages, 0);
}

static void test_initializes_late(void **state)
{
    (void)state;
    card.init_fails = 10;
    open_card();
    assert_int_equal(did.inits, 11);
    close_card();
}

static void test_never_initializes(void **state)
{
    EFI_SIMPLE_NETWORK_MODE *found;

    (void)state;
    card.init_fails = 100000;
    assert_int_equal(nic_snp.open(CARD, &found), EFI_DEVICE_ERROR);
    assert_true(did.stalls <= 6000000);
    assert_int_equal(did.pages + did.opened, 0);
}

static void test_filters(void **state)
{
    static const struct {
	UINT32 mask, wanted, chosen;	/* chosen 0: it cannot be used */
    } cases[] = {
	{ 0x1f, 0x00, 0x05 },
	{ 0x1f, 0x02, 0x07 },
	{ 0x1f, 0x10, 0x17 },
	{ 0x1f, 0x08, 0x1f },
	{ 0x0d, 0x08, 0x0d },
	{ 0x05, 0x08, 0x00 },
    };
    EFI_SIMPLE_NETWORK_MODE *found;
    unsigned int i;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
	set_up(state);
	mode.ReceiveFilterMask = cases[i].mask;
	card.filters_wanted = cases[i].wanted;
	assert_int_equal(EFI_ERROR(nic_snp.open(CARD, &found)) == 0,
			 cases[i].chosen != 0);
	assert_int_equal(did.filters, cases[i].chosen);
	if (cases[i].chosen)
	    close_card();
	assert_int_equal(did.pages + did.opened, 0);
    }
}

static void test_pads_short_frames(void **state)
{
    (void)state;
    open_card();
    assert_int_equal(send(42), EFI_SUCCESS);
    nictest_is_padded(did.sent, did.sent_size);
    assert_int_equal(send(1514), EFI_SUCCESS);
    assert_int_equal(did.sent_size, 1514);
    close_card();
}

static void test_buffers_come_back(void **state)
{
    unsigned int i;

    (void)state;
    open_card();
    for (i = 0; i < 1000; i++)
	assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
}

/* Whoever keeps all buffers gets no more, for a second; nothing hangs */
static void test_buffers_never_come_back(void **state)
{
    unsigned int i;

    (void)state;
    card.returns_buffers = false;
    open_card();
    for (i = 0; i < 32; i++)
	assert_int_equal(send(100), EFI_SUCCESS);
    assert_null(nic_snp.buffer());
    assert_true(did.stalls <= 20000);
    __ms_timer += 1001;
    assert_non_null(nic_snp.buffer());
    close_card();
}

/* No address but those of our buffers frees one, and none is waited for */
static void test_strange_buffers(void **state)
{
    static char strangers[4096];
    unsigned int i;

    (void)state;
    for (i = 0; i < 2; i++) {
	set_up(state);
	card.returns_buffers = false;
	open_card();
	while (did.transmits < 32)
	    send(100);
	card.strange = i ? (void *)(uintptr_t)1 : strangers;
	card.same_for_ever = true;
	assert_null(nic_snp.buffer());
	assert_true(did.statuses <= 1000 * 64);
	close_card();
    }
}

static void test_busy_for_a_while(void **state)
{
    (void)state;
    open_card();
    card.transmit_busy = 50;
    assert_int_equal(send(100), EFI_SUCCESS);
    assert_int_equal(did.transmits, 51);
    close_card();
}

static void test_busy_for_ever(void **state)
{
    (void)state;
    open_card();
    card.transmit_busy = 1000000;
    assert_int_equal(send(100), EFI_NOT_READY);
    assert_true(did.transmits <= 1000 && did.stalls <= 20000);
    close_card();
}

static void test_does_not_send(void **state)
{
    (void)state;
    open_card();
    card.transmit_error = EFI_DEVICE_ERROR;
    assert_int_equal(send(100), EFI_DEVICE_ERROR);
    assert_int_equal(did.transmits, 1);
    card.transmit_error = EFI_SUCCESS;
    assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
}

/* As nic.c does it */
static EFI_STATUS take_frame(void **frame, UINTN *length)
{
    EFI_STATUS status;
    EFI_TPL tpl;

    assert_true(nic_snp.receives_at_callback);
    tpl = nic_lock();
    status = nic_snp.receive(frame, length);
    nic_unlock(tpl);
    return status;
}

static void test_receives(void **state)
{
    static const struct {
	EFI_STATUS status;
	UINTN bytes, size, length;	/* written, told, what we take */
    } cases[] = {
	{ EFI_SUCCESS, 60, 60, 60 },
	{ EFI_SUCCESS, 1518, 1518, 1518 },
	{ EFI_SUCCESS, 4096, 4096, 4096 },
	{ EFI_SUCCESS, 4096 + 2048, 1514, 1514 },	/* beyond the end */
	{ EFI_SUCCESS, 60, 4097, 0 },
	{ EFI_SUCCESS, 60, (UINTN)-1, 0 },
	{ EFI_NOT_READY, 0, 0, 0 },
	{ EFI_DEVICE_ERROR, 0, 0, 0 },
	{ EFI_BUFFER_TOO_SMALL, 0, 9000, 0 },
    };
    unsigned int i;
    UINTN length;
    void *frame;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
	open_card();
	card.receive_status = cases[i].status;
	card.receive_bytes = cases[i].bytes;
	card.receive_size = cases[i].size;
	assert_int_equal(take_frame(&frame, &length), cases[i].status);
	if (cases[i].status == EFI_SUCCESS) {
	    assert_int_equal(length, cases[i].length);
	    if (length)
		assert_int_equal(((UINT8 *)frame)[length - 1], 0x5a);
	}
	close_card();
    }
}

/* Each frame that has come is handed over once, and then nothing */
static void test_receives_many(void **state)
{
    unsigned int count;
    UINTN length;
    void *frame;

    (void)state;
    open_card();
    card.receive_status = EFI_SUCCESS;
    card.receive_bytes = card.receive_size = 60;
    card.receives = 70;
    for (count = 0; !take_frame(&frame, &length); count++)
	assert_int_equal(length, 60);
    assert_int_equal(count, 70);
    assert_int_equal(did.receives, 71);
    close_card();
}

static void poll_often(void)
{
    unsigned int i;
    UINTN length;
    void *frame;

    for (i = 0; i < 100; i++)
	assert_int_equal(take_frame(&frame, &length), EFI_NOT_READY);
}

/* Who waits for nothing looks once a millisecond; for a buffer, each time */
static void test_looks_seldom(void **state)
{
    UINTN length;
    void *frame;

    (void)state;
    open_card();
    card.returns_buffers = false;
    take_frame(&frame, &length);
    did.statuses = 0;
    poll_often();
    assert_int_equal(did.statuses, 0);
    __ms_timer++;
    take_frame(&frame, &length);
    assert_int_equal(did.statuses, 1);
    assert_int_equal(nic_snp.send(nic_snp.buffer(), 60), EFI_SUCCESS);
    poll_often();
    assert_int_equal(did.statuses, 101);
    card.returns_buffers = true;
    take_frame(&frame, &length);
    did.statuses = 0;
    poll_often();
    assert_int_equal(did.statuses, 0);
    close_card();
}

/* Some cards finish sending only when they are asked */
static void test_polling_gives_buffers_back(void **state)
{
    UINTN length;
    void *frame;

    (void)state;
    open_card();
    assert_int_equal(send(100), EFI_SUCCESS);
    assert_int_equal(take_frame(&frame, &length), EFI_NOT_READY);
    assert_int_equal(did.queued, 0);
    close_card();
}

static void test_link(void **state)
{
    (void)state;
    open_card();
    mode.MediaPresentSupported = FALSE;
    mode.MediaPresent = FALSE;
    assert_true(nic_snp.link());
    mode.MediaPresentSupported = TRUE;
    assert_false(nic_snp.link());
    mode.MediaPresent = TRUE;
    assert_true(nic_snp.link());
    close_card();
}

/* Nothing within 3 s of our first frame: it is started anew, once */
static void test_kept_is_deaf(void **state)
{
    unsigned int i;

    (void)state;
    leave_running();
    open_card();
    __ms_timer += 10000;
    assert_false(nic_snp.was_deaf());
    for (i = 0; i < 2; i++) {
	assert_int_equal(send(100), EFI_SUCCESS);
	__ms_timer += 2999 / 2;
	assert_false(nic_snp.was_deaf());
    }
    __ms_timer += 10;
    assert_true(nic_snp.was_deaf());
    assert_int_equal(did.inits, 1);
    assert_int_equal(did.filters, 0x05);
    assert_int_equal(send(100), EFI_SUCCESS);
    __ms_timer += 10000;
    assert_false(nic_snp.was_deaf());
    close_card();
}

/* A card that was started anew, or has heard what was for it, is left alone */
static void test_hears(void **state)
{
    static const struct {
	bool kept;
	int address;		/* of the card, each byte; frames come for 0x5a */
	bool deaf;
    } cases[] = { { false, 0x01, false }, { true, 0x5a, false },
		  { true, 0x01, true } };
    unsigned int i;
    UINTN length;
    void *frame;

    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
	set_up(state);
	if (cases[i].kept)
	    leave_running();
	open_card();
	memset(&mode.CurrentAddress, cases[i].address, 6);
	assert_int_equal(send(100), EFI_SUCCESS);
	card.receive_status = EFI_SUCCESS;
	card.receive_bytes = card.receive_size = 60;
	assert_int_equal(take_frame(&frame, &length), EFI_SUCCESS);
	__ms_timer += 10000;
	assert_int_equal(nic_snp.was_deaf(), cases[i].deaf);
	close_card();
    }
}

static void test_drains_and_gives_up(void **state)
{
    (void)state;
    open_card();
    assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
    assert_true(did.stalls <= 1000);

    set_up(state);
    card.returns_buffers = false;
    open_card();
    assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
    assert_true(did.stalls <= 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_opens_and_closes, set_up),
	cmocka_unit_test_setup(test_keeps_it_running, set_up),
	cmocka_unit_test_setup(test_keeps_only_what_runs, set_up),
	cmocka_unit_test_setup(test_kept_cannot_be_opened, set_up),
	cmocka_unit_test_setup(test_kept_refuses_filters, set_up),
	cmocka_unit_test_setup(test_is_started_already, set_up),
	cmocka_unit_test_setup(test_cannot_be_opened, set_up),
	cmocka_unit_test_setup(test_initializes_late, set_up),
	cmocka_unit_test_setup(test_never_initializes, set_up),
	cmocka_unit_test_setup(test_filters, set_up),
	cmocka_unit_test_setup(test_pads_short_frames, set_up),
	cmocka_unit_test_setup(test_buffers_come_back, set_up),
	cmocka_unit_test_setup(test_buffers_never_come_back, set_up),
	cmocka_unit_test_setup(test_strange_buffers, set_up),
	cmocka_unit_test_setup(test_busy_for_a_while, set_up),
	cmocka_unit_test_setup(test_busy_for_ever, set_up),
	cmocka_unit_test_setup(test_does_not_send, set_up),
	cmocka_unit_test_setup(test_receives, set_up),
	cmocka_unit_test_setup(test_receives_many, set_up),
	cmocka_unit_test_setup(test_looks_seldom, set_up),
	cmocka_unit_test_setup(test_polling_gives_buffers_back, set_up),
	cmocka_unit_test_setup(test_link, set_up),
	cmocka_unit_test_setup(test_kept_is_deaf, set_up),
	cmocka_unit_test_setup(test_hears, set_up),
	cmocka_unit_test_setup(test_drains_and_gives_up, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
