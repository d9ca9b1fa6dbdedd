"""Measures in the base unit of their dimension, so that kilometres and miles compare; conversion is pint's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pint import UnitRegistry

#: Symbols of ours that pint knows by another name.
_PINT = {
    "km2": "km**2", "cm2": "cm**2", "cm3": "cm**3", "km3": "km**3", "ft3": "ft**3", "kt": "kilotonne",
    "Mt": "megatonne", "kWh": "kilowatt_hour", "MWh": "megawatt_hour", "GWh": "gigawatt_hour", "TWh": "terawatt_hour",
    "Mbit/s": "megabit/second", "Gbit/s": "gigabit/second", "um": "micrometer", "kB": "kilobyte", "yd": "yard",
    "m2": "m**2", "m3": "m**3", "ft2": "ft**2", "ha": "hectare", "bbl": "oil_barrel", "L": "liter",
    "nmi": "nautical_mile", "t": "tonne", "lb": "pound", "oz": "ounce", "gal": "gallon", "in": "inch", "ft": "foot", "mi": "mile",
    "mi/h": "mile/hour", "°C": "degC", "°F": "degF", "kn": "knot", "ct": "carat", "GB": "gigabyte", "MB": "megabyte",
    "TB": "terabyte", "hp": "horsepower", "acre": "acre", "mAh": "milliampere_hour",
    "ly": "light_year", "ug": "microgram", "N": "newton", "J": "joule", "kJ": "kilojoule", "PB": "petabyte",

}  # fmt: skip
#: Units of the region, in base units: the Egyptian feddan, the metric dunam and quintal.
_REGIONAL = {"feddan": (4200.83, "meter ** 2"), "dunam": (1000.0, "meter ** 2"), "quintal": (100.0, "kilogram")}
#: Units that convert to nothing.
_ALONE = frozenset({"magnitude", "°", "MP", "point", "dB"})


@cache
def _registry() -> UnitRegistry[float]:
    from pint import UnitRegistry

    return UnitRegistry()


def to_base(value: float, symbol: str) -> tuple[float, str] | None:
    """Value and base unit of a measure; None where its unit does not convert.

    >>> to_base(12, "km"), to_base(2, "feddan"), to_base(6.1, "magnitude")
    ((12000.0, 'meter'), (8401.66, 'meter ** 2'), None)
    """
    if symbol in _ALONE:
        return None
    if symbol in _REGIONAL:
        factor, unit = _REGIONAL[symbol]
        return value * factor, unit
    try:
        quantity = _registry().Quantity(value, _PINT.get(symbol, symbol)).to_base_units()
    except (AttributeError, KeyError, ValueError):
        return None
    return round(float(quantity.magnitude), 6), str(quantity.units)


__all__ = ["to_base"]
