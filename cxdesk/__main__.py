"""``python -m cxdesk``."""

from __future__ import annotations

import sys

from cxdesk.cli import main

sys.exit(main())
