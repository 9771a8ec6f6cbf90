"""Pictures of shares with their intervals: Altair says what, vl-convert draws it, without browser or network."""

import copy
import textwrap
from functools import lru_cache
from typing import Any, Final

from feedback_nlp.report.blocks import Dots

WIDTH: Final = 330
_ONE_LINE: Final = 20
_LONGER_LINE: Final = 30
"""Letters in a line of a name; the longer where a name would take three of the shorter."""
_STEP: Final = 30
_LINE: Final = 18
# Room for a letter of the widest usual font: what reads the page may not have the font that the chart was drawn with.
_LETTER: Final = 8.4
# Dark enough on white for WCAG's 4.5 : 1, and told apart by shape as well.
_INK: Final = "#1d3f66"
_OTHER: Final = "#8a3a00"
_GREY: Final = "#505a5f"
_GRID: Final = "#d5d9dc"


def svg_of(dots: Dots, key: str) -> str:
    """Return the chart as an ``<svg>`` element to stand inside a page.

    Parameters
    ----------
    dots
        What to draw. Rows without a share say why.
    key
        Unique in the page: the element's title and description are named after it.

    Returns
    -------
    str
        Markup that names nothing outside itself, with role "img", a title and a description.
    """
    return _accessible(_drawn(dots), dots, key)


def png_of(dots: Dots) -> bytes:
    """Return the chart as a PNG image at twice its size, for the document."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(_drawn(dots), scale=2))


@lru_cache(maxsize=512)
def _drawn(dots: Dots) -> str:
    """Return the chart as it comes from Vega; page and document draw the same ones."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_spec(dots), vl_version=_version()))


@lru_cache
def _version() -> str:
    import vl_convert

    # The newest that this vl-convert carries; Altair's own schema may be newer by a patch.
    return str(vl_convert.get_vegalite_versions()[-1])


def _spec(dots: Dots) -> dict[str, Any]:
    many = any(len(textwrap.wrap(dot.name, _ONE_LINE)) > 2 for dot in dots.rows)
    line = _LONGER_LINE if many else _ONE_LINE
    names = ["\n".join(textwrap.wrap(dot.name, line)) or " " for dot in dots.rows]
    rows = [
        {
            "order": i,
            # Two themes may have the same name ("Other" under two parents): the number in front keeps them apart.
            "row": f"{i}\n{name}",
            "share": dot.share,
            "lower": dot.lower,
            "upper": None if dot.upper is None else min(dot.upper, dots.highest),
            "second": dot.second,
            "why_not": dot.why_not if dot.share is None else "",
        }
        for i, (dot, name) in enumerate(zip(dots.rows, names, strict=True))
    ]
    # Altair needs a while for each chart; what differs is put into a copy of the one spec.
    spec = copy.deepcopy(_template())
    spec["data"] = {"values": rows}
    axis = spec["layer"][0]["encoding"]["x"]
    step = 0.05 if dots.highest <= 0.2 else 0.1 if dots.highest <= 0.5 else 0.2
    axis["scale"]["domain"] = [0, dots.highest]
    axis["axis"]["values"] = [round(i * step, 2) for i in range(int(dots.highest / step + 1e-9) + 1)]
    spec["layer"][-1]["data"] = {"values": [] if dots.line is None else [{"line": dots.line}]}
    longest = max((len(part) for name in names for part in name.split("\n")), default=0)
    spec["layer"][0]["encoding"]["y"]["axis"]["minExtent"] = _LETTER * longest + 12
    tall = max((name.count("\n") + 1 for name in names), default=1)
    spec["height"] = {"step": max(_STEP, _LINE * tall + 8)}
    return spec


@lru_cache
def _template() -> dict[str, Any]:
    import altair as alt

    nothing = alt.InlineData(values=[])
    x_axis = alt.Axis(format=".0%", title=None, values=[0], labelFlush=False, gridColor=_GRID)
    y = alt.Y(
        "row:N",
        title=None,
        sort=alt.EncodingSortField(field="order", op="min"),
        axis=alt.Axis(
            labelExpr="slice(split(datum.label, '\\n'), 1)", labelLimit=0, ticks=False, domain=False, labelPadding=8
        ),
    )
    base = alt.Chart().encode(y=y)
    share = alt.X("share:Q", axis=x_axis, scale=alt.Scale(domain=[0, 1], nice=False))
    layers: list[Any] = [
        base.mark_point(size=90, filled=True, color=_INK, opacity=1).encode(x=share),
        base.mark_rule(size=3, color=_INK).encode(x="lower:Q", x2="upper:Q"),
        base.mark_text(align="left", dx=4, color=_GREY, fontStyle="italic").encode(x=alt.datum(0), text="why_not:N"),
        base.mark_point(size=90, shape="diamond", strokeWidth=2, color=_OTHER, opacity=1).encode(x="second:Q"),
        alt.Chart(nothing).mark_rule(strokeDash=[5, 4], color=_GREY).encode(x="line:Q"),
    ]
    chart = alt.layer(*layers, data=nothing).properties(width=WIDTH)
    chart = chart.configure(aria=False, font="sans-serif", background="white")
    chart = chart.configure_axis(labelFontSize=14, labelColor="#1a1a1a", domainColor=_GREY, tickColor=_GREY)
    chart = chart.configure_text(fontSize=13).configure_view(stroke=None)
    return dict(chart.to_dict())


def _accessible(svg: str, dots: Dots, key: str) -> str:
    from lxml import etree

    drawn = etree.fromstring(svg.encode())
    for element in drawn.iter():
        element.tag = etree.QName(element).localname
        for name in [n for n in element.attrib if n == "role" or n.startswith("aria-")]:
            del element.attrib[name]
    box = {name: drawn.attrib[name] for name in ("width", "height", "viewBox")}
    root = etree.Element(
        "svg", box | {"role": "img", "aria-labelledby": f"{key}-title", "aria-describedby": f"{key}-desc"}
    )
    title = etree.SubElement(root, "title", {"id": f"{key}-title"})
    title.text = dots.title
    desc = etree.SubElement(root, "desc", {"id": f"{key}-desc"})
    desc.text = dots.description
    root.extend(list(drawn))
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
