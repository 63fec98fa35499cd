"""The store: what was recorded, and every question asked of it. Nothing outside this package imports duckdb."""

from reform.store.draft import Draft, HasErrors, NotAccepted
from reform.store.drafts import KeptDraft
from reform.store.faults import Changed, NotThere, StoreBusy, StoreDamaged, StoreOverloaded, StoreUnwritable
from reform.store.recorder import Rebuilt
from reform.store.registry import RegistryErrors
from reform.store.store import Store, open_store

__all__ = [
    "Changed",
    "Draft",
    "HasErrors",
    "KeptDraft",
    "NotAccepted",
    "NotThere",
    "Rebuilt",
    "RegistryErrors",
    "Store",
    "StoreBusy",
    "StoreDamaged",
    "StoreOverloaded",
    "StoreUnwritable",
    "open_store",
]
