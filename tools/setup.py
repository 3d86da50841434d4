"""Set the project up (설치): virtual environment, front-end files, fonts, browser.

Standard library only, Python 3.11 or newer. Each step is skipped while its inputs and results are unchanged, so that
running it again costs a few hundredths of a second.

    python3 tools/setup.py run      what the site needs
    python3 tools/setup.py test     and what building and testing need on top
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VAR = PROJECT / "var"
STAMPS = VAR / "setup"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = PROJECT / "node_modules"
VENDOR = PROJECT / "src" / "hakjeok_web" / "static" / "vendor"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 18


class SetupError(Exception):
    """Setting up cannot go on; the message says what to do."""


class Step:
    """One step: skipped when `inputs` are as they were at its last success and `results` still exist."""

    def __init__(self, name, action, inputs, results):
        self.name, self.action, self.results = name, action, results
        self.inputs = [PROJECT / path for path in inputs]

    @property
    def stamp(self):
        return STAMPS / f"{self.name}.stamp"

    def fingerprint(self):
        version = f"{platform.python_version()} {platform.machine()} {PROJECT}\n"
        content = b"".join(path.read_bytes() for path in self.inputs)
        return hashlib.sha256(version.encode() + content + Path(__file__).read_bytes()).hexdigest()

    def is_done(self):
        done = self.stamp.exists() and self.stamp.read_text() == self.fingerprint()
        return done and all(path.exists() for path in self.results)

    def run(self):
        say(self.name)
        self.action()
        self.stamp.write_text(self.fingerprint())


def say(text):
    sys.stderr.write(f"setup: {text}\n")


def call(*line, **options):
    done = subprocess.run([str(part) for part in line], cwd=PROJECT, check=False, **options)  # noqa: S603
    if done.returncode:
        raise SetupError(f"failed ({done.returncode}): {' '.join(str(part) for part in line)}")
    return done


def quietly(*line):
    """Run and keep the output for the case that it fails."""
    done = subprocess.run([str(part) for part in line], cwd=PROJECT, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:] + done.stderr[-4000:])
        raise SetupError(f"failed ({done.returncode}): {' '.join(str(part) for part in line)}")
    return done.stdout


# --- Python ----------------------------------------------------------------------------------------------------------


def make_environment():
    if _is_sound(PYTHON):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    for packages in (REQUIREMENTS, DEVELOPMENT_REQUIREMENTS, INSTALL_PROJECT):
        packages.stamp.unlink(missing_ok=True)  # they went with the old environment
    if _has_module("ensurepip"):
        quietly(sys.executable, "-m", "venv", VENV)
    elif _has_module("pip"):
        _make_environment_with_system_pip()
    elif os.geteuid() == 0 and shutil.which("apt-get"):
        _install_debian_package("python3-venv")
        quietly(sys.executable, "-m", "venv", VENV)
    else:
        raise SetupError(
            "이 파이썬에는 가상 환경을 만드는 부분(python3-venv)이 없습니다.\n"
            "`sudo apt-get install python3-venv`를 실행한 뒤 다시 해 주세요."
        )


def _is_sound(python):
    if not python.exists():
        return False
    return subprocess.run([str(python), "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0  # noqa: S603


def _has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], check=False, capture_output=True).returncode == 0  # noqa: S603


def _make_environment_with_system_pip():
    quietly(sys.executable, "-m", "venv", "--without-pip", VENV)
    quietly(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")


def _install_debian_package(name):
    say(f"apt-get install {name}")
    quietly("apt-get", "update")
    quietly("apt-get", "install", "-y", "--no-install-recommends", name)


def install_requirements():
    _install("requirements.txt")


def install_development_requirements():
    _install("requirements-dev.txt")


def _install(file):
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    quietly(*pip, "--require-hashes", "-r", file)


def install_project():
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    quietly(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")


# --- Node ------------------------------------------------------------------------------------------------------------


def install_modules():
    _clean_install("--omit=dev")


def install_development_modules():
    _clean_install()


def _clean_install(*options):
    environment = dict(os.environ, npm_config_cache=str(VAR / "cache" / "npm"), npm_config_update_notifier="false")
    npm = _npm(environment)
    line = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *options]
    call(*line, env=environment, stdout=subprocess.DEVNULL)
    shutil.rmtree(VAR / "cache" / "npm", ignore_errors=True)


def _npm(environment):
    """Npm of the machine, or the one of a Python package where the machine has none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major_version(node) >= OLDEST_NODE:
        return npm
    _install("requirements-node.txt")
    environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}{environment.get('PATH', os.defpath)}"
    return VENV / "bin" / "npm"


