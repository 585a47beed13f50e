"""From a description to a 3D asset whose size and front can be trusted.

`find` answers a query with furniture made to size, `search` answers free words, `rebuild` gives an asset back from
its id. `best_categories` says which category words of five languages mean, how sure that is and why.
"""

from assets.asset import Asset, AssetQuery, Match, SolidBox, Support, UseZone
from assets.catalogue import Category, categories, category, lookup
from assets.errors import AssetError
from assets.library import find, rebuild
from assets.model import Material, Model, Part
from assets.price import PriceEstimate, estimate, price
from assets.retrieval import best_categories
from assets.search import search

__all__ = [
    "Asset",
    "AssetError",
    "AssetQuery",
    "Category",
    "Match",
    "Material",
    "Model",
    "Part",
    "PriceEstimate",
    "SolidBox",
    "Support",
    "UseZone",
    "best_categories",
    "categories",
    "category",
    "estimate",
    "find",
    "lookup",
    "price",
    "rebuild",
    "search",
]
