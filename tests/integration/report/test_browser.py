"""The review page in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mtfix.cli.app import build
from mtfix.edits import Edit, apply
from mtfix.guard.verdict import Rejection
from mtfix.result import Repair

Browser = Any
Opened = Callable[..., Browser]
Saved = Callable[[str], bytes]

_SHOWN = "return [...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.id)"
_REPAIRED = (
    "return [...document.querySelectorAll('.beside p:nth-of-type(even)')]"
    ".map(p => p.innerText).join('\\n\\n')"
)
_EVIL = (
    "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    "</script><svg onload=window.hit=1>{{ 7*7 }}\u2028<!--<script>"
)


def _press(browser: Browser, keys: str) -> None:
    browser.find_element("css selector", "body").send_keys(keys)


def _click(browser: Browser, selector: str) -> None:
    browser.execute_script("document.querySelector(arguments[0]).click()", selector)


def _numbers(browser: Browser) -> list[int]:
    return [int(name.removeprefix("change-")) for name in browser.execute_script(_SHOWN)]


def _fill(browser: Browser, name: str, value: str) -> None:
    browser.execute_script(
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
        "field.dispatchEvent(new Event('input', {bubbles: true}))",
        name,
        value,
    )


def _status(browser: Browser) -> str:
    text: str = browser.execute_script("return document.getElementById('status').textContent")
    return text


def _replayed(tmp_path: Path, original: str, edits: bytes) -> bytes:
    (tmp_path / "original.txt").write_bytes(original.encode())
    (tmp_path / "edits.json").write_bytes(edits)
    arguments = ["apply", str(tmp_path / "original.txt"), str(tmp_path / "edits.json")]
    result = CliRunner().invoke(build(), arguments)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_filters_by_layer_rule_and_confidence(opened: Opened) -> None:
    browser = opened()
    assert _numbers(browser) == [1, 2, 3, 4, 5, 6]
    _click(browser, "[name=kind][value=refused]")
    assert _numbers(browser) == [1, 3, 4, 6]
    assert "4 of 6 shown" in _status(browser)
    _fill(browser, "confidence", "0.7")
    assert _numbers(browser) == [1, 3, 4]
    _fill(browser, "rule", "numeral")
    assert _numbers(browser) == [1, 3]
    muted = "return [...document.querySelectorAll('.inline .muted')].map(m => +m.dataset.change)"
    assert browser.execute_script(muted) == [4, 5, 6]
    _fill(browser, "rule", "nothing.like.it")
    assert browser.find_element("id", "empty").is_displayed()
    _press(browser, "\ue00c")  # Esc
    assert _numbers(browser) == [1, 2, 3, 4, 5, 6]


def test_untouched_export_is_the_repair(
    opened: Opened, saved: Saved, example: Repair, tmp_path: Path
) -> None:
    browser = opened()
    _click(browser, "#save-json")
    _click(browser, "#save-text")
    exported = saved("story.txt.edits.json")
    assert Repair.from_dict(json.loads(exported)) == example
    assert saved("story.txt.repaired.txt").decode() == example.text
    assert _replayed(tmp_path, example.original, exported).decode() == example.text


def test_decisions_show_and_export_and_replay(
    opened: Opened, saved: Saved, example: Repair, tmp_path: Path
) -> None:
    browser = opened()
    _click(browser, "#change-1 [data-decide=reject]")
    _click(browser, "#change-5 [data-decide=accept]")  # overrules the guard
    _click(browser, "[name=view][value=beside]")
    shown = browser.execute_script(_REPAIRED)
    assert "The 2-states owe 2,500 rubles, he told. Of 14 men all came back home" in shown
    assert _status(browser) == "4 of 5 accepted"
    assert not browser.execute_script("return document.querySelector('#change-2 .decide')")
    _click(browser, "#save-json")
    _click(browser, "#save-text")
    exported = saved("story.txt.edits.json")
    data = json.loads(exported)
    assert [edit["rule"] for edit in data["declined"]] == ["numeral.two_states"]
    assert [item["edit"]["before"] for item in data["rejected"]] == ["owe 2 500"]
    text = saved("story.txt.repaired.txt")
    assert _replayed(tmp_path, example.original, exported) == text
    assert text.decode() == data["text"]
    assert "The 2-states owe 2,500 rubles, he told. Of 14 men" in text.decode()


def test_a_reload_keeps_the_decisions(opened: Opened) -> None:
    browser = opened()
    _click(browser, "#reject-shown")
    browser.refresh()
    assert _status(browser) == "0 of 5 accepted"
    _click(browser, "#accept-shown")
    assert _status(browser) == "5 of 5 accepted"


def test_all_can_be_done_by_keyboard(opened: Opened, saved: Saved) -> None:
    browser = opened()
    _press(browser, "j")
    assert browser.switch_to.active_element.get_attribute("id") == "change-1"
    _press(browser, "r")
    assert "off" in browser.find_element("id", "change-1").get_attribute("class")
    _press(browser, "a")
    _press(browser, "jjk")
    assert browser.switch_to.active_element.get_attribute("id") == "change-2"
    _press(browser, "v")
    assert browser.find_element("css selector", ".beside").is_displayed()
    assert not browser.find_element("css selector", ".inline").is_displayed()
    _press(browser, "/")
    browser.switch_to.active_element.send_keys("model.insert")
    assert _numbers(browser) == [6]
    browser.switch_to.active_element.send_keys("\ue00c")  # Esc
    assert len(_numbers(browser)) == 6
    _press(browser, "?")
    assert browser.find_element("id", "help").is_displayed()
    _press(browser, "r")  # keys of the page rest while the help is open
    browser.find_element("css selector", "#help button").click()
    assert _status(browser) == "4 of 5 accepted"
    _press(browser, "e")
    assert saved("story.txt.edits.json")


def test_hostile_input_never_runs(opened: Opened, saved: Saved, tmp_path: Path) -> None:
    text = f"{_EVIL} end"
    edit = Edit(0, len(_EVIL), _EVIL, "<b>" + _EVIL, "model", _EVIL, _EVIL, _EVIL, 0.5)
    refused = Rejection(Edit(len(text), len(text), "", _EVIL, "model", _EVIL), _EVIL, _EVIL)
    repair = Repair(text, apply(text, [edit]), (edit,), (refused,), _EVIL)
    browser = opened(repair, title="<script>window.hit = 1</script>")
    _press(browser, "jrav")
    assert browser.execute_script("return window.hit") is None
    assert browser.execute_script("return document.images.length + document.scripts.length") == 2
    assert _EVIL.split("\u2028")[0] in browser.execute_script(
        "return document.querySelector('.inline p').textContent"
    )
    assert browser.get_log("browser") == []
    _click(browser, "#save-json")
    exported = saved("script_window.hit_1_script_.edits.json")
    assert _replayed(tmp_path, text, exported).decode() == repair.text


def test_the_policy_stops_what_would_slip_in(opened: Opened) -> None:
    browser = opened()
    refused = browser.execute_script(
        "try { document.body.innerHTML += '<img src=x onerror=\"window.hit = 1\">'; return false }"
        "catch (error) { return error instanceof TypeError }"
    )
    assert refused
    loaded = browser.execute_async_script(
        "const done = arguments[0]; fetch('data:text/plain,x').then(() => done(true),"
        "() => done(false))"
    )
    assert not loaded


def test_unseen_characters_are_shown_and_survive(opened: Opened, saved: Saved) -> None:
    text = "a\x00b \ud800 c\u202ed\r\n 2 500 \x1b[0m"
    start = text.index("2 500")
    edit = Edit(start, start + 5, "2 500", "2,500", "rules", "numeral.thousands")
    repair = Repair(text, apply(text, [edit]), (edit,))
    browser = opened(repair)
    shown = browser.execute_script("return document.querySelector('.inline p').textContent")
    assert shown.startswith("a␀b ⟨U+D800⟩ c⟨U+202E⟩d")
    _click(browser, "#save-text")
    _click(browser, "#save-json")
    assert saved("story.txt.repaired.txt") == repair.text.encode("utf-8", "surrogatepass")
    assert Repair.from_dict(json.loads(saved("story.txt.edits.json"))) == repair


_CONTRASTS = """
const luminance = (color) => {
  const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(Number).map((value) => {
    value /= 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const paper = luminance(getComputedStyle(document.body).backgroundColor);
return ['.inline p', '.inline del', '.status', '.place', '.reason', '.refusal b',
        '.rules .kind', '.model .kind', '.glossary .kind', '.refused .kind'].map((selector) => {
  const ink = luminance(getComputedStyle(document.querySelector(selector)).color);
  return [selector, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)];
});
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_color_schemes_read_well(opened: Opened, scheme: str) -> None:
    browser = opened()
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    color = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    red = int(color.removeprefix("rgb(").split(",")[0])
    assert (red < 60) if scheme == "dark" else (red > 240)
    weak = [(name, ratio) for name, ratio in browser.execute_script(_CONTRASTS) if ratio < 4.5]
    assert weak == []


def test_print_leaves_the_controls_out_and_numbers_the_changes(opened: Opened) -> None:
    browser = opened()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.find_element("id", "bar").is_displayed()
    assert not browser.find_element("css selector", ".decide").is_displayed()
    assert browser.find_element("css selector", ".inline .number").is_displayed()
    assert len(browser.find_elements("css selector", ".card")) == 6


def test_without_scripts_the_text_and_the_notes_are_there(opened: Opened) -> None:
    browser = opened()
    try:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        browser.refresh()
        tree = browser.execute_cdp_cmd("DOMSnapshot.captureSnapshot", {"computedStyles": []})
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    laid_out = " ".join(
        tree["strings"][index] for index in tree["documents"][0]["layout"]["text"] if index >= 0
    )
    assert "two states" in laid_out
    assert "A comma, in English." in laid_out
    assert "Save text" not in laid_out
    assert "Accept" not in laid_out
