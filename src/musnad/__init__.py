"""Musnad: who said what, to whom, where and when, and through whom it reached us, from Arabic news."""

__version__ = "0.1.0"
