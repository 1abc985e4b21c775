"""Notes about the author, and about whose opinion an article is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from segment.cues.base import Cue, may_be_capital
from segment.cues.byline import NAME
from segment.cues.finders import holding, matching, opening_with
from segment.cues.needs import each, either, having, opening, quoting, speaking_of, starting
from segment.words import compile_with

if TYPE_CHECKING:
    import regex


LONGEST_BIO = 140
PERSONS = ("He ", "She ", "They ", "Er ", "Sie ", "Il ", "Elle ")
CHINESE_BIO = ("作者", "筆者", "是", "為", "为", "は")
"""In notes in Chinese and Japanese; case and names say nothing there."""
WRITING = (
    "covers", "writes", "reports", "teaches", "edits", "joined", "previously", "written", "worked", "covered",
    "reported", "works", "lives",
)  # fmt: skip
"""What authors do, apart from having a job."""


@cache
def _bio() -> regex.Pattern[str]:
    # "Name is a columnist", "Name, a columnist at X, is the author", "The writer teaches", "Name covers Y for Z."
    return compile_with(
        rf"""^ [\W_]{{0,3}} (?: {NAME} | (?:The|About\sthe) \s (?:author|writer|reporter|columnist) s? )
          (?: , [^,.]{{3,80}} , )? \s+
        (?: (?:is|was|ist|war|est|es|è|é) \s+ (?: [^.!?]{{0,80}}? [^\w.!?] )? \L<jobs> \b
          | (?: covers | writes | reports | teaches | edits | joined | previously \s \w+
              | has \s (?:written|worked|covered|reported) | works \s (?:as|for|at) | lives \s in ) \b )
        | ^ (?: 作者 | 筆者 | 本文作者 ) [為为是は：:]
        | ^ \S{{2,14}} (?:[是為为] | は、? ) [^。]{{0,40}}
          (?: 專欄 | 专栏 | 記者 | 编辑 | 編輯 | 作家 | 教授 | 評論員 | 评论员
            | コラムニスト | 論説委員 | 編集委員 | ジャーナリスト ) [^。]{{0,30}} 。?""",
        "jobs",
    )


@cache
def _account() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"(?<= [\w.+-] ) @ [\w-]{1,40} \. [\w.-]{2,20} | (?<! \w ) @ [A-Za-z]\w{2,30} \b", regex.VERBOSE
    )


@cache
def _he_is() -> regex.Pattern[str]:
    return compile_with(
        r"""^ (?: He | She | They | Er | Sie | Il | Elle ) [ ]
        (?: (?: is | was | has \s been | are | ist | war | est ) \s [^.!?]{0,60}? \b \L<jobs> \b
          | previously \b
          | (?: lives | covers | writes | holds | teaches | joined ) \b )""",
        "jobs",
    )


def may_open_bio(char: str) -> bool:
    """Of a name, or a mark before it."""
    return may_be_capital(char) or not char.isalnum()


CUES = (
    Cue(
        "bio",
        matching(_bio),
        "a name and the job of a writer",
        LONGEST_BIO,
        needs=either(each(opening(may_open_bio), either(quoting("jobs"), speaking_of(*WRITING))), having(*CHINESE_BIO)),
    ),
    Cue(
        "reach",
        holding("bio_phrases"),
        "says where to reach or follow someone",
        LONGEST_BIO,
        needs=quoting("bio_phrases"),
    ),
    Cue("account", matching(_account), "holds an e-mail address or the name of an account", LONGEST_BIO, having("@")),
    Cue("he_is", matching(_he_is), "a pronoun and the job of a writer", LONGEST_BIO, needs=starting(*PERSONS)),
    Cue(
        "disclaimer",
        opening_with("disclaimers", fold=True),
        "says whose opinion it is",
        LONGEST_BIO,
        quoting("disclaimers"),
    ),
)
