# SPDX-License-Identifier: GPL-2.0-or-later
"""apt with the machine's own sources, but with lists and cache of its own.

Needs no root and changes nothing outside its folder. apt verifies what it
fetches, as always.
"""
import os
import re
import subprocess
from pathlib import Path

SOURCES = Path("/etc/apt")


class AptError(Exception):
    """What apt or the machine's sources do not give, in one sentence."""


def _source_lines(text):
    """One-line sources (*.list) as sources of source packages."""
    for line in text.splitlines():
        if re.match(r"\s*deb\s", line):
            yield re.sub(r"^\s*deb\s", "deb-src ", line)


def _source_stanzas(text):
    """Stanzas of deb822 sources (*.sources) as sources of source packages."""
    for stanza in re.split(r"\n\s*\n", text):
        lines = [l for l in stanza.splitlines() if not l.startswith("#")]
        if any(re.match(r"(?i)enabled:\s*no", l) for l in lines):
            continue
        lines = [l for l in lines if not re.match(r"(?i)(types|enabled):", l)]
        if any(re.match(r"(?i)uris:", l) for l in lines):
            yield "\n".join(["Types: deb-src"] + lines) + "\n"


class Apt:
    """The options for private lists and cache in `folder`.

    with_source    ask for source packages instead of binary ones
    architecture   of the packages, if not the machine's own
    """

    def __init__(self, folder, with_source=False, architecture=None):
        folder = Path(folder).resolve()
        for sub in ("state/lists/partial", "cache/archives/partial",
                    "sources"):
            (folder / sub).mkdir(parents=True, exist_ok=True)
        options = {
            "Dir::State": folder / "state",
            "Dir::State::lists": folder / "state/lists",
            "Dir::Cache": folder / "cache",
            # The folders belong to the caller, not to the user _apt
            "APT::Sandbox::User": "root" if os.geteuid() == 0 else "",
            "Debug::NoLocking": "true",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
        }
        if architecture:
            options["APT::Architecture"] = architecture
            options["APT::Architectures"] = architecture
            # What is installed here says nothing about that architecture
            (folder / "status").touch()
            options["Dir::State::status"] = folder / "status"
        if with_source:
            self._write_sources(folder / "sources")
            options["Dir::Etc::sourcelist"] = "/dev/null"
            options["Dir::Etc::sourceparts"] = folder / "sources"
        self.options = [o for key, value in options.items()
                        for o in ("-o", f"{key}={value}")]

    @staticmethod
    def _write_sources(folder):
        files = [SOURCES / "sources.list"]
        files += sorted((SOURCES / "sources.list.d").glob("*"))
        for path in files:
            if not path.is_file():
                continue
            if path.suffix == ".list":
                text = "\n".join(_source_lines(path.read_text())) + "\n"
            elif path.suffix == ".sources":
                text = "\n".join(_source_stanzas(path.read_text()))
            else:
                continue
            (folder / path.name).write_text(text)

    def run(self, *argv, cwd=None):
        """Run an apt command; its output, or AptError with what it said."""
        command = [argv[0], *self.options, *argv[1:]]
        try:
            done = subprocess.run(command, cwd=cwd, text=True, errors="replace",
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, check=False)
        except FileNotFoundError:
            raise AptError(f"there is no {argv[0]} on this machine") from None
        if done.returncode:
            raise AptError(f"{' '.join(argv)} failed:\n{done.stdout.strip()}")
        return done.stdout

    def update(self):
        """Fetch the lists.

        One source of several that does not answer is no reason to stop: a
        package that is then missing is reported by its own name.
        """
        try:
            self.run("apt-get", "-q", "update")
        except AptError as error:
            why = [l for l in str(error).splitlines() if l.startswith("E:")]
            print("apt-get update: not every list could be fetched",
                  *why, sep="\n", flush=True)

    def source(self, package, folder):
        """Fetch the files of a source package ("name=version")."""
        Path(folder).mkdir(parents=True, exist_ok=True)
        self.run("apt-get", "-q", "source", "--download-only", package,
                 cwd=folder)

    def show(self, package):
        """The fields of the newest version of a binary package."""
        text = self.run("apt-cache", "--no-all-versions", "show", package)
        fields = {}
        for line in text.split("\n\n")[0].splitlines():
            if line[:1].strip() and ":" in line:
                key, value = line.split(":", 1)
                fields[key] = value.strip()
        if "Version" not in fields:
            raise AptError(f"no package {package} in this machine's sources")
        return fields

    def download(self, package, folder, version=None):
        """Fetch the .deb of a binary package, the newest by default; its path."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        version = version or self.show(package)["Version"]
        before = set(folder.glob("*.deb"))
        self.run("apt-get", "-q", "download", f"{package}={version}",
                 cwd=folder)
        new = set(folder.glob("*.deb")) - before
        if len(new) != 1:
            raise AptError(f"apt-get download {package} left {len(new)} files")
        return new.pop()
