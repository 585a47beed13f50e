"""Where other people's models come from. Every source ends in listings, which `assets.importing` brings in."""
