"""Texts and bytes from and to the model. Pure: no file, no network, no clock."""
