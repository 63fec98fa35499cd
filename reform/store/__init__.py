"""The store: what was recorded, and every question asked of it. Nothing outside this package imports duckdb."""

from reform.store.draft import Draft, HasErrors, NotAccepted
from reform.store.store import Store, StoreBusy, StoreDamaged, StoreUnwritable, open_store

__all__ = ["Draft", "HasErrors", "NotAccepted", "Store", "StoreBusy", "StoreDamaged", "StoreUnwritable", "open_store"]