def _major_version(node):
    done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)  # noqa: S603
    number = done.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdigit() else 0


# --- Files made from what was installed ------------------------------------------------------------------------------

KRDS = MODULES / "krds-uiux" / "resources"


def copy_static_files():
    """The part of KRDS that pages use. Its `cdn` folder loads from outside and refers to files that do not exist."""
    krds = VENDOR / "krds"
    shutil.rmtree(krds, ignore_errors=True)
    for part in ("css/token", "css/common", "css/component", "js/component", "img/component"):
        ignored = shutil.ignore_patterns("*.scss", "*.map", "favicon")
        shutil.copytree(KRDS / part, krds / part, ignore=ignored)
    (krds / "LICENSE.txt").write_text("krds-uiux 1.1.0, installed from npm. See https://www.krds.go.kr\n")
    _refuse_broken_references(krds)


def _refuse_broken_references(folder):
    """Drop every rule value that names a file which is not there: hashing the file names would fail on it."""
    import re

    for sheet in folder.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")

        def keep(found, sheet=sheet):
            target = found.group(1).strip("'\"")
            is_there = target.startswith(("data:", "#")) or (sheet.parent / target.split("?")[0].split("#")[0]).exists()
            return found.group(0) if is_there else "none"

        sheet.write_text(re.sub(r"url\(([^)]*)\)", keep, text), encoding="utf-8")


PRETENDARD = MODULES / "pretendard" / "dist"
DEJAVU = MODULES / "dejavu-fonts-ttf"
MYEONGJO = MODULES / "@fontsource" / "nanum-myeongjo"
SYMBOLS = "◎☐☑☒①②③④⑤⑥⑦⑧⑨⑩"


def make_fonts():
    """Fonts of pages (woff2) and of documents (the typesetter reads TrueType and OpenType only)."""
    _make_page_fonts(VENDOR / "fonts")
    fonts = VAR / "fonts"
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    for weight in ("Regular", "Bold"):
        shutil.copy(PRETENDARD / "public" / "static" / f"Pretendard-{weight}.otf", fonts)
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        shutil.copy(DEJAVU / "ttf" / name, fonts)
    shutil.copy(PRETENDARD / "LICENSE.txt", fonts / "Pretendard-LICENSE.txt")
    shutil.copy(DEJAVU / "LICENSE", fonts / "DejaVu-LICENSE.txt")
    shutil.copy(MYEONGJO / "LICENSE", fonts / "NanumMyeongjo-LICENSE.txt")
    quietly(PYTHON, "-c", TO_TRUETYPE, MYEONGJO / "files", fonts)


