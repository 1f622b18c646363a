"""Other copies of one project: what they hold is merged, or everything is restored from them."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

from cxdesk import scratch
from cxdesk.models.ops import versions
from cxdesk.models.records import AnyRecord
from cxdesk.session.open_file import OpenFile
from cxdesk.storage import gate
from cxdesk.storage.merge import Merged, merge, merged_copy


class Copies:
    """What comes into an open project from its backups and from copies elsewhere."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file

    def merge(self, other: Path, *, preview: bool = False) -> Merged:
        """Bring the edits of another copy into the file; they arrive here like others' edits.

        Raises:
            Problem: if one of the files cannot be opened, this one not be written, or the two are
                not copies of one project.
        """
        self._file.deliver()
        return merge(self._file.path, other, preview=preview, state=self._file.folder)

    def as_merged(self, other: Path) -> Path:
        """A copy of the project, for this process alone, with another copy merged into it.

        It may be called from any thread.

        Raises:
            Problem: as ``merge``.
        """
        self._file.deliver()
        return merged_copy(self._file.path, other, Path(mkdtemp(dir=scratch.folder())))

    def restore(self, older: Path, when: str = "") -> None:
        """Bring everything back to how it was in a backup or copy, as one step that can be undone.

        ``when`` is what people call that moment.

        Raises:
            Problem: if the copy cannot be opened, or is of another project.
        """
        versions.restore_all(self._file.store, self.bring_in(older), when or older.stem)

    def bring_in(self, older: Path) -> list[AnyRecord]:
        """The records of a backup or copy, for which the file has all that is needed now.

        What the file has lost of the copy's edits and answers is merged into it. This is the part
        of restoring that takes time; it may be called from any thread.

        Raises:
            Problem: if the copy cannot be opened, or is of another project.
        """
        self.merge(older)
        records = gate.open_contents(older).records
        return [record for record in records if record.id not in self._file.erased]
