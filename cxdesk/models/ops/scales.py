"""Edits of the project's own scales: made, changed, deleted."""

from __future__ import annotations

from cxdesk.language import N_
from cxdesk.models import own_scales
from cxdesk.models.ids import Id
from cxdesk.models.naming import normal
from cxdesk.models.scales import BUILT_IN, Scale
from cxdesk.models.store import Edit, Store
from cxdesk.problems import Problem

MOST_STEPS = 1_000
"""Steps that a scale made by hand can have."""


class ScaleRefused(Problem):
    """A scale cannot be what somebody wants it to be."""


def check_scale(store: Store, scale: Scale) -> None:
    """Whether a scale makes sense.

    Raises:
        ScaleRefused: if it does not, or another one is called so.
    """
    if not scale.name:
        raise ScaleRefused(N_("Give the scale a name."))
    if not (abs(scale.minimum) <= 1e6 and abs(scale.maximum) <= 1e6):
        raise ScaleRefused(N_("A scale goes from −1,000,000 to 1,000,000 at most."))
    if not scale.minimum < scale.maximum:
        raise ScaleRefused(N_("The scale has to go from a lower to a higher number."))
    if not scale.step > 0 or not scale.accepts(scale.maximum):
        raise ScaleRefused(N_("The step has to lead from the lowest to the highest number."))
    if scale.steps > MOST_STEPS:
        raise ScaleRefused(N_("That is more than {n} steps; choose a larger step."), n=MOST_STEPS)
    if not scale.minimum < scale.neutral < scale.maximum:
        raise ScaleRefused(N_("The neutral point has to lie between the two ends."))
    for one in store.all(Scale):
        alike = one.polarity == scale.polarity and normal(one.name) == normal(scale.name)
        if one.id != scale.id and alike:  # that low is good stands beside the name
            raise ScaleRefused(N_("There is a scale called “{name}” already."), name=one.name)


def add_scale(store: Store, scale: Scale) -> Scale:
    """Make a scale of the project's own; the one that it has already if that is the same.

    Raises:
        ScaleRefused: if it makes no sense, or another one is called so.
    """
    known = own_scales.as_known(store, scale)
    if store.get(known.id) is not None:
        return known
    check_scale(store, known)
    with store.transaction(N_("New scale {name}"), name=known.name) as edit:
        return edit.add(known)


def know_scale(store: Store, edit: Edit, scale: Scale) -> Id:
    """Let the project have a scale as part of another edit; the id under which it has it."""
    known = own_scales.as_known(store, scale)
    if known.id not in BUILT_IN and store.get(known.id) is None:
        edit.add(known)
    return known.id


def change_scale(store: Store, scale: Scale) -> None:
    """Let a scale be called otherwise, have other steps, another neutral point or good end.

    All values that were given stay what they are, so each has to be a step of the new scale.

    Raises:
        ScaleRefused: if it makes no sense, or would not have a value that was given.
        UnknownRecord: if the project has no such scale.
    """
    check_scale(store, scale)
    given = own_scales.values_on(store, scale.id)
    # A reported mean lies between steps.
    off = {
        value: times for value, times in given.items()
        if not scale.minimum <= value <= scale.maximum
        or (store.record(scale.id).accepts(value) and not scale.accepts(value))
    }  # fmt: skip
    if off:
        raise ScaleRefused(
            N_("Values that were given would not be on it, such as {value} ({n} in all). "
               "Leave room for them, or make another scale."),
            n=sum(off.values()), value=f"{next(iter(off)):g}",
        )  # fmt: skip
    with store.transaction(N_("Change scale {name}"), name=scale.name) as edit:
        fields = {name: getattr(scale, name) for name in scale.__struct_fields__ if name != "id"}
        edit.update(scale.id, **fields)


def delete_scale(store: Store, scale: Id) -> None:
    """Delete a scale on which nothing is.

    Raises:
        ScaleRefused: if something is.
        UnknownRecord: if the project has no such scale.
    """
    if own_scales.is_used(store, scale):
        n = sum(own_scales.values_on(store, scale).values())
        raise ScaleRefused(
            N_("The scale is in use ({n} values are on it), so it stays."), n=n
        )
    with store.transaction(N_("Delete scale {name}"), name=store.record(scale).name) as edit:
        edit.remove(scale)
