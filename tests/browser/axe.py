"""axe-core, which reads a page as a screen reader does: the serious faults in a part of a page."""

from axe_playwright_python.base import AXE_SCRIPT

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # how a link looks is up to nbconvert
    "rules": {"link-in-text-block": {"enabled": False}},
}
RUN = """([parts, rules]) => axe.run({ include: parts.map(part => [part]) }, rules)
    .then(({ passes, violations }) => ({ passes: passes.length, violations }))"""


def faults(page, *parts):
    """Return the serious and critical faults in the parts of a page that CSS selectors name."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, [parts, RULES])
    assert found["passes"], "no rule had anything to look at"
    return [
        (fault["id"], node["html"])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
