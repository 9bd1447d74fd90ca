"""How the browser is laid out; its colours are the terminal's own, so that any palette is readable."""

from __future__ import annotations

BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (120, "-broad")]
"""Cells from which the card stands beside the list, and the categories beside both."""
HEIGHTS = [(0, "-low"), (14, "-high")]
"""Lines from which there is room for a card below the list."""

CSS = """
* {
    scrollbar-size-vertical: 1;
    scrollbar-color: ansi_bright_black;
    scrollbar-color-hover: ansi_bright_black;
    scrollbar-color-active: ansi_bright_black;
    scrollbar-background: ansi_default;
    scrollbar-background-hover: ansi_default;
    scrollbar-background-active: ansi_default;
}
Screen { background: ansi_default; color: ansi_default; }
#title, #status { height: 1; }
#panes { height: 1fr; layout: vertical; }
#entries { height: 2fr; }
#card { height: 3fr; border-top: solid ansi_bright_black; }
#card { padding: 0 1; }
#categories { display: none; }

Screen.-wide #panes, Screen.-broad #panes { layout: horizontal; }
Screen.-wide #entries, Screen.-broad #entries { width: 9fr; height: 100%; }
Screen.-wide #card, Screen.-broad #card {
    width: 11fr;
    height: 100%;
    border-top: none;
    border-left: solid ansi_bright_black;
}
Screen.-broad #categories { display: block; width: 22; height: 100%; border-right: solid ansi_bright_black; }
Screen.-low #card { display: none; }

Screen.-picking #categories { display: block; width: 100%; height: 100%; border-right: none; }
Screen.-picking #entries, Screen.-picking #card { display: none; }
Screen.-broad.-picking #categories { width: 22; border-right: solid ansi_bright_black; }
Screen.-broad.-picking #entries, Screen.-broad.-picking #card { display: block; }

Screen.-full #entries, Screen.-full #categories { display: none; }
Screen.-full #card { display: block; width: 1fr; height: 1fr; border: none; }

#problem { display: none; height: auto; max-height: 2; color: ansi_yellow; }
#problem.shown { display: block; }
#searching { display: none; height: 1; }
Screen.-searching #searching { display: block; }
Screen.-searching #status { display: none; }
#slash { width: 2; }
#search { width: 1fr; }
Input, TextArea { background: ansi_default; color: ansi_default; }

Dialog { align: center bottom; background: transparent; }
#dialog { width: 100%; height: auto; padding: 0 1; }
#dialog { border-top: solid ansi_bright_black; background: ansi_default; }
#dialog TextArea { height: 10; max-height: 60vh; }
#dialog Lines { height: auto; }
#prompt-title { text-style: bold; }
#prompt-problem { color: ansi_yellow; height: auto; }
"""
