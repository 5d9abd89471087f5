"""A file is read as it was meant, and every fault in it is said with its place."""

import resource
from pathlib import Path

import pytest

from werkwijs.frameworks import examples, reading, writing

FAULTS = {
    "owner: dit ontbreekt": ('owner = "De Linde (verzonnen)"\n', ""),
    "licence: dit ontbreekt": ('licence = "CC BY 4.0"\n', 'licence = "  "\n'),
    "version: dit ontbreekt": ('version = "1"\n', ""),
    "version: zet hier woorden, tussen aanhalingstekens": ('version = "1"', "version = 1"),
    "key: alleen kleine letters": ('key = "ons"', 'key = "Ons Werk"'),
    "owner: te lang": ("De Linde", "x" * 121),
    "kleur: dit kennen we niet": ("[[pillar]]", 'kleur = "rood"\n[[pillar]]'),
    "pijler 1, handvat 2, name: dit ontbreekt": ('name = "Blijven", ours', "ours"),
    "pijler 1, handvat 2, ours: zet hier true of false": ("ours = true", 'ours = "ja"'),
    "pijler 1, handvat 1, aids 2: te lang": ('line = "Zoek op."', f'aids = ["a", "{"x" * 301}"]'),
    "pijler 1, handvat 1, aids: zet hier een lijst": ('line = "Zoek op."', 'aids = "a"'),
    "“contact maken” staat twee keer in pijler “Verbinden”": ("Blijven", "contact maken"),
    "Pijler “Verbinden” staat er twee keer": (
        "[[pillar]]",
        '[[pillar]]\nname="VERBINDEN"\n[[pillar]]',
    ),
    "Regel 8, teken 8: dit is geen TOML": ("[[pillar]]", "[pillar"),
    "Het bestand houdt te vroeg op": ("ours = true }]", 'ours = true }]\nx = """'),
    "title: er staan tekens in die niemand ziet": ("Onze methode", "Onze\\u0000methode"),
    "owner: er staan tekens in die niemand ziet": ("De Linde", "De \\u202eLinde"),
    "guidelines: te veel": ('line = "Zoek op."', f"guidelines = {['a'] * 21}"),
    "pillar: dit ontbreekt": ("[[pillar]]", "[kleur]"),
}


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_said_with_its_place(sound, said):
    assert FAULTS[said][0] in sound

    with pytest.raises(reading.Unreadable) as caught:
        reading.read(sound.replace(*FAULTS[said]).encode())

    assert any(said in one for one in caught.value.faults), caught.value.faults


def test_every_fault_is_said_at_once_and_no_more_than_one_can_read(sound):
    two = sound.replace('owner = "De Linde (verzonnen)"\n', "").replace('"1"', "1")
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(two.encode())
    assert len(caught.value.faults) == 2

    many = "".join(f"x{n} = 1\n" for n in range(500)) + sound
    with pytest.raises(reading.Unreadable) as caught:
        reading.read(many.encode())
    assert len(caught.value.faults) == reading.MOST_FAULTS + 1
    assert caught.value.faults[-1] == "En nog 480 andere fouten."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Kies een bestand of plak de tekst"),
        (b" \n\r\n", "Kies een bestand of plak de tekst"),
        (b"\xff\xfe\x00", "geen gewone tekst"),
        (b"x" * 200_001, "te groot"),
        (b"x = " + b"[" * 50_000 + b"]" * 50_000, "veel te groot getal, of staan er te veel haken"),
        (b"x = " + b"9" * 5_000, "veel te groot getal, of staan er te veel haken"),
    ],
)
def test_what_is_no_file_of_ours_is_told_so(content, said):
    with pytest.raises(reading.Unreadable, match=said):
        reading.read(content)


@pytest.mark.parametrize(
    "built",
    [
        "a" + ".a" * 90_000 + " = 1",
        '"!"' + '."!"' * 40_000 + " = 1",
        "[a" + ".a" * 90_000 + "]",
        'x = """b"""" #" """\na' + ".a" * 90_000 + " = 1",
        "x = '''b'''' #' '''\na" + ".a" * 90_000 + " = 1",
    ],
    ids=["key", "quoted", "table", "after quotes", "after apostrophes"],
)
def test_a_file_that_is_built_to_take_all_memory_is_refused(built):
    before = resource.getrlimit(resource.RLIMIT_AS)
    now = _memory() + 500_000_000
    resource.setrlimit(resource.RLIMIT_AS, (now, before[1]))
    try:
        with pytest.raises(reading.Unreadable, match="haken"):
            reading.read(built.encode())
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _memory() -> int:
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * resource.getpagesize()


def test_dots_in_words_are_words(sound):
    told = reading.read(sound.replace("Zoek op.", "Wacht" + "." * 200).encode())

    assert told.pillar[0].handle[0].line == "Wacht" + "." * 200


def test_two_files_that_say_the_same_are_equal_however_they_are_typed(sound):
    told = reading.read(sound.encode())

    assert reading.read(sound.replace("\n", "\r\n").encode()) == told
    assert reading.read(b"\xef\xbb\xbf" + sound.encode()) == told
    assert reading.read(f"# Een opmerking.\n{sound}".encode()) == told
    assert reading.read(sound.replace("Zoek op.", "Zoek  op.").encode()) == told
    assert reading.read(sound.replace("Zoek op.", "Bel op.").encode()) != told


def test_a_pillar_of_which_no_handle_was_published_is_sound(sound):
    told = reading.read(f'{sound}\n[[pillar]]\nname = "Inbedden"\n'.encode())

    assert told.pillar[1].handle == ()


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://voorbeeld.example/methode", "https://voorbeeld.example/methode"),
        ("javascript:alert(1)", ""),
        ("Een boek, 2019", ""),
        ("zie https://voorbeeld.example", ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(sound, source, address):
    told = reading.read(f'source = "{source}"\n{sound}'.encode())

    assert told.source == source
    assert told.at == address


def test_what_was_read_is_written_so_that_it_reads_the_same(sound):
    odd = sound.replace(
        'line = "Zoek op."',
        r'line = "Zeg: \"ja\" \\ é 😀", guidelines = ["Eén.", "Twee # drie"], aids = ["[x]"]',
    )
    for content in [odd.encode(), *examples.files()]:
        told = reading.read(content)
        again = writing.as_toml(told)

        assert reading.read(again.encode()) == told
        assert writing.as_toml(reading.read(again.encode())) == again
