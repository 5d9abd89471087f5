"""Pages are read aloud: which texts, in what voice, and for nobody else's texts."""

from __future__ import annotations

import re
import struct

import pytest
from django.urls import reverse

from werkwijs.lib import speaking, speech
from werkwijs.participation import sorting

needs_voice = pytest.mark.skipif(not speech.available(), reason="espeak-ng is not installed")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def asked(client, text: str, reference: str):
    return client.post(reverse("design:spoken"), {"text": text, "reference": reference})


@needs_voice
def test_a_text_that_we_wrote_is_spoken(client):
    text = "Het helpt als je genoeg slaapt."
    answer = asked(client, text, speaking.reference(text, "nl"))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "audio/wav"
    form, channels, rate = struct.unpack_from("<HHI", answer.content, 20)
    assert (form, channels, rate) == (7, 1, 22050)
    seconds = (len(answer.content) - 58) / rate
    assert 1 < seconds < 6


@needs_voice
@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Iets anders.", None),
        ("Je slaapt.", ""),
        ("Je slaapt.", "nl.n."),
        ("Je slaapt.", "nl.k.aé"),
        ("Je slaapt.", "x" * 5000),
    ],
)
def test_other_texts_are_not(client, text, reference):
    given = speaking.reference("Je slaapt.", "nl") if reference is None else reference

    assert asked(client, text, given).status_code == 403


@needs_voice
def test_a_reference_does_not_change_its_language_or_begin_to_be_kept(client, own_folder):
    given = speaking.reference("Je slaapt.", "nl")

    assert asked(client, "Je slaapt.", given.replace("nl.n", "en.n")).status_code == 403
    assert asked(client, "Je slaapt.", given.replace("nl.n", "nl.k")).status_code == 403


@needs_voice
def test_what_the_study_says_is_kept_as_sound_and_what_people_wrote_is_not(client, own_folder):
    asked(client, "Eigen woorden.", speaking.reference("Eigen woorden.", "nl"))
    assert not (own_folder / "spoken").exists()

    given = speaking.reference("Je slaapt.", "nl", keep=True)
    first = asked(client, "Je slaapt.", given).content
    (file,) = (own_folder / "spoken").iterdir()
    assert "slaapt" not in file.name

    file.write_bytes(first[:-1])
    assert asked(client, "Je slaapt.", given).content == first[:-1]


def test_without_a_voice_there_is_no_reference_and_no_sound(client, monkeypatch):
    given = speaking.reference("Je slaapt.", "nl")
    monkeypatch.setenv("PATH", "")

    assert speaking.reference("Je slaapt.", "nl") == ""
    if given:
        assert asked(client, "Je slaapt.", given).status_code == 503


@needs_voice
@pytest.mark.parametrize("text", ["-h", "--help", "<audio src='x'/>", "; ls", "شكرا", "🙂"])
def test_a_text_is_never_taken_for_an_order_to_the_voice(text):
    assert speech.speak(text, "nl")[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("text", "language"), [("", "nl"), (" ", "nl"), ("a" * 1501, "nl"), ("a", "xx")]
)
def test_what_cannot_be_spoken_is_refused(text, language):
    with pytest.raises(speech.CannotSpeak):
        speech.speak(text, language)


@needs_voice
def test_mu_law_keeps_the_sound():
    """Decoded by hand (G.711), the samples lie within the step of their size."""
    import subprocess

    import numpy as np

    plain = subprocess.run(
        ["espeak-ng", "--stdout", "-v", "nl", "-s", "140", "-b", "1", "Dag."],  # noqa: S607
        capture_output=True,
        check=True,
    ).stdout
    before = np.frombuffer(plain[44:], dtype="<i2").astype(int)
    coded = ~np.frombuffer(speech.speak("Dag.", "nl")[58:][: len(before)], dtype=np.uint8)
    size = ((((coded & 15).astype(int) << 3) + 132) << ((coded >> 4) & 7).astype(int)) - 132
    after = np.where(coded & 128, -size, size)

    assert len(before) > 5_000
    assert np.all(np.abs(after - np.clip(before, -32635, 32635)) <= np.abs(before) / 16 + 8)


