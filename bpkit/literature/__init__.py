"""What others write for the same sweep: four schools side by side, and twelve sources."""

from .schools import LINES, SCHOOLS, schools
from .sources import SOURCES, sources

__all__ = ["LINES", "SCHOOLS", "SOURCES", "schools", "sources"]
