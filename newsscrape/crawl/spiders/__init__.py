"""Spiders are made from data: one class for all sites, one for single addresses."""
