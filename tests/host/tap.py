# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests of a Python file, as TAP for run-tests."""
import tempfile
import traceback


def main(names):
    """Run what begins with test_. True if one failed."""
    tests = [(name, test) for name, test in names.items()
             if name.startswith("test_")]
    failed = False
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {name}", flush=True)
        except Exception:               # a failure of any kind fails the test
            failed = True
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} - {name}", flush=True)
    return failed


def planted(check, faults):
    """Run check(FOLDER, FAULT) for each of faults, (NAME, FAULT), and for None,
    with no fault planted, in an empty folder each. True if one failed."""
    failed = False
    faults = [("as it is", None), *faults]
    print(f"1..{len(faults)}")
    for number, (name, fault) in enumerate(faults, 1):
        with tempfile.TemporaryDirectory() as folder:
            fine = check(folder, fault)
        failed |= not fine
        print(f"{'ok' if fine else 'not ok'} {number} - {name}", flush=True)
    return failed