# --- which texts ----------------------------------------------------------------------


def texts(page: str) -> list[str]:
    """The texts that carry a mark, without their tags."""
    found = re.findall(r"<(\w+)[^>]* data-aloud-text[^>]*>(.*?)</\1>", page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for _, text in found]


def test_headings_sentences_and_lists_are_read_where_a_page_marks_nothing():
    page = (
        '<h1>Dag</h1>\n<div class="x"><p>Een\n <b>klein</b> stuk.<br></p></div>'
        "<ul><li>Eén</li></ul><table></table>"
    )

    marked = speaking.marked(page)

    assert texts(marked) == ["Dag", "Een klein stuk.", "Eén"]
    assert re.sub(r' data-(aloud-text|spoken="[^"]*")', "", marked) == page


def test_where_a_page_marks_its_texts_only_those_are_read():
    marked = speaking.marked("<h1>Dag</h1><p data-aloud-text>Een stuk.</p>")

    assert texts(marked) == ["Een stuk."]
    assert "<h1>" in marked


def test_what_is_hidden_or_to_be_skipped_is_silent():
    page = (
        "<p>Een <span hidden>twee</span> drie <span data-aloud-skip>vier</span></p>"
        "<p data-aloud-skip>vijf</p><script>p</script><p></p><textarea><p>zes</p></textarea>"
    )

    marked = speaking.marked(page)

    assert marked.count("data-aloud-text") == 1
    if speech.available():
        given = re.search(r'data-spoken="([^"]+)"', marked)[1]
        assert given == speaking.reference("Een drie", "nl")


@pytest.mark.parametrize("chosen", ["", " data-aloud-text"])
def test_what_a_script_shows_later_can_be_read_then(chosen):
    marked = speaking.marked(f"<section hidden><h1{chosen}>Klaar</h1></section>")

    assert marked.count("data-aloud-text") == 1
    assert ("data-spoken" in marked) == speech.available()


@pytest.mark.parametrize(
    "page",
    [
        "<p>a",
        "</p></p>",
        "<p",
        "<p title='>'>a</p>",
        "<p a=1>&lt;b&gt; &amp;</p>",
        "é\n\n<p>🙂</p>",
    ],
)
def test_odd_pages_stay_as_they_are(page):
    assert re.sub(r' data-(aloud-text|spoken="[^"]*")', "", speaking.marked(page)) == page


@needs_voice
def test_our_own_words_are_kept_as_sound_and_those_of_people_are_not():
    marked = speaking.marked(
        "<h1>Wat je kunt doen</h1><p>mijn eigen idee</p><p data-aloud-keep>slapen</p>"
    )

    assert re.findall(r'data-spoken="nl\.(.)', marked) == ["k", "n", "k"]


@needs_voice
def test_every_page_of_somebody_who_takes_part_can_be_read(takes_part):
    client, _ = takes_part("jongere")
    page = client.get(reverse("participation:home")).content.decode()

    for text, given in re.findall(r'<h1[^>]* data-spoken="([^"]+)"[^>]*>(.*?)</h1>', page):
        assert asked(client, given, text).status_code == 200
    assert "data-spoken" in page
    assert "aloud.js" in page
    assert "queue.js" in page


@needs_voice
def test_a_dutch_slip_is_read_in_dutch_to_who_reads_english(takes_part, study):
    client, participant = takes_part("jongere")
    sorting.begin(participant)
    client.cookies["taal"] = "en"

    page = client.get("/mee/sorteren/").content.decode()

    slip = re.search(r'<h1 id="statement"[^>]*>', page)[0]
    assert 'lang="nl"' in slip
    assert 'data-spoken="nl.' in slip
    assert 'data-spoken="en.' in page  # what the website says itself
