"""Colours can be told from what they stand on (WCAG 2: text 4.5:1, lines and icons 3:1)."""

from __future__ import annotations

import pytest

from cxdesk.layout.compare import mark_color, mark_icon
from cxdesk.layout.headline import Headline
from cxdesk.layout.pieces import far_note, far_stop
from cxdesk.layout.tokens import (
    DARK,
    FEELINGS,
    LANES,
    LIGHT,
    ON_PHASE,
    PAPER,
    PHASES,
    Theme,
    blend,
    lifted,
    outline,
    rim,
)
from cxdesk.models.comparison import KINDS

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK, PAPER], ids=lambda theme: theme.name)


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@THEMES
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    for ground in (theme.window, theme.canvas, theme.panel, theme.card):
        for ink in (theme.text, theme.quiet, theme.warning):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@THEMES
def test_notes_can_be_read_and_their_edges_seen(theme: Theme) -> None:
    for color in LANES.values():
        assert contrast(theme.text, blend(color, theme.canvas, theme.note_opacity)) >= 7
        assert contrast(lifted(color, theme), theme.canvas) >= 3, color


@THEMES
def test_from_afar_names_can_be_read_and_cards_seen(theme: Theme) -> None:
    for face in (None, *FEELINGS):
        score = None if face is None else Headline(face, "", "", "")
        far = far_stop("name", score, theme)
        assert contrast(far.ink, far.ground) >= 4.5, face
    for color in LANES.values():
        assert contrast(far_note(color, theme).ground, theme.canvas) >= 2.2, color


@THEMES
def test_lines_and_icons_can_be_seen(theme: Theme) -> None:
    for color in (theme.accent, theme.quiet, theme.star, *(lifted(c, theme) for c in PHASES)):
        assert contrast(color, theme.panel) >= 3, color


@THEMES
def test_a_box_that_can_be_ticked_is_seen_empty(theme: Theme) -> None:
    for ground in (theme.panel, theme.accent_soft):
        assert contrast(outline(theme), ground) >= 3, ground


@THEMES
def test_the_shape_of_a_face_can_be_seen_wherever_it_stands(theme: Theme) -> None:
    """By its fill or its edge; what is pale by intent on a light ground, by its dark features."""
    marked = blend(theme.accent_soft, theme.panel, 0.45)  # the selected column of the curve
    grounds = [theme.window, theme.canvas, theme.panel, theme.card, theme.accent_soft, marked]
    for face, look in FEELINGS.items():
        edge = rim(face, theme)
        colors = {edge or look.fill, look.ink} if theme.name != "dark" else {edge or look.fill}
        afar = far_stop("name", Headline(face, "", "", ""), theme)
        assert afar.edge == (edge if face else "")
        for ground in (*grounds, afar.ground):
            assert max(contrast(color, ground) for color in colors) >= 3, (face, ground)


def test_only_faces_that_a_ground_would_swallow_have_an_edge() -> None:
    edged = {theme.name: [face for face in FEELINGS if rim(face, theme)] for theme in (LIGHT, DARK)}
    assert edged == {"light": [], "dark": [-2, 2]}


def test_what_is_written_on_phases_and_faces_can_be_read() -> None:
    for color in PHASES:
        assert contrast(ON_PHASE, color) >= 4.8, color
    for feeling in FEELINGS.values():
        assert contrast(feeling.ink, feeling.fill) >= 5.5


def test_a_blend_lies_between_its_colours() -> None:
    assert blend("#000000", "#FFFFFF", 0.25) == "#BFBFBF"
    assert blend("#1F747F", "#EEF1F6", 1.0) == "#1F747F"
    assert blend("#1F747F", "#EEF1F6", 0.0) == "#EEF1F6"


@THEMES
def test_marks_of_changes_can_be_seen_and_their_signs_told(theme: Theme) -> None:
    for kind in KINDS:
        color = mark_color(kind, theme)
        assert contrast(color, theme.canvas) >= 3, kind
        assert contrast(theme.on_accent, color) >= 3, kind
    assert len({mark_icon(kind) for kind in KINDS}) == len(KINDS)
