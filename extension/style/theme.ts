/** Puts the officer's choice of light or dark on the page; `system` leaves it to the browser. */
import { settings, type Theme } from '../settings.ts';

export async function startTheme(root: HTMLElement = document.documentElement): Promise<void> {
  const show = (theme: Theme): void => {
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  show(await settings.theme.get());
  settings.theme.watch(show);
}
