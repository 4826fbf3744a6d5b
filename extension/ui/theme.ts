/** Puts the officer's choice of light, dark and contrast on the page; what they leave open the browser decides. */
import { settings, type Theme } from '../platform/settings.ts';

const MORE_CONTRAST = '(prefers-contrast: more)';

export async function startTheme(root: HTMLElement = document.documentElement): Promise<void> {
  const show = (theme: Theme): void => {
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  const rules = contrastRules(root.ownerDocument);
  const strengthen = (more: boolean): void => {
    for (const rule of rules) rule.media.mediaText = more ? 'all' : MORE_CONTRAST;
  };
  show(await settings.theme.get());
  strengthen(await settings.contrast.get());
  settings.theme.watch(show);
  settings.contrast.watch(strengthen);
}

/** What a browser applies where the system asks for contrast is applied by us where the officer does: one palette. */
function contrastRules({ styleSheets }: Document): CSSMediaRule[] {
  return [...styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
    .filter((rule) => rule.media.mediaText === MORE_CONTRAST);
}
