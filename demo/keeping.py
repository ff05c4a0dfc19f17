"""Keeps the made-up school safe: a recovery key in a folder of its own, backups beside the hub's folder."""

from pathlib import Path

from hub.backup.recovery import ENTROPY, RecoveryKey, sheet_number
from hub.config import FILE, BackupSettings, Config
from hub.reports.recovery import recovery_text
from hub.service.backoffice import Backoffice
from plumbing.files import replace_file
from plumbing.seal import random_bytes


def keep_safe(folder: Path, hub: Path, back: Backoffice) -> None:
    """Make key and settings the first time; a demo has no second disk, so it says that one will do."""
    if back.keys.recovery_key() is not None:
        return
    backups, recovery = folder / "backups", folder / "recovery"
    for made in (backups, recovery):
        made.mkdir(exist_ok=True, mode=0o700)
    key = RecoveryKey(random_bytes(ENTROPY))
    with back.store.reading() as tables:
        school = tables.definitions.school().name
    sheet = recovery_text(school, sheet_number(key.public), key.words, key.text)
    replace_file(recovery / "sheet.txt", sheet.encode())
    if not (hub / FILE).exists():
        settings = Config(hub, backup=BackupSettings(second=backups, same_disk_ok=True))
        replace_file(hub / FILE, settings.as_toml().encode())
    back.keys.put_recovery_key(key.public, back.now())
