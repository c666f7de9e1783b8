"""What the scripts say when something is missing or wrong: one true sentence, and nothing else."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = "bash cat cksum cp dirname env find grep id mkdir mktemp realpath rm sed sh".split()
NOBODY = 65534


class Checkout:
    """A copy of the scripts beside a folder of programs, which are all that they find on PATH."""

    def __init__(self, folder):
        self.folder = folder / "clinic"
        self.programs = folder / "programs"
        self.programs.mkdir()
        shutil.copytree(ROOT / "script", self.folder / "script", ignore=shutil.ignore_patterns("node_modules"))
        (self.folder / "requirements.txt").write_text("nothing==1.0 --hash=sha256:" + "0" * 64)
        for name in TOOLS:
            (self.programs / name).symlink_to(shutil.which(name))

    def program(self, name, lines="exit 0"):
        """Puts a shell script among the programs, or into the checkout if `name` is a path."""
        path = self.folder / name if "/" in name else self.programs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{lines}\n")
        path.chmod(0o755)

    def venv(self, pip):
        """A .venv whose pip does what the shell lines say."""
        self.program(".venv/bin/python", f'case "$*" in "-m pip "*) {pip} ;; esac')

    def user(self, number):
        self.program("id", f'case "$1" in -u) echo {number} ;; -un) echo robin ;; esac')

    def run(self, *command, **environment):
        environment = {"PATH": str(self.programs), "HOME": str(self.folder)} | environment
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60)

    def install(self, *commands):
        """Runs functions of the scripts rather than a script, which would go on to start something."""
        return self.run("bash", "-euc", "; ".join([". script/python_environment.sh", *commands]))


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def the_sentence(done):
    """What a person reads of a script that gave up."""
    assert done.returncode == 1, done
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize(("name", "word"), [("serve", "PORT=8001 script/serve"), ("test", "Arguments go to pytest")])
def test_help_is_given_before_anything_is_done(checkout, name, word, flag):
    done = checkout.run(f"script/{name}", flag)

    assert (done.returncode, done.stderr) == (0, "")
    assert word in done.stdout
    assert not (checkout.folder / ".venv").exists()


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "8000.5", "08000", "99999999999999999999"])
def test_a_port_that_is_none_is_told(checkout, port):
    done = checkout.run("script/serve", PORT=port)

    assert the_sentence(done) == f'PORT must be a number from 1 to 65535, not "{port}".'


def test_the_site_is_not_started_with_arguments_that_it_does_not_know(checkout):
    assert "takes no arguments" in the_sentence(checkout.run("script/serve", "8001"))


@pytest.mark.parametrize(
    ("arguments", "demo", "data_dir"), [(["--demo"], "True", "var/demo"), ([], "", "")], ids=["demo", "real"]
)
def test_the_sample_clinic_has_its_own_data_and_nothing_of_a_real_one(checkout, arguments, demo, data_dir):
    checkout.program("setpriv")
    line = "$2 ${DEMO:-}, ${DATA_DIR:-}, ${DATABASE_URL:-}, ${EMAIL_URL_FILE:-}"
    checkout.program(".venv/bin/python", f'[ "$1" != manage.py ] || echo "{line}" >> commands')
    kept = ("", "") if demo else ("sqlite:///real", "/real")

    checkout.run("script/serve", *arguments, DEMO="True", DATABASE_URL="sqlite:///real", EMAIL_URL_FILE="/real")

    commands = (checkout.folder / "commands").read_text().splitlines()
    settings = ", ".join([demo, data_dir, *kept])
    assert commands == [f"{name} {settings}" for name in ["prepare", *(["load_demo"] if demo else [])]]


def test_an_old_python_is_told(checkout):
    checkout.program("python3", 'case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac')

    sentence = the_sentence(checkout.run("script/serve"))

    assert "3.11" in sentence
    assert "3.9.2" in sentence


def test_all_missing_packages_are_told_at_once(checkout):
    checkout.user(1000)
    checkout.program("python3", 'case "$*" in *ensurepip*) exit 1 ;; esac')

    sentence = the_sentence(checkout.run("script/test"))

    asked = sentence.partition("apt install ")[2].split()
    assert {"python3-venv", "nodejs", "npm", "default-jre-headless", "chromium", "redis-server", "procps"} <= {*asked}


def test_root_gets_what_is_missing_and_no_more(checkout):
    checkout.user(0)
    checkout.program("python3")
    checkout.program("openssl")
    checkout.program(
        "apt-get", f'echo "$*" >> apt; [ "$1" = update ] || cp {checkout.programs}/openssl {checkout.programs}/node'
    )

    done = checkout.install("need nodejs openssl")

    asked = [words for words in (checkout.folder / "apt").read_text().splitlines()[1].split() if words[0] != "-"]
    assert (done.returncode, done.stderr, asked) == (0, "", ["install", "nodejs"])


def test_what_apt_did_not_bring_is_told(checkout):
    checkout.user(0)
    checkout.program("python3")
    checkout.program("apt-get")

    assert the_sentence(checkout.install("need nodejs openssl")).endswith("apt install nodejs openssl")


@pytest.fixture
def checkout_of_somebody_else():
    """Where everybody may look and nobody write. Root may write everywhere: run what is tried with `as_nobody`."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        checkout = Checkout(Path(folder))
        # What tests write is their own user's alone, as on the site.
        for place in Path(folder).rglob("*"):
            place.chmod(0o755)
        checkout.folder.chmod(0o555)
        yield checkout
        checkout.folder.chmod(0o755)


