// The theme that was chosen in this browser, before anything is painted. A file of its own: the page allows no inline
// script. src/shell/theme.ts writes what is read here.
try {
  const theme = localStorage.getItem('quarterdeck-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is switched off: the system's theme it is.
}
