"""Texts with invented names for the tests of matching."""

from __future__ import annotations

import random

FERRY = (
    "The old ferry left Harsund harbour for the last time on Sunday, with more people on the quay than on board. "
    "For sixty years the white boat had carried post, milk and schoolchildren between the islands and the town. "
    "Captain Mara Lindqvist said she would miss the fog more than the passengers, and then laughed at herself. "
    "A bridge of concrete and steel will open upstream in the spring, toll free for everybody who lives nearby. "
    "Shopkeepers on the island fear that customers will now drive past them to the big stores in the valley. "
    "The council has promised a bus, a bench and a small museum in the ticket office beside the landing stage."
)
TEASER_CHARS = 257  # of the ferry, up to the end of a word
ORCHARD = (
    "Growers in the Velm valley are pulling up apple trees that their grandparents planted by hand after the war. "
    "Late frost has taken the blossom in four springs out of five, and insurers no longer answer their letters. "
    "Jon Aho, who keeps nine hectares above the mill, has turned to hazelnuts, bees and paying guests instead. "
    "He says a good nut year pays for two poor ones, while a good apple year barely pays for the picking. "
    "The cooperative still presses juice each autumn, although half of the fruit now comes from over the border."
)
BIO = (
    "Tilda Brask is a columnist for the Harbour Post. She lives on the island with two dogs and a leaking boat. "
    "The opinions expressed here are her own and not those of her employer."
)
HARBOUR_ZH = "昨天晚上旧渡轮最后一次离开港口许多居民站在码头上挥手告别六十年来这艘白色的船一直运送邮件牛奶和学生"
MARKET_ZH = "山谷里的果农正在砍掉祖父母亲手种下的苹果树因为连续几年的晚霜冻死了花朵保险公司也不再回复他们的来信"


def weather(town: str, *numbers: int) -> str:
    """A report from a template: lowest and highest temperature, wind, rain, year of the record."""
    low, high, wind, rain, year = numbers
    return (
        f"Weather for {town}: cloudy at first, brightening later, with temperatures between {low} and {high} degrees. "
        f"Winds from the west reach {wind} kilometres an hour on the coast, and {rain} millimetres of rain are "
        f"expected in the hills before nightfall. The warmest such day on record in {town} was measured in {year}."
    )


def reword(text: str, seed: int, share: float) -> str:
    """The text with some of its words replaced."""
    dice = random.Random(seed)
    return " ".join(f"w{dice.randrange(9999)}x" if dice.random() < share else word for word in text.split())


def misread(text: str, seed: int, share: float) -> str:
    """The text with some of its letters replaced, as by a poor scan."""
    dice = random.Random(seed)
    return "".join(dice.choice("etaoinshr1lc") if c.isalpha() and dice.random() < share else c for c in text)


def invent(words: int, seed: int) -> str:
    """A text of words that no other seed has."""
    dice = random.Random(seed)
    return " ".join(f"q{seed}z{dice.randrange(10**6)}" for _ in range(words))
