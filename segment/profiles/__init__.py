"""Exports of press databases: recognised, cut into their documents, and read field by field, by profiles in TOML."""

from segment.config import HEAD_CHARS
from segment.profiles.choice import choose_profile, load_named
from segment.profiles.cutting import CutDocumentError
from segment.profiles.documents import cut_documents
from segment.profiles.grammar import Profile
from segment.profiles.induction import propose
from segment.profiles.loading import PROFILES, load_profiles, shipped_profiles
from segment.profiles.recognise import Recognised, find_profile

__all__ = [
    "HEAD_CHARS",
    "PROFILES",
    "CutDocumentError",
    "Profile",
    "Recognised",
    "choose_profile",
    "cut_documents",
    "find_profile",
    "load_named",
    "load_profiles",
    "propose",
    "shipped_profiles",
]
