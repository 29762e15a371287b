"""What a page says about itself, in the forms that publishers use for machines."""
