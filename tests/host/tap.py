# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests of a Python file, as TAP for run-tests."""
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
