"""What keys, menus, palette and double-clicks do on the map: a room for each kind of command."""

from __future__ import annotations

from cxdesk.canvas.commands.chosen import Chosen
from cxdesk.canvas.commands.collapsing import Collapsing
from cxdesk.canvas.commands.copies import Copies
from cxdesk.canvas.commands.going import Going
from cxdesk.canvas.commands.history import Steps
from cxdesk.canvas.commands.lanes import Lanes
from cxdesk.canvas.commands.locking import Locking
from cxdesk.canvas.commands.moving import Moving
from cxdesk.canvas.commands.nesting import Nesting
from cxdesk.canvas.commands.pictures import Pictures
from cxdesk.models.records import Card, Insight, Lane, Persona, Phase


class Commands(Going, Moving, Chosen, Lanes, Locking, Collapsing, Nesting, Copies, Pictures, Steps):
    """All rooms under one name; a new group of commands is a file and its class here."""


def text_of(record: object) -> str:
    """The text that is edited in place on the map."""
    match record:
        case Card() | Insight():
            return record.text
        case Phase() | Lane() | Persona():
            return record.name
    return ""
