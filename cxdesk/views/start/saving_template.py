"""A journey is kept as a template: the name is asked above the map, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxdesk.canvas.workspace import journey_title
from cxdesk.problems import why

if TYPE_CHECKING:
    from cxdesk.views.window.main_window import MainWindow


def ask_template(window: MainWindow) -> None:
    """Ask what the template is to be called, and keep it."""
    workspace = window.workspace
    journey = workspace.store.get(workspace.journey)
    if journey is None:
        return
    tr = workspace.tr
    window.bar.ask(
        tr("Template without ratings and personas. Its name:"),
        journey_title(journey, workspace.language),  # type: ignore[arg-type]
        tr("Save as template"),
        lambda name: _save(window, name),
        close=tr("Close"),
    )


def _save(window: MainWindow, name: str) -> None:
    from cxdesk import templates
    from cxdesk.models.clips import template_of

    workspace, tr = window.workspace, window.workspace.tr
    if not name:
        ask_template(window)
        return
    replaced = templates.file_name(name) in templates.own_names()
    try:
        kept = templates.save(template_of(workspace.store, workspace.journey, name))
    except OSError as error:
        folder = templates.own_folder()
        reason = why(error).text(workspace.language)
        text = tr("No template can be kept in {file}: {reason}.", file=folder, reason=reason)
        workspace.notice.emit(text, "warning")
        return
    if replaced:
        text = tr("The template {name} has been saved in place of the one before.", name=name)
        workspace.notice.emit(text, "plain")
        return
    text = tr("The template {name} stands on the start page from now on.", name=name)
    window.offer(text, [(tr("Undo"), lambda: templates.remove(kept))])
