"""Text in XML: whatever it holds, a parser gives it back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from entries import patient
from hypothesis import given
from hypothesis import strategies as st

from digestcli.text.xml import xml


@patient
@given(st.text())
def test_any_text_is_xml(text: str) -> None:
    (found,) = ET.fromstring(f'<a b="{xml(text)}"><b>{xml(text)}</b></a>')
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text)
    assert (found.text or "") == kept
