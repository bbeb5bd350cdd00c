"""Files that ship with the product: icons, style, area lists, translations, the made-up district."""
