"""Somebody who goes through a course in a browser, as they would with a mouse."""

from __future__ import annotations

from typing import Any

RIGHT = {8: "1", 9: "02", 10: "012", 11: "012", 12: "7"}
"""Answers to the test of the sample course; see `coursepack.marking`."""
WRONG = {8: "0", 9: "1", 10: "210", 11: "120", 12: "2"}


class Learner:
    """Looks at one page, or at the frame a course is in."""

    def __init__(self, frame: Any) -> None:
        self.frame = frame
        frame.locator("[data-playing]").wait_for(state="attached")

    @property
    def here(self) -> Any:
        """The block that is shown."""
        return self.frame.locator(".cp-block:not([hidden])")

    @property
    def number(self) -> int | None:
        """Number of the block that is shown; None where none is."""
        shown = self.here
        return int(shown.get_attribute("data-number")) if shown.count() == 1 else None

    def begin(self) -> None:
        self.frame.locator("[data-go]").click()
        self.frame.locator("[data-playing] .cp-playing .cp-block:not([hidden])").wait_for()

    def on(self) -> None:
        self.frame.locator(".cp-on").click()

    def to_lesson(self, number: int) -> None:
        link = self.frame.locator(f"a[data-to-lesson='{number}']:visible").first
        link.click()
        shown = f"[data-playing] .cp-playing[data-lesson='{number}'] .cp-block:not([hidden])"
        self.frame.locator(shown).wait_for()

    def answer(self, code: str) -> None:
        """The question that is shown gets this answer."""
        section = self.here
        match section.get_attribute("data-question"):
            case "choice" | "several":
                for sign in code:
                    section.locator(f"input[name=answer][value='{sign}']").check()
            case "order":
                self._order(code)
            case "match":
                for row, sign in enumerate(code):
                    section.locator("select").nth(row).select_option(sign)
            case "estimate":
                section.locator("input[name=answer]").fill(code)
            case "open":
                section.locator("textarea").fill("Fijn dat je er bent.")
        section.locator("form[data-form=answer] button:not([type=button])").first.click()

    def _order(self, code: str) -> None:
        """With the buttons: what has to come first is moved up until it does."""
        section = self.here
        for place, sign in enumerate(code):
            while True:
                now = [s.input_value() for s in section.locator("select").all()]
                at = now.index(sign)
                if at == place:
                    break
                section.locator(".cp-order li").nth(at).locator("button").first.click()

    def go_through(self, answers: dict[int, str], *, until: int = 0) -> None:
        """Do every block of this lesson; stop at the block ``until``, which is not done."""
        while (number := self.number) is not None and number != until:
            section = self.here
            kind = section.get_attribute("data-kind")
            if kind == "question":
                self.answer(answers.get(number, "+"))
                if self.number is None:  # the test was marked, and its end is shown
                    return
            elif kind == "case":
                while section.locator(".cp-option-button").count():
                    section.locator(".cp-option-button").first.click()
            self.on()
