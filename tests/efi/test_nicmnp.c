/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The driver efi/nicmnp.c on an MNP that does what firmware does: tokens that
 * are late, or never come, packets without data, errors; and whatever it has
 * handed out must be back when it is closed.
 */
#include "nictest.h"
#include "efi/mnp.h"

#define CARD	((EFI_HANDLE)0x1234)
#define CHILD	((EFI_HANDLE)0x5678)
#define EVENTS	8
#define RECYCLE	((EFI_EVENT)0x9abc)

/* How the firmware behaves */
static struct {
    EFI_STATUS service, child, protocol, configure, transmit, receive;
    unsigned int events_left;		/* before CreateEvent() fails */
    unsigned int polls_to_send;		/* Poll() so often, then it is sent */
    unsigned int polls_to_receive;
    EFI_STATUS received;		/* status of the token */
    bool deaf;				/* to Cancel(), too */
    UINT32 header_length, data_length;
    void *header, *data;
} fw;

/* What the driver did */
static struct {
    unsigned int children, events, polls, cancels, transmits, receives;
    unsigned int handed_out;		/* packets that are the driver's */
    bool configured;
    struct mnp_token *sending, *receiving;
    bool signalled[EVENTS];
    bool open[EVENTS];
    UINTN sent_size;
    UINT32 sent_header, sent_data;
    UINT8 sent[FRAME_MOST];
    EFI_MANAGED_NETWORK_CONFIG_DATA config;
} did;

static EFI_SIMPLE_NETWORK_MODE fw_mode;
static struct mnp_receive_data packet;
static struct mnp mnp;
static EFI_SERVICE_BINDING service;
static EFI_BOOT_SERVICES services;

static UINTN number(EFI_EVENT event)
{
    UINTN n = (UINTN)event - 1;

    assert_true(n < EVENTS && did.open[n]);
    return n;
}

