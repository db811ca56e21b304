// Before the first paint: the theme that was chosen on this machine, or else the system's.
const theme = localStorage.getItem('parley-console-theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