def _make_page_fonts(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(PRETENDARD / "web" / "variable" / "woff2" / "PretendardVariable.woff2", folder)
    shutil.copy(PRETENDARD / "LICENSE.txt", folder / "Pretendard-LICENSE.txt")
    shutil.copy(DEJAVU / "LICENSE", folder / "DejaVu-LICENSE.txt")
    subset = [f"--output-file={folder / 'Symbols.woff2'}", "--flavor=woff2", f"--text={SYMBOLS}"]
    quietly(PYTHON, "-m", "fontTools.subset", DEJAVU / "ttf" / "DejaVuSans.ttf", *subset)


TO_TRUETYPE = """
import sys
from pathlib import Path
from fontTools.ttLib import TTFont

source, target = map(Path, sys.argv[1:])
for weight, name in ((400, "Regular"), (700, "Bold")):
    font = TTFont(source / f"nanum-myeongjo-korean-{weight}-normal.woff2")
    font.flavor = None
    font.save(target / f"NanumMyeongjo-{name}.ttf")
"""


# --- Browser of the tests --------------------------------------------------------------------------------------------

BROWSER = VAR / "chromium"
SYSTEM_BROWSERS = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")


def copy_test_files():
    axe = VAR / "axe"
    axe.mkdir(parents=True, exist_ok=True)
    shutil.copy(MODULES / "axe-core" / "axe.min.js", axe)


def make_browser():
    """`var/chromium/chromium`: the pinned headless shell of npm, else whatever Chromium the machine has.

    The pinned one comes first, so that the tests see the same browser on every machine.
    """
    shutil.rmtree(BROWSER, ignore_errors=True)
    BROWSER.mkdir(parents=True)
    if platform.machine() in ("x86_64", "AMD64") and _unpack_browser() and _browser_works():
        return
    for name in SYSTEM_BROWSERS:
        if (path := shutil.which(name)) and _use_browser(path):
            return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _install_debian_package("chromium")
        if _use_browser(shutil.which("chromium")):
            return
    raise SetupError(
        "시험에 쓸 Chromium을 준비하지 못했습니다.\n`sudo apt-get install chromium`을 실행한 뒤 다시 해 주세요."
    )


def _unpack_browser():
    packed = MODULES / "@sparticuz" / "chromium" / "bin"
    if not packed.exists():
        return False
    quietly(PYTHON, "-c", UNPACK, packed, BROWSER)
    (BROWSER / "fonts.conf").write_text(FONTS_CONF.format(fonts=VAR / "fonts", cache=BROWSER / "font-cache"))
    _write_launcher(
        'export LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_FILE="$here/fonts.conf"\n', '"$here/headless"'
    )
    return True


UNPACK = """
import io, sys, tarfile
from pathlib import Path
import brotli

packed, target = map(Path, sys.argv[1:])
(target / "headless").write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
(target / "headless").chmod(0o755)
for name in ("al2023", "swiftshader"):
    content = io.BytesIO(brotli.decompress((packed / f"{name}.tar.br").read_bytes()))
    safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # not in Python 3.11.0 to 3.11.3
    tarfile.open(fileobj=content).extractall(target / ("al2023" if name == "al2023" else "."), **safely)
"""

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def _use_browser(path):
    _write_launcher("", f'"{path}"')
    return _browser_works()


def _write_launcher(settings, program):
    launcher = BROWSER / "chromium"
    launcher.write_text(f'#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\n{settings}exec {program} "$@"\n')
    launcher.chmod(0o755)


def _browser_works():
    done = subprocess.run(  # noqa: S603
        [str(PYTHON), "-c", TRY_BROWSER, str(BROWSER / "chromium")], check=False, capture_output=True, timeout=120
    )
    return done.returncode == 0


TRY_BROWSER = """
import sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1], timeout=60_000)
    page = browser.new_page()
    page.set_content("<h1>학적</h1>")
    assert page.inner_text("h1") == "학적"
    browser.close()
"""


# --- The order -------------------------------------------------------------------------------------------------------

ENVIRONMENT = Step("python environment", make_environment, [], [PYTHON])
INSTALL_PROJECT = Step("this project", install_project, ["pyproject.toml"], [VENV / "bin" / "hakjeok"])
STATIC = Step("static files", copy_static_files, ["package-lock.json"], [VENDOR / "krds" / "css" / "component"])
FONTS = Step(
    "fonts",
    make_fonts,
    ["package-lock.json"],
    [VENDOR / "fonts" / "Symbols.woff2", VAR / "fonts" / "NanumMyeongjo-Bold.ttf"],
)
REQUIREMENTS = Step("python packages", install_requirements, ["requirements.txt"], [])
DEVELOPMENT_REQUIREMENTS = Step(
    "python packages for tests", install_development_requirements, ["requirements-dev.txt"], [VENV / "bin" / "pytest"]
)
NODE_MODULES = Step("front-end packages", install_modules, ["package-lock.json"], [MODULES / "krds-uiux"])
DEVELOPMENT_NODE_MODULES = Step(
    "front-end packages for tests", install_development_modules, ["package-lock.json"], [MODULES / "axe-core"]
)
TEST_FILES = Step("test files", copy_test_files, ["package-lock.json"], [VAR / "axe" / "axe.min.js"])
BROWSER_STEP = Step("browser for tests", make_browser, ["package-lock.json"], [BROWSER / "chromium"])


def steps_of(profile):
    """The steps in order. What the tests need includes what the site needs: a developer's machine keeps the wider."""
    wider = (DEVELOPMENT_REQUIREMENTS, DEVELOPMENT_NODE_MODULES)
    if profile == "test" or DEVELOPMENT_NODE_MODULES.stamp.exists():
        packages, modules, last = *wider, [TEST_FILES, BROWSER_STEP] * (profile == "test")
    else:
        packages, modules, last = REQUIREMENTS, NODE_MODULES, []
    return [ENVIRONMENT, packages, INSTALL_PROJECT, modules, STATIC, FONTS, *last]


def main(profile):
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(f"파이썬 3.11 이상이 필요합니다. 지금은 {platform.python_version()}입니다.")
    STAMPS.mkdir(parents=True, exist_ok=True)
    with (STAMPS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for step in steps_of(profile):
            if not step.is_done():
                step.run()


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except (SetupError, OSError) as error:
        sys.exit(f"setup: {error}")