static EFI_STATUS EFIAPI create_event(UINT32 type, EFI_TPL tpl,
				      EFI_EVENT_NOTIFY notify, VOID *context,
				      EFI_EVENT *event)
{
    UINTN n = 0;

    assert_true(!type && !tpl && !notify && !context);
    if (!fw.events_left)
	return EFI_OUT_OF_RESOURCES;
    fw.events_left--;
    while (did.open[n])
	n++;
    assert_true(n < EVENTS);
    did.open[n] = true;
    did.signalled[n] = false;
    did.events++;
    *event = (EFI_EVENT)(n + 1);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI close_event(EFI_EVENT event)
{
    did.open[number(event)] = false;
    did.events--;
    return EFI_SUCCESS;
}

/* UEFI 2.10, 7.1: clears what it tells of */
static EFI_STATUS EFIAPI check_event(EFI_EVENT event)
{
    UINTN n = number(event);
    bool was = did.signalled[n];

    did.signalled[n] = false;
    return was ? EFI_SUCCESS : EFI_NOT_READY;
}

static EFI_STATUS EFIAPI signal_event(EFI_EVENT event)
{
    assert_ptr_equal(event, RECYCLE);
    assert_int_equal(did.handed_out, 1);
    did.handed_out--;
    return EFI_SUCCESS;
}

static void finish(struct mnp_token **token, EFI_STATUS status)
{
    (*token)->status = status;
    did.signalled[number((*token)->event)] = true;
    *token = NULL;
}

static void deliver(void)
{
    struct mnp_token *token = did.receiving;

    if (!EFI_ERROR(fw.received)) {
	packet.recycle_event = RECYCLE;
	packet.header_length = fw.header_length;
	packet.data_length = fw.data_length;
	packet.media_header = fw.header;
	packet.packet_data = fw.data;
	token->packet.rx = &packet;
	did.handed_out++;
    }
    finish(&did.receiving, fw.received);
}

static EFI_STATUS EFIAPI mnp_poll(struct mnp *this)
{
    assert_ptr_equal(this, &mnp);
    did.polls++;
    if (did.sending && !(fw.polls_to_send && fw.polls_to_send--))
	finish(&did.sending, EFI_SUCCESS);
    if (did.receiving && !(fw.polls_to_receive && fw.polls_to_receive--))
	deliver();
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI cancel(struct mnp *this, struct mnp_token *token)
{
    assert_ptr_equal(this, &mnp);
    did.cancels++;
    if (fw.deaf)
	return EFI_DEVICE_ERROR;
    if (did.sending && (!token || token == did.sending))
	finish(&did.sending, EFI_ABORTED);
    if (did.receiving && (!token || token == did.receiving))
	finish(&did.receiving, EFI_ABORTED);
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI transmit(struct mnp *this, struct mnp_token *token)
{
    struct mnp_transmit_data *tx = token->packet.tx;

    assert_ptr_equal(this, &mnp);
    assert_null(did.sending);		/* the buffer is one */
    did.transmits++;
    if (EFI_ERROR(fw.transmit))
	return fw.transmit;
    assert_true(!tx->destination && !tx->source);
    assert_int_equal(tx->fragment_count, 1);
    did.sent_header = tx->header_length;
    did.sent_data = tx->data_length;
    did.sent_size = tx->fragment.length;
    memcpy(did.sent, tx->fragment.buffer, did.sent_size);
    did.sending = token;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI receive(struct mnp *this, struct mnp_token *token)
{
    assert_ptr_equal(this, &mnp);
    assert_null(did.receiving);
    did.receives++;
    if (EFI_ERROR(fw.receive))
	return fw.receive;
    did.receiving = token;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI configure(struct mnp *this,
				   EFI_MANAGED_NETWORK_CONFIG_DATA *config)
{
    assert_ptr_equal(this, &mnp);
    if (!config) {
	assert_true(!did.sending && !did.receiving);
	did.configured = false;
	return EFI_SUCCESS;
    }
    if (EFI_ERROR(fw.configure))
	return fw.configure;
    did.configured = true;
    did.config = *config;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI get_mode_data(struct mnp *this,
				       EFI_MANAGED_NETWORK_CONFIG_DATA *config,
				       EFI_SIMPLE_NETWORK_MODE *mode)
{
    assert_ptr_equal(this, &mnp);
    assert_null(config);
    *mode = fw_mode;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI create_child(EFI_SERVICE_BINDING *this, EFI_HANDLE *child)
{
    assert_ptr_equal(this, &service);
    assert_null(*child);		/* else it is one that exists */
    if (EFI_ERROR(fw.child))
	return fw.child;
    did.children++;
    *child = CHILD;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI destroy_child(EFI_SERVICE_BINDING *this, EFI_HANDLE child)
{
    assert_true(this == &service && child == CHILD);
    assert_int_equal(did.handed_out, 0);
    did.children--;
    return EFI_SUCCESS;
}

static EFI_STATUS EFIAPI handle_protocol(EFI_HANDLE handle, EFI_GUID *guid,
					 VOID **interface)
{
    static EFI_GUID child_guid = EFI_MANAGED_NETWORK_PROTOCOL_GUID;
    EFI_STATUS status = handle == CARD ? fw.service : fw.protocol;

    if (handle == CARD) {
	assert_memory_equal(guid, nic_mnp.protocol, sizeof *guid);
	*interface = &service;
    } else {
	assert_memory_equal(guid, &child_guid, sizeof *guid);
	*interface = &mnp;
    }
    return status;
}

static int set_up(void **state)
{
    (void)state;
    memset(&fw, 0, sizeof fw);
    memset(&did, 0, sizeof did);
    memset(&fw_mode, 0, sizeof fw_mode);
    fw.events_left = 100;
    mnp.get_mode_data = get_mode_data;
    mnp.configure = configure;
    mnp.transmit = transmit;
    mnp.receive = receive;
    mnp.cancel = cancel;
    mnp.poll = mnp_poll;
    service.CreateChild = create_child;
    service.DestroyChild = destroy_child;
    services.HandleProtocol = handle_protocol;
    services.CreateEvent = create_event;
    services.CloseEvent = close_event;
    services.CheckEvent = check_event;
    services.SignalEvent = signal_event;
    BS = &services;
    return 0;
}

static void open_card(void)
{
    EFI_SIMPLE_NETWORK_MODE *mode = NULL;

    fw_mode.MaxPacketSize = 1500;
    assert_int_equal(nic_mnp.open(CARD, &mode), EFI_SUCCESS);
    assert_int_equal(mode->MaxPacketSize, 1500);
    assert_true(did.configured && did.children == 1 && did.events == 2);
}

static void nothing_is_left(void)
{
    assert_int_equal(did.children + did.events + did.handed_out, 0);
    assert_false(did.configured);
}

static void close_card(void)
{
    nic_mnp.close(CARD);
    nothing_is_left();
}

static EFI_STATUS send(UINTN length)
{
    return nictest_send(&nic_mnp, length);
}

static void test_opens_and_closes(void **state)
{
    unsigned int i;

    (void)state;
    for (i = 0; i < 2; i++) {		/* and may be taken again */
	open_card();
	assert_true(did.config.EnableUnicastReceive);
	assert_true(did.config.EnableBroadcastReceive);
	assert_false(did.config.EnablePromiscuousReceive);
	close_card();
    }
}

/* Whatever fails, its reason is told, and nothing is left behind */
static void test_cannot_be_opened(void **state)
{
    EFI_SIMPLE_NETWORK_MODE *mode;
    EFI_STATUS *const places[] = {
	&fw.service, &fw.child, &fw.protocol, &fw.configure,
    };
    unsigned int i;

    for (i = 0; i < sizeof places / sizeof *places; i++) {
	set_up(state);
	*places[i] = EFI_ACCESS_DENIED;
	assert_int_equal(nic_mnp.open(CARD, &mode), EFI_ACCESS_DENIED);
	nothing_is_left();
    }
    for (i = 0; i < 2; i++) {
	set_up(state);
	fw.events_left = i;
	assert_int_equal(nic_mnp.open(CARD, &mode), EFI_OUT_OF_RESOURCES);
	nothing_is_left();
    }
}

static void test_sends(void **state)
{
    unsigned int i;

    (void)state;
    open_card();
    assert_int_equal(send(42), EFI_SUCCESS);
    nictest_is_padded(did.sent, did.sent_size);
    assert_int_equal(send(1514), EFI_SUCCESS);
    assert_int_equal(did.sent_size, 1514);
    assert_int_equal(did.sent_header, 14);
    assert_int_equal(did.sent_data, 1500);
    for (i = 0; i < 1000; i++)
	assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
}

/* Its buffer is waited for while it is sent, then taken back */
static void test_sends_late_or_never(void **state)
{
    (void)state;
    open_card();
    fw.polls_to_send = 50;
    assert_int_equal(send(100), EFI_SUCCESS);
    assert_int_equal(send(100), EFI_SUCCESS);
    assert_int_equal(did.cancels, 0);
    fw.polls_to_send = 1000000;
    assert_int_equal(send(100), EFI_SUCCESS);
    assert_int_equal(did.cancels, 1);
    assert_true(did.polls <= 5000);
    fw.deaf = true;
    assert_null(nic_mnp.buffer());
    fw.deaf = false;
    assert_non_null(nic_mnp.buffer());
    close_card();
}

static void test_does_not_send(void **state)
{
    (void)state;
    open_card();
    fw.transmit = EFI_NO_MEDIA;
    assert_int_equal(send(100), EFI_NO_MEDIA);
    fw.transmit = EFI_SUCCESS;
    assert_int_equal(send(100), EFI_SUCCESS);
    close_card();
}

static UINT8 header[FRAME_MOST], data[FRAME_MOST * 2];

static void test_receives(void **state)
{
    static const struct {
	void *header, *data;
	UINT32 header_length, data_length;
	UINTN length;			/* what we take */
    } cases[] = {
	{ header, data, 14, 46, 60 },
	{ header, data, 14, 1500, 1514 },
	{ header, data, 14, FRAME_MOST - 14, FRAME_MOST },
	{ header, data, 14, FRAME_MOST - 13, 0 },
	{ header, data, 14, 0xffffffff, 0 },
	{ header, data, 0xffffffff, 0xffffffff, 0 },
	{ NULL, data, 14, 46, 0 },
	{ header, NULL, 14, 46, 0 },
    };
    unsigned int i;
    UINTN length;
    UINT8 *frame;

    (void)state;
    memset(header, 0x11, sizeof header);
    memset(data, 0x22, sizeof data);
    open_card();
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
	fw.header = cases[i].header;
	fw.data = cases[i].data;
	fw.header_length = cases[i].header_length;
	fw.data_length = cases[i].data_length;
	assert_int_equal(nic_mnp.receive((void **)&frame, &length), EFI_SUCCESS);
	assert_int_equal(length, cases[i].length);
	assert_int_equal(did.handed_out, 0);
	if (!length)
	    continue;
	assert_int_equal(frame[13], 0x11);
	assert_int_equal(frame[14], 0x22);
	assert_int_equal(frame[length - 1], 0x22);
    }
    close_card();
}

static void test_receives_late(void **state)
{
    UINTN length;
    void *frame;
    unsigned int i;

    (void)state;
    fw.header = header;
    fw.data = data;
    fw.header_length = 14;
    fw.data_length = 46;
    open_card();
    fw.polls_to_receive = 3;
    for (i = 0; i < 3; i++)
	assert_int_equal(nic_mnp.receive(&frame, &length), EFI_NOT_READY);
    assert_int_equal(nic_mnp.receive(&frame, &length), EFI_SUCCESS);
    assert_int_equal(did.receives, 1);
    close_card();
}

static void test_does_not_receive(void **state)
{
    UINTN length;
    void *frame;

    (void)state;
    open_card();
    fw.receive = EFI_NOT_STARTED;
    assert_int_equal(nic_mnp.receive(&frame, &length), EFI_NOT_STARTED);
    fw.receive = EFI_SUCCESS;
    fw.received = EFI_NO_MEDIA;
    assert_int_equal(nic_mnp.receive(&frame, &length), EFI_NO_MEDIA);
    assert_int_equal(nic_mnp.receive(&frame, &length), EFI_NO_MEDIA);
    assert_int_equal(did.receives, 3);
    close_card();
}

/* A packet that came, and that nobody has looked at */
static void test_gives_back_what_came_last(void **state)
{
    UINTN length;
    void *frame;

    (void)state;
    open_card();
    fw.polls_to_receive = 1;
    assert_int_equal(nic_mnp.receive(&frame, &length), EFI_NOT_READY);
    assert_int_equal(send(100), EFI_SUCCESS);
    fw.polls_to_send = 1;
    assert_non_null(nic_mnp.buffer());	/* polls */
    assert_int_equal(did.handed_out, 1);
    close_card();
}

static void test_link(void **state)
{
    (void)state;
    open_card();
    assert_true(nic_mnp.link());
    fw_mode.MediaPresentSupported = TRUE;
    assert_false(nic_mnp.link());
    fw_mode.MediaPresent = TRUE;
    assert_true(nic_mnp.link());
    close_card();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(test_opens_and_closes, set_up),
	cmocka_unit_test_setup(test_cannot_be_opened, set_up),
	cmocka_unit_test_setup(test_sends, set_up),
	cmocka_unit_test_setup(test_sends_late_or_never, set_up),
	cmocka_unit_test_setup(test_does_not_send, set_up),
	cmocka_unit_test_setup(test_receives, set_up),
	cmocka_unit_test_setup(test_receives_late, set_up),
	cmocka_unit_test_setup(test_does_not_receive, set_up),
	cmocka_unit_test_setup(test_gives_back_what_came_last, set_up),
	cmocka_unit_test_setup(test_link, set_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
