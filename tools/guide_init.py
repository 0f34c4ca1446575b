"""What `make guide` puts in place of `systemctl` in a tree where no init runs: it starts services as their units say.

User, environment, credentials, folders and command are the unit's; the sandbox is not, `systemd-analyze verify` judges
it. PostgreSQL and nginx are started as Debian does it. Standard library only: it runs in the bare tree.
"""

from __future__ import annotations

import os
import pwd
import select
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

UNITS, REAL, RUN = Path("/etc/systemd/system"), "/usr/bin/systemctl", Path("/run/guide")
PATIENCE = 20.0  # seconds, for a service that is told to stop
Settings = dict[str, list[str]]


def main(words: list[str]) -> int:
    if os.geteuid() == 0:
        _into_the_trees_network(words)
        RUN.mkdir(exist_ok=True)
    options = [word for word in words if word.startswith("-")]
    verb, *names = [word for word in words if not word.startswith("-")]
    match verb:
        case "daemon-reload":
            return _must("systemd-analyze", "verify", "--man=no", *map(str, sorted(UNITS.glob("loket-*"))))
        case "list-timers":
            return max(_must("systemd-analyze", "calendar", each) for each in _calendars())
        case "enable":
            return _must(REAL, "enable", *names) or (_each(_start, names) if "--now" in options else 0)
        case "start":
            return _each(_start, names)
        case "stop":
            return _each(_stop, names)
        case "restart":
            return _each(_stop, names) or _each(_start, names)
        case "reload":
            return _each(_reload, names)
    print(f"guide: nobody knows how to check: systemctl {verb}", file=sys.stderr)
    return 1


def _into_the_trees_network(words: list[str]) -> None:
    """Also out of a block that may load packages."""
    if os.readlink("/proc/self/ns/net") != os.readlink("/proc/1/ns/net"):
        os.execvp("nsenter", ["nsenter", "--target", "1", "--net", "--", sys.executable, __file__, *words])


def _each(do: object, names: list[str]) -> int:
    assert callable(do)
    return max(int(do(name)) for name in names)


def _must(*words: str) -> int:
    """Words on the error stream of systemd-analyze are findings."""
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    print(done.stdout + done.stderr, end="")
    judged = words[0] == "systemd-analyze" and done.stderr.strip()
    return done.returncode or int(bool(judged))


def _calendars() -> list[str]:
    return [each for unit in sorted(UNITS.glob("loket-*.timer")) for each in settings_of(unit)["OnCalendar"]]


def settings_of(unit: Path) -> Settings:
    found: Settings = {}
    for line in unit.read_text("utf-8").replace("\\\n", " ").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith(("#", ";")):
            found.setdefault(name.strip(), []).append(value.strip())
    return found


def _start(name: str) -> int:
    if name.endswith(".timer"):
        return 0 if (UNITS / name).is_file() else 5
    if name == "postgresql":
        return _must("sh", "-c", "pg_lsclusters -h | while read -r v c _; do pg_ctlcluster $v $c start; done")
    unit = UNITS / f"{name.removesuffix('.service')}.service"
    if not unit.is_file():
        print(f"guide: there is no {unit}", file=sys.stderr)
        return 5
    settings = settings_of(unit)
    environment, user = _environment(unit.stem, settings), pwd.getpwnam(settings["User"][0])
    (command,) = settings["ExecStart"]
    words = [_expanded(word, environment) for word in shlex.split(command)]
    log = (RUN / f"{unit.stem}.log").open("ab")
    process = subprocess.Popen(
        words,
        env=environment,
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
        umask=int(settings.get("UMask", ["0022"])[0], 8),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    (RUN / f"{unit.stem}.pid").write_text(str(process.pid))
    if settings["Type"] == ["oneshot"]:
        code = process.wait()
        print((RUN / f"{unit.stem}.log").read_text("utf-8"))
        return code
    return 0


def _environment(name: str, settings: Settings) -> dict[str, str]:
    found = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
    for file in settings.get("EnvironmentFile", []):
        for line in Path(file).read_text("utf-8").splitlines():
            if line.strip() and not line.startswith(("#", ";")):
                key, _, value = line.partition("=")
                found[key] = value
    for line in settings.get("Environment", []):
        found |= dict(word.split("=", 1) for word in shlex.split(line))
    owner = pwd.getpwnam(settings["User"][0])
    for folder in settings.get("StateDirectory", []):
        path = Path("/var/lib") / folder
        path.mkdir(exist_ok=True)
        path.chmod(int(settings["StateDirectoryMode"][0], 8))
        os.chown(path, owner.pw_uid, owner.pw_gid)
    credentials = RUN / f"credentials-{name}"
    for line in settings.get("LoadCredential", []):
        key, _, source = line.partition(":")
        credentials.mkdir(mode=0o755, exist_ok=True)
        shutil.copyfile(source, credentials / key)
        os.chown(credentials / key, owner.pw_uid, owner.pw_gid)
        (credentials / key).chmod(0o400)
        found["CREDENTIALS_DIRECTORY"] = str(credentials)
    return found


def _expanded(word: str, environment: dict[str, str]) -> str:
    for name, value in environment.items():
        word = word.replace("${" + name + "}", value)
    return word


def _stop(name: str) -> int:
    file = RUN / f"{name.removesuffix('.service')}.pid"
    if not file.is_file():
        return 5
    number = int(file.read_text())
    try:
        watched = os.pidfd_open(number)
    except ProcessLookupError:
        print(f"guide: {name} had ended by itself", file=sys.stderr)
        return 1
    signal.pidfd_send_signal(watched, signal.SIGTERM)
    if not select.select([watched], [], [], PATIENCE)[0]:
        print(f"guide: {name} does not stop", file=sys.stderr)
        return 1
    file.unlink()
    return 0


def _reload(name: str) -> int:
    assert name == "nginx"
    number = Path("/run/nginx.pid")
    running = number.is_file() and number.read_text().strip()  # `nginx -t` leaves an empty one
    return _must("nginx", *(("-s", "reload") if running else ()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
