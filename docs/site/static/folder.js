// opened from a folder, a page may not read another one for the summary below a search result
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
