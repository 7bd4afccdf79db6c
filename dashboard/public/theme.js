// Runs before the first paint, so that a chosen theme never flashes. "system" leaves the attribute off.
try {
  const theme = localStorage.getItem('billhook.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage can be blocked; the system's theme is right then.
}
