"""What every page looks like: base pages, styles, forms, icons."""
