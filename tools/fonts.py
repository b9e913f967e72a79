"""Write bot/pictures/fonts from Noto Sans CJK: ``pip install fonttools; python tools/fonts.py DIR``.

DIR holds NotoSansCJK-Regular.ttc and NotoSansCJK-Bold.ttc, version 2.004, as in Debian's fonts-noto-cjk.
Of their Simplified Chinese face the regular and the bold font keep the ideographs of GB 2312, with letters,
digits and punctuation of the Latin, Greek, Cyrillic and kana scripts; the rare one keeps all other ideographs
of Unicode's first block, and those of China's table of standard characters beyond it. What pictures do not
use goes, such as features, hints, vertical metrics. Punctuation that Chinese sets as wide as an ideograph is
there a second time, in the private use area, as Latin texts set it. A text file holds each font's characters.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset  # only needed here
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "bot" / "pictures" / "fonts"
SIMPLIFIED, KOREAN = 2, 1
"""The faces' places in the collection; they share their glyphs. Korean sets punctuation as Latin does."""
NARROW = {0xE000 | code & 0xFFF: code for code in map(ord, "·‘’“”•")}
"""Where the narrow forms are, and what they are forms of."""
SHARED = (
    *((0x20, 0x7F), (0xA0, 0x250), (0x2B0, 0x300), (0x370, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2070)),
    *((0x20A0, 0x20D0), (0x2100, 0x2150), (0x2190, 0x2300), (0x2460, 0x2500), (0x25A0, 0x2700)),
    *((0x3000, 0x3130), (0xFE30, 0xFE50), (0xFF00, 0xFFF0)),
)
IDEOGRAPHS = (0x4E00, 0xA000)
BEYOND = (
    "𠅤𠘨𠙶𠳐𡎚𡐓𡗗𢦏𣗋𣲗𣲘𣸣𤇾𤈎𤣩𤧛𤨁𤩽𤫉𥔲𥕢𥖨𥫗𥻗𦈡𦒍𦙶𦝼𦥑𦭜𦰡𧢲𧺯𧾷𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨸏𨺙𩙿𩠐𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯"
    "𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂"
    "𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮"
    "𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"
)


def gb2312() -> Iterator[int]:
    """The characters of the standard that common Chinese texts keep to."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield from map(ord, bytes((row, cell)).decode("gb2312", "ignore"))


def write(source: Path, target: Path, characters: set[int]) -> None:
    options = subset.Options(
        font_number=SIMPLIFIED,
        layout_features=[],
        hinting=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        drop_tables=["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    font = subset.load_font(source, options)
    narrow = TTFont(source, fontNumber=KOREAN).getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update({code: narrow[wide] for code, wide in NARROW.items()})
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    subset.save_font(font, target, options)
    held = sorted(font.getBestCmap())
    target.with_suffix(".txt").write_text("".join(map(chr, held)), encoding="utf-8")
    sys.stderr.write(f"{target.name}: {len(held)} characters, {target.stat().st_size:,} bytes\n")


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    folder = Path(sys.argv[1])
    common = {code for first, end in SHARED for code in range(first, end)} | set(gb2312()) | NARROW.keys()
    rare = set(range(*IDEOGRAPHS)) | set(map(ord, BEYOND))
    for weight in ("Regular", "Bold"):
        write(folder / f"NotoSansCJK-{weight}.ttc", FONTS / f"NotoSansSC-{weight}.otf", common)
    write(folder / "NotoSansCJK-Regular.ttc", FONTS / "NotoSansSC-Rare.otf", rare - common)
    return 0


if __name__ == "__main__":
    sys.exit(main())
