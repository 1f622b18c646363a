"""What a window needs besides Qt, imported before Qt: its import hook slows all that comes after.

Measured with the sample: 50 ms of 720 until the window is visible.
"""

# ruff: noqa: F401
import fontTools.pens.basePen
import fontTools.ttLib.tables._c_m_a_p
import fontTools.ttLib.tables._g_l_y_f
import fontTools.ttLib.tables._h_h_e_a
import fontTools.ttLib.tables._h_m_t_x
import platformdirs
import sqlalchemy.dialects.sqlite

import cxdesk.analysis.numbers
import cxdesk.layout.curve
import cxdesk.layout.map
import cxdesk.models.clips
import cxdesk.models.ops.findings
import cxdesk.models.ops.pasting
import cxdesk.models.ops.personas
import cxdesk.models.ops.ratings
import cxdesk.session
