"""Pages that scripts draw: the system's Chromium draws them, and reaches nothing but what this crawl hands to it."""
