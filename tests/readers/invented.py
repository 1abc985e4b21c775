"""Texts of our own for the readers, and ways to pack them."""

from __future__ import annotations

import bz2
import gzip
import lzma
from typing import TYPE_CHECKING

import orjson
import pytest

from segment.config import ReadConfig
from segment.readers import read_inputs
from segment.types import Dump, Notice, Reject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FRENCH = (
    "Le maire de Saint-Orlan a déclaré mardi que la vieille écluse serait fermée jusqu’au mois d’août. « Nous n’avons "
    "pas le choix », a-t-il expliqué devant une trentaine d’habitants réunis à la salle des fêtes. Les bateliers, "
    "eux, réclament une indemnité : près de 4 000 € par péniche.\n"
)
SIMPLIFIED = (
    "市长周二表示，旧船闸将关闭到八月份。他在礼堂里对三十多名居民说：“我们没有别的选择。”船工们则要求赔偿，每条驳船大约四千元。"
    "记者走访了河边的几家小店，店主们说，自从去年秋天涨水以后，来往的船只已经少了一半以上。镇上的老人记得，一九五四年也关过一次，"
    "那时候整个春天都没有运煤的船，人们只好烧柴取暖。工程师估计，新的闸门要到明年夏天才能装好。与此同时，县里答应开一趟免费的公共汽车，"
    "早晚各两班，从码头开到火车站，方便上班的人。学校也会推迟半个小时上课。"
)
TRADITIONAL = (
    "市長週二表示，舊船閘將關閉到八月份。他在禮堂裡對三十多名居民說：「我們沒有別的選擇。」船工們則要求賠償，每條駁船大約四千元。"
    "記者走訪了河邊的幾家小店，店主們說，自從去年秋天漲水以後，來往的船隻已經少了一半以上。鎮上的老人記得，一九五四年也關過一次，"
    "那時候整個春天都沒有運煤的船，人們只好燒柴取暖。工程師估計，新的閘門要到明年夏天才能裝好。與此同時，縣裡答應開一趟免費的公共汽車，"
    "早晚各兩班，從碼頭開到火車站，方便上班的人。學校也會推遲半個小時上課。"
)
JAPANESE = (
    "市長は火曜日、古い水門を八月まで閉鎖すると発表した。公民館に集まった三十人ほどの住民を前に、「ほかに方法がない」と説明した。"
    "一方、船頭たちは一隻あたり四十万円ほどの補償を求めている。川沿いの商店を訪ねると、店主たちは、昨年秋の増水のあと、"
    "行き交う船が半分以下に減ったと話した。町の年寄りによれば、昭和二十九年にも一度閉められ、その春は石炭を運ぶ船が一隻も来なかったので、"
    "みんな薪を燃やして過ごしたという。新しい扉が取り付けられるのは来年の夏になる見込みだ。"
)
RUSSIAN = (
    "Во вторник мэр объявил, что старый шлюз будет закрыт до августа. «У нас нет выбора», — объяснил он жителям, "
    "собравшимся в клубе. Речники требуют компенсации, около четырёх тысяч за каждую баржу, и грозят перекрыть мост.\n"
)
ENGLISH = "The ferry to Harnøy was late again on Tuesday.\r\nNobody “waved” – not even Mara Lindqvist.\n"

ROWS = [{"id": f"r{number}", "text": f"Ferry {number} left Harnøy on time."} for number in range(3)]
JSONL = b"".join(orjson.dumps(row) + b"\n" for row in ROWS)


def pack_gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def pack_xz(data: bytes) -> bytes:
    return lzma.compress(data)


def pack_zstd(data: bytes) -> bytes:
    return pytest.importorskip("backports.zstd").compress(data)


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": pack_gzip,
    "bz2": bz2.compress,
    "xz": pack_xz,
    "zst": pack_zstd,
}


def read_bytes(folder: Path, name: str, data: bytes, config: ReadConfig | None = None) -> list[Dump | Reject]:
    """What becomes of one file with this name and these bytes; paths are given without the folder."""
    (folder / name).write_bytes(data)
    items = read_inputs([name], config or ReadConfig())
    return [item for item in items if not isinstance(item, Notice)]


def read_one(folder: Path, name: str, data: bytes, config: ReadConfig | None = None) -> Dump | Reject:
    (item,) = read_bytes(folder, name, data, config)
    return item


def join_texts(items: list[Dump | Reject]) -> str:
    """The text of a dump that comes in windows."""
    dumps = [item for item in items if isinstance(item, Dump)]
    return "".join(dump.text[: len(dump.text) - dump.overlap] for dump in dumps)
