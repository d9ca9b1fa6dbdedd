"""Musnad in other people's formats."""
