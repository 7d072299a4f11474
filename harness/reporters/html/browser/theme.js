const KEY = 'bailiff-theme';

/** Light or dark as the system has it, until the button says otherwise; the choice is kept where the browser allows. */
export function listenToTheme(button) {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  root.dataset.theme = stored() ?? '';
  button.addEventListener('click', () => {
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // Pages from disk may have no storage: the choice then lasts as long as the page.
    }
  });
}

function stored() {
  try {
    const theme = localStorage.getItem(KEY);
    return theme === 'dark' || theme === 'light' ? theme : undefined;
  } catch {
    return undefined;
  }
}
