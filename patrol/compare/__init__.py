"""Two builds side by side: what a run knows of its build, what another build adds, loses and changes, what got worse,
and whether that fails the build. Pure: works on results and on what was recorded, never on a phone."""