def test_a_folder_that_one_may_not_write_is_told(checkout_of_somebody_else):
    checkout_of_somebody_else.program("python3")
    as_nobody = [shutil.which("setpriv"), f"--reuid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []

    done = checkout_of_somebody_else.run(*as_nobody, "script/serve")

    assert f"may not write to {checkout_of_somebody_else.folder};" in the_sentence(done)


def test_a_data_folder_that_one_may_not_write_is_told(checkout):
    done = checkout.run("bash", "-euc", ". script/python_environment.sh; need_data_dir", DATA_DIR="/proc/nowhere")

    assert "/proc/nowhere" in the_sentence(done)
    assert "DATA_DIR=FOLDER" in the_sentence(done)


def test_a_missing_network_is_told_without_pips_lines(checkout):
    """The real pip, which is sent to a port that nobody listens on."""
    nowhere = "--index-url=http://127.0.0.1:1/ --retries=1 --isolated"
    checkout.venv(f'shift 3; PIP_CONFIG_FILE=/dev/null exec {sys.executable} -m pip install {nowhere} "$@"')

    done = checkout.install("install requirements.txt")

    assert the_sentence(done).startswith("The network did not answer, so requirements.txt could not be installed")
    assert not (checkout.folder / ".venv/requirements.txt.installed").exists()


def test_a_missing_network_is_told_without_the_lines_of_apt(checkout):
    checkout.user(0)
    checkout.program("python3")
    checkout.program("apt-get", "echo \"E: Failed to fetch: Temporary failure resolving 'a.host'\"; exit 100")

    assert the_sentence(checkout.install("need nodejs")).startswith("The network did not answer, so nodejs")


def test_what_pip_says_is_seen_if_it_fails_and_only_then(checkout):
    checkout.venv('echo "WARNING: an index is odd" >&2')
    well = checkout.install("install requirements.txt")
    (checkout.folder / ".venv/requirements.txt.installed").unlink()
    checkout.venv('echo "ERROR: no space left" >&2; exit 1')
    badly = checkout.install("install requirements.txt")

    assert (well.stdout, well.stderr) == ("Installing requirements.txt ...\n", "")
    assert badly.returncode == 1
    assert badly.stderr.splitlines() == [
        "ERROR: no space left",
        "Installing requirements.txt failed; the lines above say why.",
    ]


def test_what_is_installed_is_not_installed_again(checkout):
    checkout.venv("echo once >> count")

    checkout.install("install requirements.txt")
    checkout.install("install requirements.txt")

    assert (checkout.folder / "count").read_text() == "once\n"


def test_what_another_file_installed_since_is_not_taken_for_the_own(checkout):
    checkout.venv("echo once >> count")
    requirements, dev = checkout.folder / "requirements.txt", checkout.folder / "requirements-dev.txt"
    before = requirements.read_text()
    dev.write_text("dev")
    checkout.install("install requirements-dev.txt")

    requirements.write_text("another branch")
    checkout.install("install requirements.txt")
    requirements.write_text(before)
    checkout.install("install requirements-dev.txt")

    assert (checkout.folder / "count").read_text() == "once\n" * 3


def test_a_venv_whose_python_is_gone_is_made_anew(checkout):
    (checkout.folder / ".venv/bin").mkdir(parents=True)
    (checkout.folder / ".venv/bin/python").symlink_to("/usr/bin/a-python-of-before")
    checkout.program("python3", 'case "$*" in "-m venv .venv") mkdir .venv && echo new > .venv/made ;; esac')

    checkout.install("make_venv")

    assert (checkout.folder / ".venv/made").read_text() == "new\n"


def test_a_browser_that_is_not_there_is_told(checkout):
    done = checkout.run("bash", "-euc", ". script/python_environment.sh; find_chromium", CHROMIUM="/opt/no-browser")

    assert the_sentence(done) == "CHROMIUM names no program: /opt/no-browser"


@pytest.mark.parametrize("words", [[], ["buster", "script/serve"], ["trixie"]])
def test_a_fresh_machine_asks_for_what_it_was_not_told(words):
    done = subprocess.run([ROOT / "trials/fresh_machine", *words], capture_output=True, text=True)

    assert the_sentence(done).startswith("Name a")
