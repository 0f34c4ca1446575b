"""The one file of the look: colours for light and dark, spacing, radius, heights. Every pair is checked by a test."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFontMetrics, QGuiApplication

TIGHT, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
RADIUS = 6
POINTS = 10
CONTROL = 34
TRAINING_FRAME = 4
SIDEBAR_WIDE, SIDEBAR_NARROW = 208, 60
FONT = "Noto Sans"


class Tokens(NamedTuple):
    """Colours as #rrggbb. `soft` is a quiet background, `on_x` the text upon x."""

    dark: bool
    page: str
    surface: str
    raised: str
    line: str
    control_line: str
    text: str
    muted: str
    primary: str
    primary_hover: str
    primary_text: str
    on_primary: str
    primary_soft: str
    danger: str
    on_danger: str
    danger_soft: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    info: str
    info_soft: str
    neutral_soft: str
    zebra: str
    focus: str
    navigation: str
    on_navigation: str
    muted_on_navigation: str
    navigation_active: str
    on_navigation_active: str
    training: str
    on_training: str

    def of_level(self, level: str) -> tuple[str, str]:
        """Text and quiet background of a notice's level: info, success, warning, error."""
        return {
            "success": (self.success, self.success_soft),
            "warning": (self.warning, self.warning_soft),
            "error": (self.danger, self.danger_soft),
        }.get(level, (self.info, self.info_soft))


LIGHT = Tokens(
    dark=False,
    page="#f1f5f9",
    surface="#ffffff",
    raised="#f8fafc",
    line="#cbd5e1",
    control_line="#7d8aa0",
    text="#0f172a",
    muted="#475569",
    primary="#2563eb",
    primary_hover="#1d4ed8",
    primary_text="#1d4ed8",
    on_primary="#ffffff",
    primary_soft="#dbeafe",
    danger="#b91c1c",
    on_danger="#ffffff",
    danger_soft="#fef2f2",
    success="#166534",
    success_soft="#dcfce7",
    warning="#854d0e",
    warning_soft="#fef3c7",
    info="#1e40af",
    info_soft="#e0edff",
    neutral_soft="#e2e8f0",
    zebra="#f8fafc",
    focus="#2563eb",
    navigation="#0f172a",
    on_navigation="#e2e8f0",
    muted_on_navigation="#94a3b8",
    navigation_active="#1e40af",
    on_navigation_active="#ffffff",
    training="#f59e0b",
    on_training="#1c1917",
)

DARK = Tokens(
    dark=True,
    page="#0b1220",
    surface="#151e2e",
    raised="#1c2738",
    line="#334155",
    control_line="#64748b",
    text="#e8edf4",
    muted="#a9b6c8",
    primary="#2563eb",
    primary_hover="#1d4ed8",
    primary_text="#93c0fd",
    on_primary="#ffffff",
    primary_soft="#1e3a6e",
    danger="#fca5a5",
    on_danger="#3b0a0a",
    danger_soft="#3b1518",
    success="#86efac",
    success_soft="#12351f",
    warning="#fcd34d",
    warning_soft="#3d2c0a",
    info="#a5c8ff",
    info_soft="#172f57",
    neutral_soft="#2a374b",
    zebra="#192334",
    focus="#7fb0ff",
    navigation="#080d18",
    on_navigation="#d5deea",
    muted_on_navigation="#94a3b8",
    navigation_active="#1e40af",
    on_navigation_active="#ffffff",
    training="#f59e0b",
    on_training="#1c1917",
)

# (text, background): at least 4.5:1.
READABLE = (
    *((text, back) for text in ("text", "muted") for back in ("page", "surface", "raised", "zebra", "neutral_soft")),
    *(("text", back) for back in ("primary_soft", "danger_soft", "success_soft", "warning_soft", "info_soft")),
    ("primary_text", "surface"),
    ("primary_text", "page"),
    ("primary_text", "primary_soft"),
    ("on_primary", "primary"),
    ("on_primary", "primary_hover"),
    ("on_danger", "danger"),
    *((level, back) for level in ("danger", "success", "warning", "info") for back in ("surface", "page", "raised")),
    *((level, f"{level}_soft") for level in ("danger", "success", "warning", "info")),
    ("on_navigation", "navigation"),
    ("muted_on_navigation", "navigation"),
    ("on_navigation_active", "navigation_active"),
    ("on_training", "training"),
)
# (edge, background): at least 3:1, what a control is recognised by.
VISIBLE = (
    *((edge, back) for edge in ("control_line", "focus", "danger") for back in ("surface", "page")),
    ("primary", "surface"),
    ("muted_on_navigation", "navigation"),
)


def current_tokens() -> Tokens:
    """The tokens the program's palette was made from. A widget's own palette would not do: the style sheet tints it."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def control_height(metrics: QFontMetrics) -> int:
    """Pixels: 34 at the base size, more where the system asks for larger text."""
    return max(CONTROL, metrics.height() + 15)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
